import Kernel
@testable import Base
@testable import HTTPClient
@testable import OperatingSystem
import Support
import Foundation
import Testing

/// Each difference between the systems, in the order of the page on macOS; the same facts hold on both.
@Suite("The differences between Linux and macOS")
struct PlatformTests {
    private let folder: TemporaryFolder
    private var file: String { "\(folder.path)/file" }

    init() throws {
        folder = try TemporaryFolder()
        try Data("a".utf8).write(to: URL(filePath: "\(folder.path)/file"))
    }

    private func status() throws -> stat {
        var status = stat()
        try #require(stat(file, &status) == 0)
        return status
    }

    @Test("requests name the system as the system does")
    func name() {
        var names = utsname()
        #expect(uname(&names) == 0)
        let own = withUnsafeBytes(of: &names.sysname) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        #expect(Platform.name == own.lowercased())
    }

    @Test("libcurl opens under one of its names")
    func libcurl() throws {
        #expect(Platform.curlLibraryNames.count == 2)
        #expect(throws: Never.self) { try CurlLibrary.open() }
    }

    @Test("trusted certificates come from absolute paths, or from the system")
    func certificates() {
        let places = Platform.certificateDirectories + Platform.certificateBundles
        #expect(places.allSatisfy { $0.hasPrefix("/") })
        #expect(places.isEmpty == (Platform.name == "darwin"))
    }

    @Test("a page is opened by a single program, on macOS without an X display")
    func browser() {
        #expect(!Platform.browserOpener.isEmpty && !Platform.browserOpener.contains(" "))
        #expect(Platform.browserNeedsScreen == (Platform.name == "linux"))
    }

    @Test("a thread runs with its context")
    func thread() async {
        await withCheckedContinuation { done in
            let isStarted = BackgroundThread.start { done.resume() }
            if !isStarted { done.resume() }
            #expect(isStarted)
        }
    }

    @Test("the character for 'none' exists in the system's terminal fonts")
    func noControlCharacter() throws {
        let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY)
        try #require(terminal >= 0)
        defer { close(terminal) }
        #expect(fpathconf(terminal, Int32(_PC_VDISABLE)) == Int(Platform.noControlCharacter))
    }

    @Test("a program starts with its words, variables and streams")
    func spawn() throws {
        let output = open(file, O_WRONLY | O_TRUNC)
        try #require(output >= 0)
        let start = ProcessStart(
            words: ["/bin/sh", "-c", "echo $GREETING"],
            environment: Environment(variables: ["GREETING": "hello"], names: Service.test.names),
            streams: [(from: output, to: 1)], sharesTerminal: false)
        let process = try start.run().get()
        close(output)
        var result: Int32 = -1
        #expect(waitpid(process, &result, 0) == process)
        #expect(result == 0)
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "hello\n")
    }

    @Test("a file's modification time has nanoseconds since 1970, and grows with a change")
    func changeTime() throws {
        let before = Platform.changeTime(of: try status())
        let seconds = Double(before) / 1_000_000_000
        #expect(abs(seconds - Date().timeIntervalSince1970) < 3600)
        // Twenty changes take longer than one step of any disk's clock.
        for mode: mode_t in 0..<20 { chmod(file, 0o600 | mode % 2) }
        #expect(Platform.changeTime(of: try status()) >= before)
    }

    @Test("a file is flushed to the disk")
    func synchronize() throws {
        let number = open(file, O_RDWR)
        try #require(number >= 0)
        defer { close(number) }
        #expect(Platform.synchronize(number) == 0)
        #expect(Platform.synchronize(-1) != 0)
    }

    @Test("a plain file and a missing path can be replaced")
    func traits() {
        #expect(Platform.traits(of: file) == FileTraits())
        #expect(Platform.traits(of: "\(folder.path)/nothing") == FileTraits())
    }
}
