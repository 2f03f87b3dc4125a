@testable import Base
import Testing

@Suite("Paths")
struct FilePathsTests {
    @Test("have a parent folder", arguments: [("/a/b", "/a"), ("/a", "/"), ("a", "."), ("a/b", "a"), ("/", "/")])
    func parent(path: String, folder: String) {
        #expect(FilePaths.parent(of: path) == folder)
    }

    @Test("are joined with one slash", arguments: [("/a", "/a/x"), ("/a/", "/a/x"), ("/", "/x")])
    func join(folder: String, path: String) {
        #expect(FilePaths.join(folder, "x") == path)
    }

    @Test("are relative to a folder unless they are absolute")
    func resolve() {
        #expect(FilePaths.resolve("x", in: "/a") == "/a/x")
        #expect(FilePaths.resolve("/x", in: "/a") == "/x")
    }
}
