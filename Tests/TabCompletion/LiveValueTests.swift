@testable import Base
@testable import HTTPClient
@testable import Kernel
@testable import OperatingSystem
@testable import TabCompletion
import Foundation
import KernelTesting
import Testing

@Suite("Completions from the server")
struct LiveValueTests {
    static let line = "tree plant --garden-id "

    @Test("is what a search finds, with the typed common flags")
    func found() async throws {
        let test = Orchard.test("g1=Kitchen;g2=Roses")
        #expect(
            try await test.completions(of: Self.line)
                == [Completion.Candidate("g1", "Kitchen"), Completion.Candidate("g2", "Roses")])
        #expect(
            try await test.completions(of: "--context example.com tree plant --garden-id=g1").map(\.value) == ["g1"])
    }

    @Test("depends on the typed arguments, then on the environment")
    func given() async throws {
        var test = Orchard.test("")
        test.variables["GARDEN"] = "roses"
        #expect(
            try await test.completions(of: "tree plant -ssummer ").map(\.value) == [
                "garden-id:roses", "season2:summer",
            ])
        #expect(try await test.completions(of: "tree plant --garden-id=x ").map(\.value) == ["garden-id:x"])
    }

    @Test("is on one line without control characters; values that contain them are left out")
    func hostile() async throws {
        let long = String(repeating: "x", count: 500)
        let test = Orchard.test("a=\u{1B}[31m red\n\tline;b\u{1B}[0m=x;c\nd=x;e\u{202E}=x;$(touch x)=`y`;f=\(long)")
        let found = try await test.completions(of: Self.line)
        #expect(found.map(\.value) == ["a", "$(touch x)", "f"])
        #expect(found.map(\.description) == ["[31m red line", "`y`", String(long.prefix(100))])
    }

    @Test("is nothing, silently, if the one request fails")
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

    @Test("is nothing, without a request, if nobody is logged in or a common flag is invalid")
    func unasked() async throws {
        var test = Orchard.test()
        #expect(try await test.completions(of: "--timeout soon \(Self.line)") == [])
        #expect(try await test.completions(of: "--context toy \(Self.line)") == [])
        test.variables = [:]
        #expect(try await test.completions(of: Self.line) == [])
    }

    @Test("is nothing when the time is over, and the search is canceled")
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

    @Test("is nothing when the time is over, even if the search ignores its cancellation")
    func heedless() async throws {
        let gate = DispatchSemaphore(value: 0)
        let found = await Deadline(limit: .milliseconds(1)).value { () -> Int in
            await withCheckedContinuation { continuation in
                // A separate thread: there are only few for tasks.
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
