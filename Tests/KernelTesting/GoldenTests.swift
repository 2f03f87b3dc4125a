import Foundation
import Testing

@testable import KernelTesting

@Suite("A text that is kept in a file")
struct GoldenTests {
    /// What is thrown, in words; nil where nothing is.
    func complaint(_ golden: Golden, _ text: String, refreshes: Bool = false) throws -> String? {
        do {
            try golden.expect(text, refreshes: refreshes)
            return nil
        } catch let error as UnmetExpectation {
            return error.description
        }
    }

    @Test("lies in the folder Golden beside all tests, below the folders of its own test")
    func path() {
        #expect(Golden("list", besides: "/a/Tests/b/Tests/c/D.swift").path == "/a/Tests/b/Tests/Golden/c/list.txt")
        #expect(Golden("list", besides: "/a/Tests/D.swift").path == "/a/Tests/Golden/list.txt")
        #expect(Golden("list", besides: "/a/b/D.swift").path == "/a/b/Golden/list.txt")
    }

    @Test("is missed, kept when asked to, compared, and shown line by line where it differs")
    func refresh() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "golden-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let golden = Golden("list", besides: folder.appending(path: "Tests/c/D.swift").path())
        #expect(try complaint(golden, "a\nb\nc\n")?.contains("there is no such file") == true)
        #expect(!FileManager.default.fileExists(atPath: folder.path()))

        #expect(try complaint(golden, "a\nb\nc\n", refreshes: true) == nil)
        #expect(try complaint(golden, "a\nb\nc\n") == nil)
        #expect(
            try complaint(golden, "a\nc\nd\n")
                == "\(golden.path):\n- b\n+ d\nGOLDEN=refresh swift test keeps the new text")
    }
}
