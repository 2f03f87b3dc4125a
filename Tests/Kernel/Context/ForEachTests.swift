import Foundation
import KernelTesting
import Support
import Synchronization
import Testing

@testable import Kernel

@Suite("Many things at once")
struct ForEachTests {
    /// Waters a number of plants; every one whose number is divisible by `fails` fails.
    struct Water: Command {
        static let configuration = CommandConfiguration("water", summary: "Water plants", effect: .changes)

        @Option(help: "How many") var count = 10
        @Option(help: "Which fail") var fails = 0
        @Option(help: "How many at once") var atOnce = 4
        @Option(help: "How many a second") var rate: Double?
        @Flag(help: "Cancel before") var cancelled = false
        @Option(help: "Cancel in this one") var cancelIn: Int?
        @Flag(help: "Ask the server") var asks = false

        /// The plants that wait until they are canceled.
        static let running = Mutex<[Int]>([])

        func run(in context: Context) async throws {
            if cancelled { withUnsafeCurrentTask { $0?.cancel() } }
            let work = Task { [self] in
                try await context.forEach(0..<count, "Watering", atOnce: atOnce, rate: rate.map { .perSecond($0) }) {
                    try await water($0, context)
                }
            }
            if let cancelIn {
                while !Self.running.withLock({ $0.contains(cancelIn) }) { await Task.yield() }
                work.cancel()
            }
            if cancelled { work.cancel() }
            let outcomes = try await work.value
            try context.output.text("\(outcomes.values.map(String.init).joined(separator: ","))")
            try outcomes.requireSuccess { "plant \($0)" }
        }

        private func water(_ plant: Int, _ context: Context) async throws -> Int {
            if cancelIn == plant {
                Self.running.withLock { $0.append(plant) }
                while !Task.isCancelled { await Task.yield() }
            }
            try Task.checkCancellation()
            if asks {
                _ = try await context.http.send(
                    HTTPRequest(.get, context.auth.baseURL().appending(path: "plants/\(plant)")))
            }
            if fails > 0, plant.isMultiple(of: fails) {
                throw CommandError(.failure, "plant \(plant) is a cactus", requestID: "r\(plant)")
            }
            return plant
        }
    }

    enum Garden: Plugin {
        static let manifest = PluginManifest("garden", summary: "A garden")
        static let mounts = [Mount(commands: [Water.self])]
    }

    private var test: CommandTest {
        var test = CommandTest(.test, Garden.self)
        test.variables["ASTRO_API_TOKEN"] = "eyJhbGciOiJSUzI1NiJ9.eyJwZXJtaXNzaW9ucyI6W119.c2ln"
        return test
    }

    @Test("return their results in order", arguments: [1, 3, 100])
    func ordered(atOnce: Int) async throws {
        let result = try await test.run("water --at-once \(atOnce)")
        #expect(result.stdout == "0,1,2,3,4,5,6,7,8,9\n")
        #expect(result.exitCode == .success)
    }

    @Test("may be none, ten thousand, or one at a time", arguments: [(0, 4), (10_000, 16), (5, 0), (5, -1)])
    func counts(count: Int, atOnce: Int) async throws {
        let result = try await test.run("water --count \(count) --at-once=\(atOnce)")
        #expect(result.stdout.split(separator: ",").count == max(count, 1))
        #expect(result.exitCode == .success)
    }

    @Test("that fail in part end with exit code 7, and each error is reported")
    func partial() async throws {
        let result = try await test.run("water --fails 4")
        #expect(result.exitCode == .partial)
        #expect(result.stdout == "1,2,3,5,6,7,9\n")
        #expect(
            result.stderr == """
                error: 3 of 10 failed
                  plant 0: plant 0 is a cactus (request ID: r0)
                  plant 4: plant 4 is a cactus (request ID: r4)
                  plant 8: plant 8 is a cactus (request ID: r8)

                """)
    }

    @Test("that fail in part are reported in JSON one by one")
    func partialJSON() async throws {
        let result = try await test.run("water --fails 9 -o json")
        #expect(
            result.stderr == #"{"error":{"code":"partial","message":"2 of 10 failed","parts":[{"subject":"plant 0","#
                + #""code":"failure","message":"plant 0 is a cactus","requestId":"r0"},{"subject":"plant 9","#
                + #""code":"failure","message":"plant 9 is a cactus","requestId":"r9"}],"exitCode":7}}"# + "\n")
    }

    @Test("fail with the error itself if there is only one")
    func single() async throws {
        let result = try await test.run("water --count 1 --fails 1")
        #expect(result.exitCode == .failure)
        #expect(result.stderr.hasPrefix("error: plant 0 is a cactus\n"))
    }

    @Test("don't start after a cancellation")
    func cancelledBefore() async throws {
        let result = try await test.run("water --cancelled --count 10000")
        #expect(result.exitCode == .interrupted)
        #expect(result.stdout == "")
        #expect(result.stderr.contains("interrupted after 0 of 10000 were done"))
    }

    @Test("end when they are canceled in the middle, and say how many were done")
    func cancelledInside() async throws {
        let result = try await test.run("water --at-once 1 --cancel-in 3")
        #expect(result.exitCode == .interrupted)
        #expect(result.stderr.contains("interrupted after 3 of 10 were done"))
    }

    @Test("start no faster than the rate allows")
    func rate() async throws {
        let test = test
        let result = try await test.run("water --rate 2 --count 4")
        #expect(result.exitCode == .success)
        #expect(test.clock.waits == [.milliseconds(500), .milliseconds(500), .milliseconds(500)])
    }

    @Test("wait together if the server is busy for one of them")
    func busy() async throws {
        var test = test
        let busy = HTTPResponse(status: 429, headers: ["Retry-After": "7"])
        test.expect(.get, "/v1/plants/0", .response(busy))
        for plant in 0..<3 { test.expect(.get, "/v1/plants/\(plant)", .json("{}")) }
        let result = try await test.run("water --asks --count 3 --at-once 1")
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(test.clock.waits == [.seconds(7)])
    }
}
