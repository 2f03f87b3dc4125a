import Foundation
import KernelTesting
import Support
import Testing

@testable import Kernel

@Suite("What a command does through its context")
struct EffectTests {
    struct Act: Command {
        enum Deed: String, CaseIterable, ArgumentValue { case program, random, page, request, elsewhere, wrapped }

        static let configuration = CommandConfiguration("act", summary: "Do something", effect: .changes)
        @Argument("DEED", help: "What to do") var deed: Deed

        func run(in context: Context) async throws {
            let url = try context.auth.baseURL().appending(path: "x")
            switch deed {
            case .program:
                let outcome = try await context.run(["git", "rev-parse", "HEAD"], input: "in")
                try context.output.text("\(outcome.exitCode) \(outcome.text)")
            case .random:
                let random = context.random
                try context.output.text("\(random.number(in: 1...6)) \(random.uuid()) \(random.text())")
            case .page:
                let page = URL(filePath: "/page")
                try context.output.text("\(context.openBrowser(page))")
            case .request: _ = try await context.http.send(HTTPRequest(.get, url))
            case .elsewhere: _ = try await context.http.send(HTTPRequest(.get, url))
            case .wrapped: _ = try await context.wrapped(in: Mark("own")).http.send(HTTPRequest(.post, url))
            }
        }
    }

    /// Marks each request.
    struct Mark: HTTPLayer {
        let text: String

        init(_ text: String) { self.text = text }

        func send(_ request: HTTPRequest, next: any HTTPTransport) async throws -> HTTPResponse {
            var request = request
            request.headers.add("X-Mark", text)
            #expect(request.headers["Authorization"] == nil)
            return try await next.send(request)
        }
    }

    /// Sends everything to another server.
    struct Detour: HTTPLayer {
        func send(_ request: HTTPRequest, next: any HTTPTransport) async throws -> HTTPResponse {
            var request = request
            request.url = try #require(URL(string: "https://evil.test/"))
            return try await next.send(request)
        }
    }

    enum Plain: Plugin {
        static let manifest = PluginManifest("plain", summary: "Plain")
        static let mounts = [Mount(commands: [Act.self])]
    }

    enum Marking: Plugin {
        static let manifest = PluginManifest("marking", summary: "Marking")
        static let mounts = [Mount(commands: [Act.self])]
        static func layers(in context: Context) -> [any HTTPLayer] {
            [Mark("outer \(context.program.name)"), Mark("inner")]
        }
    }

    enum Leading: Plugin {
        static let manifest = PluginManifest("leading", summary: "Leading")
        static let mounts = [Mount(commands: [Act.self])]
        static func layers(in context: Context) -> [any HTTPLayer] { [Detour()] }
    }

    private func test(_ plugin: any Plugin.Type = Plain.self) -> CommandTest {
        var test = CommandTest(.test, plugin)
        test.variables["ASTRO_API_TOKEN"] = "eyJhbGciOiJSUzI1NiJ9.eyJwZXJtaXNzaW9ucyI6W119.c2ln"
        return test
    }

    @Test("a program runs as the test declares, and an unexpected one fails the test")
    func program() async throws {
        var test = test()
        test.expectProgram(["git", "rev-parse", "HEAD"], input: "in", output: "abc\n", exitCode: 3)
        let result = try await test.run("act program")
        #expect(result.stdout == "3 abc\n")
        #expect(result.programs == [ProgramCall(["git", "rev-parse", "HEAD"], input: Array("in".utf8))])
        await #expect(throws: UnmetExpectation.self) { try await self.test().run("act program") }
        test.expectProgram(["git", "status"])
        let both = test
        await #expect(throws: UnmetExpectation.self) { try await both.run("act program") }
    }

    @Test("a missing program is an error with a hint")
    func missingProgram() async throws {
        var test = test()
        test.expectProgram(
            ["git", "rev-parse", "HEAD"], failure: CommandError(.notFound, "no git", hint: "install it"))
        #expect(try await test.run("act program").exitCode == .notFound)
    }

    @Test("random values are the same each time in a test, and different with another seed")
    func random() async throws {
        var test = test()
        let first = try await test.run("act random").stdout
        #expect(try await test.run("act random").stdout == first)
        test.randomSeed = 2
        #expect(try await test.run("act random").stdout != first)
    }

    @Test("a page is opened if there is a browser", arguments: [true, false])
    func page(hasBrowser: Bool) async throws {
        var test = test()
        test.hasBrowser = hasBrowser
        let result = try await test.run("act page")
        #expect(result.stdout == "\(hasBrowser)\n")
        #expect(result.browser.opened.count == (hasBrowser ? 1 : 0))
    }

    @Test("requests pass the layers of the command's own plugin, which never see the credential")
    func layers() async throws {
        var test = test(Marking.self)
        test.expect(.get, "/v1/x", .json("{}"))
        let result = try await test.run("act request")
        let request = try #require(result.requests.first)
        #expect(
            request.headers.fields.filter { $0.name == "X-Mark" }.map(\.value)
                == ["outer \(test.program.name)", "inner"])
        #expect(request.headers["Authorization"] != nil)
    }

    @Test("a request can have its own layer, and its change is still in the audit log once")
    func ownLayer() async throws {
        var test = test()
        test.expect(.post, "/v1/x", .json("{}"))
        let result = try await test.run("act wrapped")
        #expect(result.requests.first?.headers["X-Mark"] == "own")
        #expect(result.audit.count == 2)
    }

    @Test("a layer can't redirect a request to another server")
    func detour() async throws {
        let result = try await test(Leading.self).run("act elsewhere")
        #expect(result.exitCode == .failure)
        #expect(result.requests.isEmpty)
        #expect(result.stderr.contains("nothing was sent"))
    }
}
