import Foundation
import Kernel
import KernelTesting
import Testing

@Suite("A setting")
struct ConfigTests {
    let home = "/home/test/.astro/config.yaml"
    let project = "/work/.astro/config.yaml"

    func config(_ files: [String: String], _ variables: [String: String] = [:]) -> Config {
        Config(
            environment: Environment(
                variables: ["HOME": "/home/test"].merging(variables) { $1 }, workingDirectory: "/work"),
            files: InMemoryFileSystem(files))
    }

    @Test("comes from the environment, else the project's file, else the home file")
    func precedence() throws {
        let files = [home: "local:\n  core: home\n", project: "local:\n  core: project\n"]
        #expect(try config(files, ["ASTRO_LOCAL_CORE": "env"]).value("local.core") == "env")
        #expect(try config(files).value("local.core") == "project")
        #expect(try config([home: "local:\n  core: home\n"]).value("local.core") == "home")
        #expect(try config([:]).value("local.core") == nil)
    }

    @Test("that is empty in one place comes from the next")
    func emptyLayers() throws {
        let files = [home: "context: home\n", project: "context: \"\"\n"]
        #expect(try config(files, ["ASTRO_CONTEXT": ""]).value("context") == "home")
    }

    @Test("of one file leaves the others in place")
    func merged() throws {
        let files = [home: "local:\n  core: home\n", project: "local:\n  other: project\n"]
        #expect(try config(files).value("local.core") == "home")
    }

    @Test(
        "is overridden by the variable of its name",
        arguments: [
            ("local.core", "ASTRO_LOCAL_CORE"), ("cloud.api.protocol", "ASTRO_CLOUD_API_PROTOCOL"),
            ("contexts.astronomer_io.last_used_workspace", "ASTRO_CONTEXTS_ASTRONOMER_IO_LAST_USED_WORKSPACE"),
            ("contexts.my-host.token", "ASTRO_CONTEXTS_MY_HOST_TOKEN"),
        ])
    func variables(key: String, variable: String) throws {
        #expect(try config([:], [variable: "x"]).value(key) == "x")
    }

    @Test("is looked for below ASTRO_HOME before HOME, which may be relative")
    func homes() throws {
        let files = ["/work/h/.astro/config.yaml": "context: a\n", home: "context: b\n"]
        #expect(try config(files, ["ASTRO_HOME": "/work/h"]).value("context") == "a")
        #expect(try config(files, ["ASTRO_HOME": "h"]).value("context") == "a")
    }

    @Test("is an error where there is no home at all, with what to set")
    func homeless() throws {
        #expect(throws: CommandError(.failure, "neither ASTRO_HOME nor HOME is set", hint: "export ASTRO_HOME=DIR")) {
            try config([:], ["HOME": ""]).value("context")
        }
    }

    @Test("in a file that cannot be understood is an error that names the file and the line")
    func brokenFile() throws {
        for path in [home, project] {
            let message = "\(path): line 2 expected 'key: value'"
            let error = CommandError(.failure, message, hint: "correct the line; nothing was changed")
            #expect(throws: error) { try config([path: "a: 1\nb\n"]).value("context") }
        }
    }

    @Test("in a file that cannot be read is an error that names the file")
    func unreadable() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "astro-\(UUID().uuidString)")
        let path = folder.appending(path: ".astro/config.yaml").path()
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let config = Config(
            environment: Environment(variables: ["HOME": folder.path()], workingDirectory: "/"),
            files: LocalFileSystem())
        do {
            _ = try config.value("context")
            Issue.record("was read")
        } catch {
            #expect(CommandError(describing: error).message == "\(path.replacing("//", with: "/")) is not a plain file")
        }
    }

    @Test("in a file that is no UTF-8 is an error that names the file")
    func notText() throws {
        let files = InMemoryFileSystem(allowsWriting: true)
        try files.replace(home, with: Data([0x61, 0x3A, 0x20, 0xFF]))
        let config = Config(environment: Environment(variables: ["HOME": "/home/test"]), files: files)
        #expect(throws: CommandError(.failure, "\(home) is not UTF-8 text")) { try config.value("context") }
    }

    @Test("from the environment needs no file that can be read")
    func lazy() throws {
        #expect(try config([home: "\tbroken"], ["ASTRO_CONTEXT": "x"]).value("context") == "x")
    }
}
