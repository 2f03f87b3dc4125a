import Foundation
import Testing

@Suite("A program named astro that isn't the official CLI")
struct PassedOverTests {
    private let machine: OfficialPrograms

    init() throws { machine = try OfficialPrograms() }

    /// Checks that nothing in a PATH is run, for a reason, and that the next valid program is.
    private func expectPassedOver(_ folder: String, _ reason: String?) async throws {
        let alone = try await machine.run("astro dev", path: [folder])
        #expect(alone.exitCode == 2)
        #expect(alone.stdout == "")
        if let reason { #expect(alone.stderr.contains(reason), "\(alone.stderr)") }
        try machine.install("#!/bin/sh\necho next\n", in: "next")
        #expect(try await machine.run("astro dev", path: [folder, "next"]).stdout == "next\n")
    }

    @Test("is skipped after a relative entry of PATH")
    func relative() async throws {
        try machine.installInProject(in: "tools")
        try await expectPassedOver("./tools", "relative")
    }

    @Test("is skipped below the working directory, even by a link from elsewhere")
    func project() async throws {
        let file = try machine.installInProject(in: "tools")
        try await expectPassedOver("\(machine.program.home.path())/tools", "below the working directory")
        try FileManager.default.createDirectory(atPath: "\(machine.path)/links", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: "\(machine.path)/links/astro", withDestinationPath: file)
        try await expectPassedOver("links", "below the working directory")
    }

    @Test("is skipped below the repository of the working directory")
    func repository() async throws {
        try machine.installInProject(in: "tools")
        let home = machine.program.home.path()
        try FileManager.default.createDirectory(atPath: "\(home)/.git", withIntermediateDirectories: true)
        try FileManager.default.createDirectory(atPath: "\(home)/dags/deep", withIntermediateDirectories: true)
        let outcome = try await machine.run("cd dags/deep && astro dev", path: ["\(home)/tools"])
        #expect(outcome.exitCode == 2 && outcome.stdout == "")
        #expect(outcome.stderr.contains("repository"))
    }

    @Test("is skipped in any node_modules, even if a link leads there")
    func nodeModules() async throws {
        let file = try machine.install(in: "web/node_modules/.bin")
        try await expectPassedOver("web/node_modules/.bin", "node_modules")
        try FileManager.default.createDirectory(atPath: "\(machine.path)/links", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: "\(machine.path)/links/astro", withDestinationPath: file)
        try await expectPassedOver("links", "node_modules")
    }

    @Test("is skipped if every user can write to it, or to its folder")
    func writable() async throws {
        try machine.install(in: "file", mode: 0o777)
        try await expectPassedOver("file", "every user can write")
        try machine.install(in: "folder")
        try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: "\(machine.path)/folder")
        try await expectPassedOver("folder", "every user can write")
        let target = "\(machine.path)/folder/astro"
        try FileManager.default.createDirectory(atPath: "\(machine.path)/links", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: "\(machine.path)/links/astro", withDestinationPath: target)
        try await expectPassedOver("links", "every user can write")
    }

    @Test("is skipped if it belongs to another user", .enabled(if: geteuid() == 0))
    func others() async throws {
        let file = try machine.install(in: "theirs")
        #expect(chown(file, 12_345, 12_345) == 0)
        try await expectPassedOver("theirs", "another user")
    }

    @Test("is skipped if it isn't executable, or is a folder")
    func noProgram() async throws {
        try machine.install(in: "plain", mode: 0o644)
        try await expectPassedOver("plain", nil)
        try FileManager.default.createDirectory(atPath: "\(machine.path)/odd/astro", withIntermediateDirectories: true)
        try await expectPassedOver("odd", nil)
    }

    @Test("is skipped if it is a copy of this program, a hard link or a link")
    func copies() async throws {
        let own = BuiltProgram.executable.path()
        for (name, command) in [("copy", "cp"), ("soft", "ln -s")] {
            let folder = "\(machine.path)/\(name)"
            let made = try await machine.run("mkdir '\(folder)' && \(command) '\(own)' '\(folder)/astro'")
            #expect(made.exitCode == 0)
            try await expectPassedOver(name, "not installed")
        }
    }

    @Test("is skipped if it hands the command back, in this process")
    func loop() async throws {
        let own = BuiltProgram.executable.path()
        try machine.install("#!/bin/sh\nexec '\(own)' \"$@\"\n", in: "back")
        let outcome = try await machine.run("astro dev start", path: ["back"])
        #expect(outcome.exitCode == 2 && outcome.stdout == "")
        #expect(outcome.stderr.contains("'astro dev' was handed over and came back"), "\(outcome.stderr)")
        try machine.install(in: "next")
        #expect(try await machine.run("astro dev start", path: ["back", "next"]).stdout == "official: dev start\n")
    }

    @Test("may be another version of this program: neither loops, and both find the official one")
    func versions() async throws {
        let own = BuiltProgram.executable.path()
        let folder = "\(machine.path)/other"
        let made = try await machine.run(
            "mkdir '\(folder)' && cp '\(own)' '\(folder)/astro' && echo >> '\(folder)/astro'")
        #expect(made.exitCode == 0)
        let outcome = try await machine.run("astro dev start", path: ["other"])
        #expect(outcome.exitCode == 2 && outcome.stdout == "")
        #expect(outcome.stderr.contains("came back"), "\(outcome.stderr)")
        try machine.install(in: "next")
        #expect(try await machine.run("astro dev start", path: ["other", "next"]).exitCode == 7)
    }

    @Test("that starts this program again as another process ends after a few rounds")
    func rounds() async throws {
        let own = BuiltProgram.executable.path()
        try machine.install("#!/bin/sh\n'\(own)' \"$@\"\nexit $?\n", in: "back")
        let outcome = try await machine.run("astro dev start", path: ["back"])
        #expect(outcome.exitCode == 2)
        #expect(outcome.stderr.contains("times"), "\(outcome.stderr)")
    }

    @Test("may be started by the official CLI for one of its own commands")
    func nested() async throws {
        try machine.install("#!/bin/sh\n[ \"$2\" = inner ] && echo inner && exit 0\nastro dev inner\n", in: "bin")
        #expect(try await machine.run("astro dev outer").stdout == "inner\n")
    }
}
