@testable import Base
@testable import Kernel
@testable import OperatingSystem
import Testing

@Suite("Random words")
struct ArgumentFuzzTests {
    /// 40 seeds of 2,500 lines each are 100,000 lines.
    static let seeds = Array(UInt64(0)..<40)
    static let lines = 2_500

    @Test("parse to a value or a one-line usage error, and never crash", arguments: seeds)
    func outcome(seed: UInt64) throws {
        var words = RandomWords(seed: seed)
        // Reading the declarations takes longer than parsing a line.
        let schema = try Registry([]).common.schema(of: Everything.self)
        var sound = 0
        for _ in 0..<Self.lines {
            let line = words.line()
            do throws(CommandError) {
                let parsed = try ArgumentParser(schema: schema, environment: words.environment()).parse(line)
                if parsed.pending.isEmpty { _ = try CommandReader.command(Everything.self, of: parsed.values) }
                _ = try Registry([]).common.options(of: parsed.values)
                sound += 1
            } catch {
                let isSound = error.exitCode == .usage && !error.message.isEmpty && error.message.utf8.count < 2_000
                try #require(isSound, "\(line) ends with \(error)")
            }
        }
        // A generator that writes only invalid lines would test little.
        #expect(sound > Self.lines / 100)
    }

    @Test("parse to the value that they were written from", arguments: Array(UInt64(100)..<110))
    func roundTrip(seed: UInt64) throws {
        var random = RandomEverything(seed: seed)
        for _ in 0..<250 {
            let (value, line) = random.next()
            let read = try CommandReader.read(
                Everything.self, line, Registry([]).common, environment: Environment(), subject: "it"
            ).command
            try #require(read == value, "\(line)")
        }
    }

    @Test("before and among a command's path lead to a command, a group, or a usage error", arguments: 0..<4)
    func lookup(seed: UInt64) throws {
        let registry = Registry([Family.Plants.self, Family.Garden.self])
        var words = RandomWords(
            seed: seed, known: ["garden", "plant", "grow", "water", "ga", "pl", "-w", "-d", "--json"])
        for _ in 0..<500 {
            let line = words.line()
            do {
                _ = try CommandLookup(line, in: registry)
            } catch {
                let error = CommandError(describing: error)
                try #require(error.exitCode == .usage && error.message.utf8.count < 2_000, "\(line) ends with \(error)")
            }
        }
    }
}
