import Synchronization

/// Reports requests to a login's port that were ignored, each kind once.
final class IgnoredRequests: Sendable {
    private let tell: @Sendable (String) -> Void
    private let told = Mutex<Set<String>>([])

    /// The maximum number of kinds to report: a port scan must not fill the terminal.
    private static let most = 8

    init(tell: @escaping @Sendable (String) -> Void) { self.tell = tell }

    func add(_ sentence: String) {
        let isNew = told.withLock { $0.count < Self.most && $0.insert(sentence).inserted }
        if isNew { tell(sentence) }
    }

    /// Returns whether browsers request a path on their own, with any page.
    static func isOfBrowsers(_ path: String) -> Bool {
        ["/favicon", "/apple-touch-icon", "/robots.txt", "/.well-known/"].contains { path.hasPrefix($0) }
    }
}
