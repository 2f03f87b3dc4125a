#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Kernel

/// Describes how the actual requests differ from the expected ones of a test.
///
/// Each unexpected request is shown with the closest expectation, and where they differ.
struct RequestDifference {
    let unexpected: [HTTPRequest]
    let missing: [ScriptedTransport.Exchange]

    /// The description; nil if there is no difference.
    var text: String? {
        var missing = missing
        var lines: [String] = []
        for request in unexpected {
            lines.append("unexpected: \(request.line)")
            if let body = request.shownBody { lines.append("  with body \(body)") }
            guard let index = nearest(to: request, in: missing) else { continue }
            lines += Self.comparison(request, missing.remove(at: index))
        }
        lines += missing.map { "never sent: \($0.line)" }
        return lines.isEmpty ? nil : lines.joined(separator: "\n")
    }

    private func nearest(to request: HTTPRequest, in missing: [ScriptedTransport.Exchange]) -> Int? {
        missing.indices.max { left, right in
            missing[left].line.common(with: request.line) < missing[right].line.common(with: request.line)
        }
    }

    private static func comparison(_ request: HTTPRequest, _ expected: ScriptedTransport.Exchange) -> [String] {
        var lines = ["never sent: \(expected.line)"]
        if expected.isSentBy(request) {
            lines.append("  with body \(expected.body ?? "")")
        } else {
            let common = expected.line.common(with: request.line)
            lines.append(String(repeating: " ", count: "never sent: ".count + common) + "^ they differ from here on")
        }
        return lines
    }
}

extension HTTPRequest {
    fileprivate var line: String { "\(method.rawValue) \(target)" }

    /// The body, if there is one; a long one is cut.
    fileprivate var shownBody: String? {
        let text = bodyText
        return text.isEmpty ? nil : text.count > 500 ? "\(text.prefix(500))…" : text
    }
}

extension String {
    /// Returns the length of the common start.
    fileprivate func common(with other: String) -> Int { zip(self, other).prefix { $0 == $1 }.count }
}
