import Kernel
import Testing

@Suite("The environment")
struct EnvironmentTests {
    @Test("counts an empty variable as not set")
    func empty() {
        let environment = Environment(variables: ["A": "", "B": "b"])
        #expect(environment["A"] == nil)
        #expect(environment["B"] == "b")
        #expect(environment["C"] == nil)
    }

    @Test(
        "says where state is kept",
        arguments: [
            (["HOME": "/h"], "/h/.astro"), (["HOME": "/h", "ASTRO_HOME": "/a/"], "/a/.astro"),
            (["HOME": "/h", "ASTRO_HOME": "a"], "/work/a/.astro"), (["HOME": "/h", "ASTRO_HOME": ""], "/h/.astro"),
        ])
    func stateDirectory(variables: [String: String], folder: String) throws {
        #expect(try Environment(variables: variables, workingDirectory: "/work").stateDirectory() == folder)
    }

    @Test("without a home is an error with what to set")
    func homeless() {
        #expect(throws: CommandError(.failure, "neither ASTRO_HOME nor HOME is set", hint: "export ASTRO_HOME=DIR")) {
            try Environment().stateDirectory()
        }
    }
}
