import Kernel

/// The command that makes a plan anew, for hints.
struct PlanRemaking {
    /// The plan's file, as it was named; `-` for stdin.
    let plan: String
    let policy: String?

    /// Writes over the plan.
    var inPlace: Hint { hint(plan == "-" ? ["-o", "json"] : ["--to-file", plan]) }

    /// Writes no file that was named: it may be anything, such as the policy.
    var elsewhere: Hint { hint(["--to-file", "plan.json"]) }

    /// Shows what a plan would say.
    var table: Hint { hint([]) }

    private func hint(_ words: [String]) -> Hint {
        // Nobody knows by which flags a plan without a policy was made.
        guard let policy else { return .command("token plan", "--help") }
        return .command("token plan", ["--policy", policy] + words)
    }
}
