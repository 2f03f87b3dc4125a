import Foundation
import Kernel
import KernelTesting
import Testing

@testable import astro

@Suite("The README")
struct ReadmeTests {
    @Test("has every command in its table")
    func verbs() throws {
        let readme = try CodeBase.file("README.md").lines
        #expect(missing(from: readme) == [], "name them in the table of commands in README.md")
        let without = readme.filter { !$0.hasPrefix("| `astro doctor`") }
        #expect(missing(from: without) == ["doctor"])
    }

    /// The commands that no row contains: a row has a path, and in further quotes the verbs next to its last word.
    ///
    /// `astro workspace token …` stands for everything that the same row of Deployments lists.
    private func missing(from readme: [Substring]) -> [String] {
        var named: Set<String> = []
        for row in readme where row.hasPrefix("| `astro ") {
            var path: [Substring] = []
            for quoted in row.split(separator: "|")[0].split(separator: "`").filter({ !$0.allSatisfy(" ,()".contains) })
            {
                let words = quoted.split(separator: " ")
                if words.first == "astro" { path = Array(words.dropFirst()) } else { path = path.dropLast() + words }
                named.insert(path.joined(separator: " "))
            }
        }
        return astro.program.registry.shownPlaces().compactMap { places -> String? in
            guard let last = places.last, !last.isGroup else { return nil }
            let path = places.map(\.name)
            // One row has both spellings of the same commands.
            let line = path.joined(separator: " ").replacing(
                #/^deployment token (\w+-token)/#, with: { "deployment \($0.1)" })
            let isNamed = [path, line.split(separator: " ").map(String.init)].contains { words in
                words.indices.contains { named.contains((words.prefix($0 + 1) + ["…"]).joined(separator: " ")) }
            }
            return isNamed || named.contains(line) || named.contains(path.joined(separator: " ")) ? nil : line
        }
    }

    @Test("links to pages that exist")
    func links() throws {
        for page in ["README.md", "docs/coming-from-the-go-cli.md", "docs/performance.md"] {
            let folder = CodeBase.root.appending(path: page).deletingLastPathComponent()
            for line in try CodeBase.file(page).lines {
                for link in line.matches(of: #/\]\(([^):#]+)(#[^)]*)?\)/#) {
                    let target = folder.appending(path: String(link.1)).path()
                    #expect(FileManager.default.fileExists(atPath: target), "\(page): \(link.1)")
                }
            }
        }
    }
}
