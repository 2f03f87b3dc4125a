import Kernel

/// The path of a route: segments, of which those in braces take any one segment.
package struct SandboxPath: Sendable {
    enum Segment: Sendable, Equatable {
        case literal(String)
        case parameter(String)
    }

    /// The path as it was declared.
    package let text: String
    let segments: [Segment]

    init(_ text: String) {
        self.text = text
        segments = text.split(separator: "/", omittingEmptySubsequences: false).map { segment in
            guard segment.hasPrefix("{"), segment.hasSuffix("}") else { return .literal(String(segment)) }
            return .parameter(String(segment.dropFirst().dropLast()))
        }
    }

    /// The reason why no request can have this path, or nil.
    package var complaint: String? {
        var names = Set<String>()
        for segment in segments {
            switch segment {
            case .literal(let text):
                guard Self.isPlain(text) else { return "'\(text)' cannot be a segment of a path" }
            case .parameter(let name):
                guard Self.isPlain(name) else { return "'{\(name)}' is not a parameter" }
                guard names.insert(name).inserted else { return "two parameters are called '\(name)'" }
            }
        }
        return nil
    }

    private static func isPlain(_ text: String) -> Bool { Identifier.complaint(text) == nil }

    /// Returns the parameters of a path that matches, by name; nil for any other path.
    func match(_ path: [String]) -> [String: String]? {
        guard path.count == segments.count else { return nil }
        var parameters: [String: String] = [:]
        for (segment, text) in zip(segments, path) {
            switch segment {
            case .literal(let literal): guard literal == text else { return nil }
            case .parameter(let name):
                guard !text.isEmpty else { return nil }
                parameters[name] = text
            }
        }
        return parameters
    }

    /// Returns whether one request can have both paths.
    package func overlaps(_ other: SandboxPath) -> Bool {
        segments.count == other.segments.count
            && zip(segments, other.segments).allSatisfy { pair in
                guard case (.literal(let left), .literal(let right)) = pair else { return true }
                return left == right
            }
    }

    /// A path that matches, with the names of the parameters for their values.
    package var sample: [String] {
        segments.map { segment in
            switch segment {
            case .literal(let text), .parameter(let text): text
            }
        }
    }

    /// Returns the name of the parameter right after a segment, as in `deployments/{deployment}`.
    func parameter(after literal: String) -> String? {
        for (segment, next) in zip(segments, segments.dropFirst()) where segment == .literal(literal) {
            if case .parameter(let name) = next { return name }
        }
        return nil
    }
}
