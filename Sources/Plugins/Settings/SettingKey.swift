import Kernel

/// A setting's key, such as `local.core`.
struct SettingKey: ArgumentValue, Equatable {
    /// Its parts, from the outermost to the innermost.
    let path: [String]

    init?(argument: String) {
        path = argument.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        if path.contains("") { return nil }
    }

    static var argumentDescription: String { "a key: words with dots between, such as local.core" }
    static var placeholder: String? { "KEY" }
    var argument: String { path.joined(separator: ".") }

    /// Whether it belongs to a login, which only `login` writes.
    var isLogin: Bool {
        path.count == 3 && path[0].lowercased() == "contexts"
            && ["token", "refreshtoken"].contains(path[2].lowercased())
    }
}
