import Testing

@testable import Kernel

@Suite("Random words")
struct ArgumentFuzzTests {
    /// 40 seeds of 2,500 lines each are 100,000 lines.
    static let seeds = Array(UInt64(0)..<40)
    static let lines = 2_500

    @Test("make a value or a usage error in one line, and never a crash", arguments: seeds)
    func outcome(seed: UInt64) throws {
        var words = RandomWords(seed: seed)
        // Reading the declarations takes longer than reading a line by them.
        let schema = try CommandReader.schema(of: Everything.self)
        var sound = 0
        for _ in 0..<Self.lines {
            let line = words.line()
            do throws(CommandError) {
                let parsed = try ArgumentParser(schema: schema, environment: words.environment()).parse(line)
                if parsed.pending.isEmpty { _ = try CommandReader.command(Everything.self, of: parsed.values) }
                _ = try CommandReader.options(of: parsed.values)
                sound += 1
            } catch {
                let isSound = error.exitCode == .usage && !error.message.isEmpty && error.message.utf8.count < 2_000
                try #require(isSound, "\(line) ends with \(error)")
            }
        }
        // A generator whose every line is wrong would test little.
        #expect(sound > Self.lines / 100)
    }

    @Test("that a value is written with make the same value", arguments: Array(UInt64(100)..<110))
    func roundTrip(seed: UInt64) throws {
        var random = RandomEverything(seed: seed)
        for _ in 0..<250 {
            let (value, line) = random.next()
            let read = try CommandReader.read(Everything.self, line, environment: Environment(), subject: "it").command
            try #require(read == value, "\(line)")
        }
    }

    @Test("before and among the words of a command find a command, a group, or a usage error", arguments: 0..<4)
    func lookup(seed: UInt64) throws {
        let registry = Registry([Family.Plants.self, Family.Garden.self])
        var words = RandomWords(
            seed: seed, known: ["garden", "plant", "grow", "water", "ga", "pl", "-w", "-d", "--json"])
        for _ in 0..<500 {
            let line = words.line()
            do throws(CommandError) {
                _ = try CommandLookup(line, in: registry, program: "astro")
            } catch {
                try #require(error.exitCode == .usage && error.message.utf8.count < 2_000, "\(line) ends with \(error)")
            }
        }
    }
}
