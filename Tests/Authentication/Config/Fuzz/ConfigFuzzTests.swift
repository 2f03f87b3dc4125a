@testable import Authentication
import Support
import Foundation
import Testing

@Suite("Random config files and PyYAML", .enabled("this machine has no PyYAML") { try await Tools.havePyYAML() })
struct ConfigFuzzTests {
    /// One file, our parsed values, and the edits of the test.
    private struct Trial {
        let text: String
        let document: ConfigDocument?
        var edits: [Edit] = []
    }

    private struct Edit {
        let path: [String]
        /// The new value; nil to remove its key.
        let value: String?
        let after: String
    }

    private func trial(seed: UInt64) -> Trial {
        var random = RandomYAML(seed: seed)
        let text = random.document()
        guard let document = try? ConfigDocument(text) else { return Trial(text: text, document: nil) }
        var trial = Trial(text: text, document: document)
        let paths = document.values.map(\.path)
        let path = paths.isEmpty ? ["added"] : random.pick(paths)
        for target in [path, path.dropLast() + ["added"], path + ["below"]] {
            let value = random.value()
            var edited = document
            guard (try? edited.set(value, at: target)) != nil else { continue }
            trial.edits.append(Edit(path: target, value: value, after: edited.text))
        }
        let removed = Array(path.prefix(random.pick([1, 2, 3])))
        var shorter = document
        guard (try? shorter.remove(removed)) != nil else { return trial }
        trial.edits.append(Edit(path: removed, value: nil, after: shorter.text))
        return trial
    }

    private func words(_ values: [(path: [String], text: String)]) -> [[String]] { values.map { $0.path + [$0.text] } }

    /// The values that another parser finds after an edit, given those before.
    private func expected(_ before: [[String]], _ edit: Edit) -> Set<[String]> {
        let others = before.filter { !$0.dropLast().starts(with: edit.path) }
        return Set(others + (edit.value.map { [edit.path + [$0]] } ?? []))
    }

    @Test(
        "are read like PyYAML or refused, and an edit changes only its value",
        arguments: [1, 2, 3] as [UInt64])
    func sameValues(block: UInt64) async throws {
        let trials = (0..<2_000).map { trial(seed: block << 32 + $0) }
        let texts = trials.flatMap { [$0.text] + $0.edits.map(\.after) }
        var answers = try await PyYAML.read(texts)[...]
        var counts = (read: 0, refused: 0, edits: 0)
        for trial in trials {
            let answer = answers.removeFirst()
            let edited = trial.edits.map { _ in answers.removeFirst() }
            guard let document = trial.document else {
                counts.refused += answer == nil ? 0 : 1
                continue
            }
            counts.read += 1
            #expect(answer == words(document.values), "\(trial.text.debugDescription)")
            guard let answer else { continue }
            for (edit, after) in zip(trial.edits, edited) {
                counts.edits += 1
                #expect(
                    after.map { Set($0) } == expected(answer, edit),
                    "\(trial.text.debugDescription)\n\(edit.path) \(edit.value ?? "-")\n\(edit.after.debugDescription)")
            }
        }
        // Refusing everything, or writing nothing, would pass as well.
        #expect(counts.read > 600 && counts.edits > 1_200 && counts.refused < counts.read / 10, "\(counts)")
    }
}

/// The YAML parser that ours is compared with: Python's.
private enum PyYAML {
    /// Returns the paths with their values in each text, or nil if it refuses the text.
    static func read(_ texts: [String]) async throws -> [[[String]]?] {
        let folder = try TemporaryFolder()
        let (input, output) = ("\(folder.path)/in", "\(folder.path)/out")
        try JSONEncoder().encode(texts).write(to: URL(filePath: input))
        try await ChildProgram("python3", "-c", script, input, output).succeed()
        return try JSONDecoder().decode([[[String]]?].self, from: Data(contentsOf: URL(filePath: output)))
    }

    private static let script = """
        import json, sys, yaml
        nothing = 'tag:yaml.org,2002:null'
        def scalars(node, path):
            if isinstance(node, yaml.MappingNode):
                return [s for key, value in node.value for s in scalars(value, path + [key.value.lower()])]
            if isinstance(node, yaml.ScalarNode) and node.tag != nothing:
                return [path + [node.value]]
            return []
        def read(text):
            try:
                node = yaml.SafeLoader(text).get_single_node()
                if node is None or isinstance(node, yaml.MappingNode) or node.tag == nothing:
                    return scalars(node, [])
            # Keys may be lists there, and are no words then.
            except (yaml.YAMLError, RecursionError, AttributeError):
                return None
            return None
        texts = json.load(open(sys.argv[1]))
        json.dump([read(text) for text in texts], open(sys.argv[2], 'w'))
        """
}
