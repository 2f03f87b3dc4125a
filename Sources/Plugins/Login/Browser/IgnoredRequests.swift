import Synchronization

/// Tells the person what came to a login's port and was ignored, each kind once.
final class IgnoredRequests: Sendable {
    private let tell: @Sendable (String) -> Void
    private let told = Mutex<Set<String>>([])

    /// How many kinds are told at most: whoever scans ports must not fill the terminal.
    private static let most = 8

    init(tell: @escaping @Sendable (String) -> Void) { self.tell = tell }

    func add(_ sentence: String) {
        let isNew = told.withLock { $0.count < Self.most && $0.insert(sentence).inserted }
        if isNew { tell(sentence) }
    }

    /// Whether browsers ask for a path on their own, whatever page they show.
    static func isOfBrowsers(_ path: String) -> Bool {
        ["/favicon", "/apple-touch-icon", "/robots.txt", "/.well-known/"].contains { path.hasPrefix($0) }
    }
}
