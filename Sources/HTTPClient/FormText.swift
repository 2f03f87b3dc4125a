/// Names and values in the form of queries and HTML forms.
package enum FormText {
    /// Returns fields as text: everything but letters, digits and `-_.~` is percent-encoded.
    package static func encode(_ fields: [(name: String, value: String)]) -> String {
        fields.map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))" }.joined(separator: "&")
    }

    /// Returns the fields of a text, with the first value of each name; unreadable ones are left out.
    package static func decode(_ text: some StringProtocol) -> [String: String] {
        var fields: [String: String] = [:]
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = unescaped(parts[0]), let value = unescaped(parts.dropFirst().first ?? ""),
                fields[name] == nil
            else { continue }
            fields[name] = value
        }
        return fields
    }

    private static func unescaped(_ text: some StringProtocol) -> String? {
        PercentEncoding.decode(String(text), plusIsSpace: true)
    }
}
