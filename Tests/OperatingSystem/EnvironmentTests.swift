import Kernel
@testable import Base
@testable import OperatingSystem
import Support
import Testing

@Suite("The environment")
struct EnvironmentTests {
    @Test("treats an empty variable as unset")
    func empty() {
        let environment = Environment(variables: ["A": "", "B": "b"], names: Service.test.names)
        #expect(environment["A"] == nil)
        #expect(environment["B"] == "b")
        #expect(environment["C"] == nil)
    }

    @Test(
        "names the folder for state",
        arguments: [
            (["HOME": "/h"], "/h/.astro"), (["HOME": "/h", "ASTRO_HOME": "/a/"], "/a/.astro"),
            (["HOME": "/h", "ASTRO_HOME": "a"], "/work/a/.astro"), (["HOME": "/h", "ASTRO_HOME": ""], "/h/.astro"),
        ])
    func stateDirectory(variables: [String: String], folder: String) throws {
        #expect(
            try Environment(variables: variables, workingDirectory: "/work", names: Service.test.names).stateDirectory()
                == folder)
    }

    @Test("without a home is an error that says what to set")
    func homeless() {
        for variables in [[:], ["HOME": "/h\u{FFFD}"], ["HOME": "/h", "ASTRO_HOME": "\u{FFFD}"]] {
            let error = #expect(throws: CommandError.self) {
                try Environment(variables: variables, names: Service.test.names).stateDirectory()
            }
            #expect(error?.message.hasSuffix("nothing was changed") == true)
            #expect(error?.hint == "set \(variable: "HOME") to a folder that can be written to")
        }
    }
}
