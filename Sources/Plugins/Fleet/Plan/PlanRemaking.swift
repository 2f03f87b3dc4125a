import Kernel

/// The command that makes a plan again, for hints.
struct PlanRemaking {
    /// The plan's file as it was given; `-` for standard input.
    let plan: String
    let policy: String?

    /// Overwrites the plan.
    var inPlace: Hint { hint(plan == "-" ? ["-o", "json"] : ["--to-file", plan]) }

    /// Doesn't overwrite the given file: it may be anything, such as the policy.
    var elsewhere: Hint { hint(["--to-file", "plan.json"]) }

    /// Shows the plan without writing it.
    var table: Hint { hint([]) }

    private func hint(_ words: [String]) -> Hint {
        // The flags of a plan without a policy are unknown.
        guard let policy else { return .command("token plan", "--help") }
        return .command("token plan", ["--policy", policy] + words)
    }
}
