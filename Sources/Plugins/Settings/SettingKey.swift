import Kernel

/// A setting's key, such as `local.core`.
struct SettingKey: ArgumentValue, Equatable {
    /// Its parts, from the outermost inwards.
    let path: [String]

    init?(argument: String) {
        path = argument.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        if path.contains("") { return nil }
    }

    static var argumentDescription: String { "a key: words with dots between, such as local.core" }
    static var placeholder: String? { "KEY" }
    var argument: String { path.joined(separator: ".") }

    /// Whether it is a login, which only logging in writes.
    var isLogin: Bool {
        path.count == 3 && path[0].lowercased() == "contexts"
            && ["token", "refreshtoken"].contains(path[2].lowercased())
    }
}
