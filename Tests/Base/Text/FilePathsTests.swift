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

    @Test("have slashes even if a combining mark follows one")
    func combined() {
        #expect(FilePaths.resolve("/\u{301}x", in: "/a") == "/\u{301}x")
        #expect(FilePaths.parent(of: "/a/\u{301}b") == "/a")
        #expect(FilePaths.parent(of: "/\u{301}b") == "/")
        #expect(FilePaths.name(of: "/a/\u{301}b") == "\u{301}b")
        #expect(FilePaths.join("/a/", "\u{301}b") == "/a/\u{301}b")
    }
}
