import Foundation
import KernelTesting
import Testing

@testable import Kernel

@Suite("What TAB offers from the server")
struct LiveValueTests {
    static let line = "tree plant --garden-id "

    @Test("is what a search finds there, with the common flags that were typed")
    func found() async throws {
        let test = Orchard.test("g1=Kitchen;g2=Roses")
        #expect(
            try await test.completions(of: Self.line)
                == [Completion.Candidate("g1", "Kitchen"), Completion.Candidate("g2", "Roses")])
        #expect(
            try await test.completions(of: "--context example.com tree plant --garden-id=g1").map(\.value) == ["g1"])
    }

    @Test("depends on what was given so far, and on the environment for what was not")
    func given() async throws {
        var test = Orchard.test("")
        test.variables["GARDEN"] = "roses"
        #expect(
            try await test.completions(of: "tree plant -ssummer ").map(\.value) == [
                "garden-id:roses", "season2:summer",
            ])
        #expect(try await test.completions(of: "tree plant --garden-id=x ").map(\.value) == ["garden-id:x"])
    }

    @Test("is shown on one line without control characters; values that have any are left out")
    func hostile() async throws {
        let long = String(repeating: "x", count: 500)
        let test = Orchard.test("a=\u{1B}[31m red\n\tline;b\u{1B}[0m=x;c\nd=x;e\u{202E}=x;$(touch x)=`y`;f=\(long)")
        let found = try await test.completions(of: Self.line)
        #expect(found.map(\.value) == ["a", "$(touch x)", "f"])
        #expect(found.map(\.description) == ["[31m red line", "`y`", String(long.prefix(100))])
    }

    @Test("is nothing, without a word, where the server fails or cannot be reached, which is tried once")
    func failing() async throws {
        for reply: ScriptedTransport.Reply in [
            .json("busy", status: 503),
            .failure(TransportError(.connectionFailed, "refused", requestMayHaveArrived: false)),
        ] {
            var test = Orchard.test()
            test.expect(.get, "/v1/gardens", reply)
            _ = try await test.completions(of: Self.line)
        }
    }

    @Test("is nothing where nobody is logged in, or a common flag says what cannot be: no request is sent")
    func unasked() async throws {
        var test = Orchard.test()
        #expect(try await test.completions(of: "--timeout soon \(Self.line)") == [])
        #expect(try await test.completions(of: "--context toy \(Self.line)") == [])
        test.variables = [:]
        #expect(try await test.completions(of: Self.line) == [])
    }

    @Test("is given up when the time is over, and the search with it")
    func deadline() async throws {
        let (ends, end) = AsyncStream.makeStream(of: Bool.self)
        let found = await Deadline(limit: .milliseconds(1)).value {
            for await _ in AsyncStream<Int>.makeStream().stream {}
            end.yield(Task.isCancelled)
            return 1
        }
        #expect(found == nil)
        #expect(await ends.first { _ in true } == true)
    }

    @Test("is given up even where the search does not heed it")
    func heedless() async throws {
        let gate = DispatchSemaphore(value: 0)
        let found = await Deadline(limit: .milliseconds(1)).value { () -> Int in
            await withCheckedContinuation { continuation in
                // A thread of its own: those that tasks run on are few.
                _ = BackgroundThread.start {
                    gate.wait()
                    continuation.resume()
                }
            }
            return 1
        }
        #expect(found == nil)
        gate.signal()
    }
}
