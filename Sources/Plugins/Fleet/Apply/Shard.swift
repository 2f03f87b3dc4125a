import Kernel

/// A part of a plan's items, which one of several workers processes.
struct Shard: Sendable, Equatable {
    /// From 0.
    let index: Int
    let count: Int

    /// Returns whether it contains an item, by a hash that every version of the program must share: see docs/fleet.md.
    func holds(_ id: String) -> Bool { Int(Self.hash(id) % UInt64(count)) == index }

    /// Returns the 64-bit FNV-1a hash of the ID's bytes.
    static func hash(_ id: String) -> UInt64 {
        id.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
}

/// The choice of a shard on the command line.
enum ShardChoice: ArgumentValue, Equatable {
    case of(Shard)
    /// The scheduler's variables decide.
    case auto

    init?(argument: String) {
        if argument == "auto" {
            self = .auto
            return
        }
        let parts = argument.split(separator: "/", omittingEmptySubsequences: false).compactMap { Int($0) }
        guard parts.count == 2, argument.filter({ $0 == "/" }).count == 1, parts[1] > 0,
            (0..<parts[1]).contains(parts[0])
        else { return nil }
        self = .of(Shard(index: parts[0], count: parts[1]))
    }

    static var argumentDescription: String { "I/N with I from 0 to N - 1, or auto" }
    static var placeholder: String? { "I/N|auto" }

    var argument: String {
        switch self {
        case .of(let shard): "\(shard.index)/\(shard.count)"
        case .auto: "auto"
        }
    }

    /// - Throws: ``CommandError`` with ``ExitCode/usage`` if no variable, or only half of a pair, is set.
    func shard(_ environment: Environment) throws(CommandError) -> Shard {
        switch self {
        case .of(let shard): return shard
        case .auto: return try Self.found(environment)
        }
    }

    private static let remedy: Hint = "pass --shard I/N"

    private static func found(_ environment: Environment) throws(CommandError) -> Shard {
        let own = environment.names.variable("SHARD")
        if let text = environment[own] {
            guard case .of(let shard)? = ShardChoice(argument: text) else {
                throw .usage("\(own) is '\(text.shortened)', not I/N with I from 0 to N - 1", hint: remedy)
            }
            return shard
        }
        // Kubernetes counts from 0, GitLab from 1.
        for (index, count, first) in [
            ("JOB_COMPLETION_INDEX", "\(own)_COUNT", 0), ("CI_NODE_INDEX", "CI_NODE_TOTAL", 1),
        ] {
            let texts = [index, count].map { environment[$0] ?? "" }
            if texts == ["", ""] { continue }
            if let missing = texts.firstIndex(of: "") {
                let names = [index, count]
                throw .usage("\(names[1 - missing]) is set, but \(names[missing]) is not", hint: remedy)
            }
            guard let place = Int(texts[0]), let total = Int(texts[1]), total > 0, (0..<total).contains(place - first)
            else {
                throw .usage(
                    "\(index) is '\(texts[0].shortened)' and \(count) is '\(texts[1].shortened)': not a shard",
                    hint: remedy)
            }
            return Shard(index: place - first, count: total)
        }
        throw .usage(
            "--shard auto: neither \(own), JOB_COMPLETION_INDEX nor CI_NODE_INDEX is set", hint: remedy)
    }
}

/// The number of failures that end a run.
enum FailureLimit: ArgumentValue, Equatable {
    case count(Int)
    case percent(Int)

    init?(argument: String) {
        let isPercent = argument.hasSuffix("%")
        guard let number = Int(isPercent ? String(argument.dropLast()) : argument), number >= 0,
            !isPercent || number <= 100
        else { return nil }
        self = isPercent ? .percent(number) : .count(number)
    }

    static var argumentDescription: String { "a whole number, or a percentage such as 5%" }
    static var placeholder: String? { "N|P%" }
    var argument: String {
        switch self {
        case .count(let count): "\(count)"
        case .percent(let percent): "\(percent)%"
        }
    }

    /// Returns how many of a number of items may fail.
    func allowed(of items: Int) -> Int {
        switch self {
        case .count(let count): count
        case .percent(let percent): items * percent / 100
        }
    }
}
