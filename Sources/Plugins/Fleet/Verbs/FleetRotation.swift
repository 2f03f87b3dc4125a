import AstroAPI
import AstroPlaces
import AstroTokens
import Delivery
import Kernel

/// The rotation of named or selected tokens, with the destinations of each.
struct FleetRotation: Sendable {
    let context: Context
    let plan: DeliveryPlan
    let options: IssueOptions
    let replacement: OverlapOptions
    /// Whether the confirmation was given in advance.
    let isAnswered: Bool

    private struct Work: Sendable {
        let target: FleetTarget
        let delivery: SecretDelivery
    }

    /// The number of tokens that are rotated at once.
    private static let width = 4
    /// The maximum number of tokens that a question names.
    private static let named = 10

    /// Rotates tokens that were named.
    func runNamed(_ targets: [FleetTarget]) async throws {
        guard targets.count == 1 else {
            if let own = targets.first(where: { $0.token.id == $0.fleet.own }) {
                throw CommandError.usage(
                    "the token \(own.token.label) is the credential in use, so the others could not be rotated with it; "
                        + "nothing was changed", hint: .command("token rotate", own.token.id))
            }
            return try await runSeveral(targets)
        }
        let target = targets[0]
        try target.token.requireOwner(target.place, toBe: "rotate")
        let delivery = try SecretDelivery(try plan.filled(target.placeholders), in: context)
        try await RotationQuestion(
            of: target.token, in: target.place, overlap: replacement.overlap, target.fleet.client, context
        )
        .ask(isAnswered: isAnswered)
        try await rotate(target, delivery)
    }

    /// Rotates tokens that were selected.
    func runSelected(_ targets: [FleetTarget]) async throws {
        guard !targets.isEmpty else { return context.output.notice("No token is selected; nothing was changed.") }
        try await runSeveral(targets)
    }

    private func runSeveral(_ targets: [FleetTarget]) async throws {
        // Everything is checked before the first value is created.
        for target in targets { try target.token.requireOwner(target.place, toBe: "rotate") }
        let plans = try targets.map { try plan.filled($0.placeholders) }
        var book = DestinationBook(context, apartBy: TokenPlaceholders.id)
        for (target, plan) in zip(targets, plans) { try book.claim(plan, of: target.token.label, id: target.token.id) }
        let work = try zip(targets, plans).map { Work(target: $0, delivery: try SecretDelivery($1, in: context)) }
        try await confirm(targets)
        let outcomes = try await context.forEach(work, "Rotating tokens", atOnce: Self.width) { work in
            try await rotate(work.target, work.delivery)
        }
        try requireSuccess(outcomes)
    }

    private func confirm(_ targets: [FleetTarget]) async throws {
        guard !isAnswered else { return }
        let count = targets.count.counted("token")
        var names = targets.prefix(Self.named).map { target in
            "\(target.token.label) of \(target.place.scope == .organization ? "the Organization" : target.place.title)"
        }
        if targets.count > names.count { names.append("\(targets.count - names.count) more") }
        let list = names.joined(separator: "; ")
        if replacement.overlap == nil {
            context.output.warning("the current values of \(count) stop working at once: \(list)")
        } else {
            context.output.notice("Selected to be replaced: \(list).")
        }
        try await context.output.confirm("Rotate \(count)?", flag: "--yes")
    }

    private func rotate(_ target: FleetTarget, _ delivery: SecretDelivery) async throws {
        let client = target.fleet.client
        let issue = TokenIssue(
            context: context, client: client, delivery: delivery, options: options, before: target.token,
            columns: FleetColumns.withValue(target.fleet.names, organizationID: client.organizationID))
        try await TokenReplacement(of: target.token, in: target.place, issue, isMarked: replacement.isMarked)
            .run(replacement.overlap)
    }

    /// Throws the most important error: an undelivered value outweighs a failed rotation.
    private func requireSuccess(_ outcomes: Outcomes<Work, Void>) throws {
        do {
            try outcomes.requireSuccess { $0.target.token.label }
        } catch var error as CommandError {
            let kept = outcomes.failures.first { CommandError(describing: $0.error).exitCode == .undelivered }
            if let place = kept?.item.target.place {
                error.exitCode = .undelivered
                // Not the same command: it would rotate finished tokens again.
                error.hint = error.hint ?? place.family.command("recover", ["--list"])
            }
            throw error
        }
    }
}
