/// Swift code, parsed only as far as these rules need.
package enum SourceCode {
    /// A call of a function.
    package struct Call {
        package let name: String
        /// The text between its parentheses.
        package let arguments: Substring
        package let line: Int
    }

    /// Returns a line without its comment and without the content of its string literals.
    package static func words(of line: Substring) -> String {
        var code = ""
        var isQuoted = false
        var rest = line[...]
        while let character = rest.popFirst() {
            if isQuoted, character == "\\" { _ = rest.popFirst() }
            if character == "\"" { isQuoted.toggle() }
            if !isQuoted, character == "/", rest.first == "/" { break }
            if !isQuoted { code.append(character) }
        }
        return code
    }

    /// Every call of the functions in a file, in order.
    package static func calls(_ names: [String], in file: SourceFile) -> [Call] {
        let text = file.lines.filter { !$0.drop { $0 == " " }.hasPrefix("//") }.joined(separator: "\n")
        let numbers = file.numbered.filter { !$0.text.drop { $0 == " " }.hasPrefix("//") }.map(\.number)
        return names.flatMap { name in
            text.ranges(of: name).filter { !text[..<$0.lowerBound].endsInName }.map { range in
                let before = text[..<range.lowerBound]
                return Call(
                    name: name, arguments: inParentheses(text[range.upperBound...]),
                    line: numbers[before.count { $0 == "\n" }])
            }
        }
    }

    /// The text up to the parenthesis that closes one which was opened before it.
    private static func inParentheses(_ text: Substring) -> Substring {
        var depth = 1
        return text.prefix { character in
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            return depth > 0
        }
    }
}
