import Kernel

/// `NAME: VALUE` from the command line.
struct HeaderField: ArgumentValue, Equatable {
    let name: String
    let value: String

    /// The fields that the program sets itself, or that determine where a request ends and who sends it.
    private static let reserved = [
        "authorization", "connection", "content-length", "cookie", "host", "proxy-authorization", "transfer-encoding",
    ]

    /// Parses a field that a person may set.
    init?(argument: String) {
        let parts = argument.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, !argument.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 }) else {
            return nil
        }
        name = parts[0].trimmed
        value = parts[1].trimmed
        let isName = !name.isEmpty && name.utf8.allSatisfy { $0 > 32 && $0 < 127 }
        guard isName, !Self.reserved.contains(name.lowercased()) else { return nil }
    }

    static var argumentDescription: String { "NAME: VALUE with a name that may be set" }
    static var placeholder: String? { "NAME: VALUE" }
    var argument: String { "\(name): \(value)" }
}
