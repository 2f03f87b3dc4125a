import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension Trait where Self == ConditionTrait {
    /// Runs only where these programs are in `PATH`.
    ///
    /// CI has them all: there a missing one fails the tests, while a developer's machine goes without them.
    static func needs(_ tools: String...) -> Self {
        .enabled("this machine has no \(tools.joined(separator: " or no "))") {
            getenv("CI") != nil || tools.allSatisfy(Tools.isInstalled)
        }
    }
}

/// The programs of this machine.
enum Tools {
    static func isInstalled(_ name: String) -> Bool {
        let path = getenv("PATH").map { String(cString: $0) } ?? ""
        return path.split(separator: ":").contains { access("\($0)/\(name)", X_OK) == 0 }
    }
}

@Suite("Tools of the machine")
struct ToolTests {
    @Test("A program that every machine has is found, one that none has is not")
    func isInstalled() {
        #expect(Tools.isInstalled("sh"))
        #expect(!Tools.isInstalled("no-such-program-anywhere"))
    }
}
