import AstroAPI
import Kernel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The address of a request, which is always on the context's server.
struct Endpoint {
    /// The address without its query.
    let address: String
    /// The last segment of the path.
    let resource: String
    /// The encoded parts of the query, such as `limit=5`.
    var query: [String]

    /// Its name for people: the address without the server.
    let label: String

    /// Parses the argument.
    ///
    /// - Parameters:
    ///   - text: A path below the API, with or without its version, or an address of the same server.
    ///   - placeholder: Returns the value of `{name}`.
    init(_ text: String, below base: URL, placeholder: (String) async throws -> String) async throws {
        let base = base.absoluteString
        let root = String(base[..<(base.lastIndex(of: "/") ?? base.endIndex)])
        let path = try Self.withoutServer(text, root)
        guard !path.contains("#") else {
            throw CommandError.usage("'\(text)' has a fragment (#…); write %23 for the character")
        }
        let filled = try await Self.filling(path, placeholder)
        let parts = filled.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var segments = parts[0].drop { $0 == "/" }.split(separator: "/", omittingEmptySubsequences: false).map(
            String.init)
        if segments.last == "" { segments.removeLast() }
        segments = segments.map { PercentEncoding.encode($0, keeping: "!$&'()*+,;=:@", keepsEscapes: true) }
        for segment in segments where !Self.isSound(segment) {
            throw CommandError.usage("'\(text)' has a segment that is empty or leads elsewhere; nothing was sent")
        }
        guard let first = segments.first, let last = segments.last else {
            throw CommandError.usage("the path is empty")
        }
        if !Self.isVersion(first) { segments.insert(String(base.dropFirst(root.count + 1)), at: 0) }
        label = "/" + segments.joined(separator: "/")
        address = root + "/" + segments.joined(separator: "/")
        resource = last
        query = (parts.dropFirst().first ?? "").split(separator: "&").map {
            PercentEncoding.encode(String($0), keeping: "!$'()*+,;=:@/?", keepsEscapes: true)
        }
    }

    /// The address with its query.
    var url: URL {
        get throws {
            let text = address + (query.isEmpty ? "" : "?" + query.joined(separator: "&"))
            guard let url = URL(string: text) else { throw CommandError.usage("'\(text)' isn't a valid address") }
            return url
        }
    }

    /// Removes the server from an address, or refuses another one: the credential is only for the context's server.
    private static func withoutServer(_ text: String, _ root: String) throws -> String {
        guard let colon = text.firstRange(of: "://"), !text[..<colon.lowerBound].contains("/") else { return text }
        guard text.lowercased().hasPrefix(root.lowercased() + "/") else {
            throw CommandError.usage(
                "'\(text)' is not below \(root), and the credential goes nowhere else; nothing was sent",
                hint: "--context DOMAIN names another server")
        }
        return String(text.dropFirst(root.count))
    }

    /// Returns the text with each `{name}` replaced by its value, as one segment.
    private static func filling(
        _ text: String, _ placeholder: (String) async throws -> String
    ) async throws -> String {
        var result = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            guard let close = rest[open...].firstIndex(of: "}") else { break }
            result += rest[..<open]
            result += PercentEncoding.encode(try await placeholder(String(rest[rest.index(after: open)..<close])))
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }

    /// Returns whether a segment stays the same segment, no matter how often a server decodes it.
    private static func isSound(_ segment: String) -> Bool {
        let escapes = [("%25", "%"), ("%2e", "."), ("%2f", "/"), ("%5c", "\\")]
        var text = segment.lowercased()
        while true {
            let decoded = escapes.reduce(text) { $0.replacing($1.0, with: $1.1) }
            if decoded == text { break }
            text = decoded
        }
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "\\" }
        return !parts.contains { ["", ".", ".."].contains($0) }
    }

    /// Returns whether a segment is the version of an API, such as `v1` or `v1beta1`.
    private static func isVersion(_ segment: String) -> Bool {
        let rest = segment.dropFirst().drop { $0.isASCII && $0.isNumber }
        guard segment.first == "v", rest.count < segment.count - 1 else { return false }
        let stage = rest.prefix { !$0.isNumber }
        return rest.isEmpty
            || ["alpha", "beta"].contains(stage) && rest.dropFirst(stage.count).allSatisfy { $0.isASCII && $0.isNumber }
    }
}
