/// The page that a plugin's folder opens with.
package struct PluginReadme {
    /// The parts that every such page has, in this order.
    package static let sections = ["What it is for", "Commands", "Examples", "Errors"]

    let path: String
    let lines: [Substring]

    package init(_ file: SourceFile) {
        path = file.path
        lines = file.lines
    }

    /// Which parts are missing, out of order, or empty, and which commands are not named.
    ///
    /// - Parameter commands: The lines that lead to the plugin's commands, with the program's name.
    package func complaints(commands: [String]) -> [String] {
        let headings = lines.filter { $0.hasPrefix("## ") }.map { String($0.dropFirst(3)) }
        let order = headings == Self.sections ? [] : ["\(path): its sections are not \(Self.sections)"]
        let empty = Self.sections.filter { section($0).allSatisfy { $0.allSatisfy(\.isWhitespace) } }.map {
            "\(path): '\($0)' is empty"
        }
        let table = section("Commands").joined(separator: "\n")
        let unnamed = commands.filter { !table.contains("`\($0)`") }.map {
            "\(path): does not name '\($0)'"
        }
        return order + empty + unnamed + (examples.isEmpty ? ["\(path): has no example in a block of sh"] : [])
    }

    /// The lines that people can copy: the content of `sh` blocks, without comments.
    package var examples: [String] {
        var isInside = false
        return section("Examples").compactMap { line in
            if line.hasPrefix("```") {
                isInside = line == "```sh"
                return nil
            }
            return isInside && !line.isEmpty && !line.hasPrefix("#") ? String(line) : nil
        }
    }

    private func section(_ name: String) -> ArraySlice<Substring> {
        guard let start = lines.firstIndex(of: "## \(name)") else { return [] }
        return lines[(start + 1)...].prefix { !$0.hasPrefix("## ") }
    }
}
