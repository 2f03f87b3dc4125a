#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
package import AstroAPI
import Delivery
package import Kernel

extension TokenIssue {
    /// Reports a value that was issued and delivered: where it was delivered, and when it expires.
    ///
    /// - Parameters:
    ///   - headline: What was done, as a sentence.
    ///   - oldValue: What happened to the previous value, as a sentence.
    package func tell(_ headline: String, _ token: APIToken, oldValue: String? = nil, hint: Hint? = nil) {
        guard !options.cleanOutput else { return }
        let sentences = [headline, destinations, oldValue, expiry(token)].compactMap(\.self)
        context.output.notice(sentences.joined(separator: " "), hint: hint)
    }

    private var destinations: String {
        let labels = delivery.labels
        if labels == ["stdout"] { return "Its value was written to stdout and is shown only once." }
        return "Its value went to \(labels.joined(last: "and"))."
    }

    private func expiry(_ token: APIToken) -> String {
        guard let end = token.endAt else { return "It never expires." }
        guard let date = end.date else { return "It expires at \(end.text)." }
        let now = client.now(context.clock)
        guard date > now else { return "It expired at \(end.text)." }
        let days = Int((date.timeIntervalSince(now) / 86_400).rounded(.up))
        return "It expires at \(end.text), in \(days.counted("day"))."
    }
}
