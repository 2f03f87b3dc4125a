import Kernel
@testable import Base
@testable import Authentication
@testable import OperatingSystem
import Foundation
import KernelTesting
import Support
import Testing

@Suite("A setting")
struct ConfigTests {
    let home = "/home/test/.astro/config.yaml"
    let project = "/work/.astro/config.yaml"

    func config(_ files: [String: String], _ variables: [String: String] = [:]) -> Config {
        Config(
            environment: Environment(
                variables: ["HOME": "/home/test"].merging(variables) { $1 }, workingDirectory: "/work",
                names: Service.test.names),
            files: InMemoryFileSystem(files),
            settings: ServiceSettings([ConfigKey("contexts.*.workspace", allowedInProjects: true)]), keys: { [] },
            notice: { _ in })
    }

    @Test("of a place comes from the environment, then the project's file, then the home file")
    func precedence() throws {
        let key = "contexts.a_io.workspace"
        let files = [
            home: "contexts:\n  a_io:\n    workspace: home\n", project: "contexts:\n  A_io:\n    Workspace: project\n",
        ]
        #expect(try config(files, ["ASTRO_CONTEXTS_A_IO_WORKSPACE": "env"]).value(key) == "env")
        #expect(try config(files).value(key) == "project")
        #expect(try config([home: files[home] ?? ""]).value(key) == "home")
        #expect(try config([:]).value(key) == nil)
    }

    @Test("that is empty in one source comes from the next")
    func emptyLayers() throws {
        let files = [
            home: "context: home\ncontexts:\n  a:\n    workspace: home\n",
            project: "contexts:\n  a:\n    workspace: ''\n",
        ]
        #expect(try config(files, ["ASTRO_CONTEXT": ""]).value("context") == "home")
        #expect(try config(files).value("contexts.a.workspace") == "home")
    }

    @Test("of one file leaves the other files unchanged")
    func merged() throws {
        let files = [home: "local:\n  core: home\n", project: "contexts:\n  a:\n    workspace: project\n"]
        #expect(try config(files).value("local.core") == "home")
        #expect(try config(files).value("contexts.a.workspace") == "project")
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

    @Test("is looked up below ASTRO_HOME before HOME, which may be relative")
    func homes() throws {
        let files = ["/work/h/.astro/config.yaml": "context: a\n", home: "context: b\n"]
        #expect(try config(files, ["ASTRO_HOME": "/work/h"]).value("context") == "a")
        #expect(try config(files, ["ASTRO_HOME": "h"]).value("context") == "a")
    }

    @Test("is empty without a home, and cannot be written")
    func homeless() throws {
        let config = config([:], ["HOME": ""])
        #expect(try config.value("context") == nil)
        let error = #expect(throws: CommandError.self) { try config.edit(.home) { try $0.set("a", at: ["context"]) } }
        #expect(error?.message.hasSuffix("nothing was changed") == true)
    }

    @Test("in a malformed file is an error that names the file and the line")
    func brokenFile() throws {
        for path in [home, project] {
            let message = "\(path): line 2 expected 'key: value'"
            let error = CommandError(.failure, message, hint: "correct the line; nothing was changed")
            #expect(throws: error) { try config([path: "a: 1\nb\n"]).value("context") }
        }
    }

    @Test("in a file that cannot be read is an error that names the file")
    func unreadable() throws {
        let folder = try TemporaryFolder()
        let path = "\(folder.path)/.astro/config.yaml"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let config = Config(
            environment: Environment(
                variables: ["HOME": folder.path], workingDirectory: "/", names: Service.test.names),
            files: LocalFileSystem())
        do {
            _ = try config.value("context")
            Issue.record("was read")
        } catch {
            #expect(CommandError(describing: error).message == "\(path) is not a plain file")
        }
    }

    @Test("in a file that is not UTF-8 is an error that names the file")
    func notText() throws {
        let files = InMemoryFileSystem(allowsWriting: true)
        try files.replace(home, with: Data([0x61, 0x3A, 0x20, 0xFF]))
        let config = Config(
            environment: Environment(variables: ["HOME": "/home/test"], names: Service.test.names), files: files)
        #expect(throws: CommandError(.failure, "\(home) is not UTF-8 text")) { try config.value("context") }
    }

    @Test("from the environment needs no readable file")
    func lazy() throws {
        #expect(try config([home: "\tbroken"], ["ASTRO_CONTEXT": "x"]).value("context") == "x")
    }
}
