package import AstroAPI
package import AstroPlaces
package import Kernel

/// The facts and the confirmation that a person sees before one token is rotated.
package struct RotationQuestion {
    private let target: APIToken
    private let place: TokenPlace
    private let overlap: OverlapMode?
    private let client: AstroClient
    private let context: Context

    package init(
        of target: APIToken, in place: TokenPlace, overlap: OverlapMode?, _ client: AstroClient, _ context: Context
    ) {
        self.target = target
        self.place = place
        self.overlap = overlap
        self.client = client
        self.context = context
    }

    /// Describes the token, and asks for confirmation unless that was given in advance.
    ///
    /// - Returns: The place, with the names that were looked up for the question.
    @discardableResult
    package func ask(isAnswered: Bool) async throws -> TokenPlace {
        await warnOfOverlap()
        let isDescribed = !isAnswered && context.output.isAtTerminal
        let named = isDescribed ? try await PlaceDirectory(context, client).named(place) : place
        warnOfOwn()
        guard !isAnswered else { return named }
        if isDescribed { try describe(named) }
        if place.isForAgents, overlap == .after(.zero) {
            context.output.warning(
                "the token \(target.label) is deleted once the new value is delivered, and agents that still use it are "
                    + "cut off")
        } else if let overlap {
            let end = overlap == .manual ? "until you finish the overlap" : "for \(overlap.argument) more"
            context.output.notice("The current value of the token \(target.label) keeps working \(end).")
        } else {
            context.output.warning(
                "the current value of the token \(target.label) stops working at once",
                hint: context.output.isAtTerminal
                    ? "to keep it working for a day: \(place.command("rotate", target.id, "--overlap", "24h"))" : nil)
        }
        try await context.output.confirm("Rotate it?", flag: "--yes")
        return named
    }

    /// Names the overlap that the token is part of: whoever forgot it may mean to finish that one.
    private func warnOfOverlap() async {
        // A record that cannot be read is no reason to stop: what keeps the value says so before anything is changed.
        guard overlap == nil else { return }
        guard let store = try? OverlapStore(context), let pending = try? store.pending(target.id, place.family),
            (try? await store.forgetEnded(pending, knowing: target.id, client)) != true
        else { return warnOfMark() }
        let isOld = pending.oldID == target.id
        context.output.warning(
            isOld
                ? "the token \(target.label) is being replaced by \(pending.newID), and works \(pending.until)"
                : "the token \(target.label) replaces \(pending.oldID), which works \(pending.until)",
            hint: pending.command("overlap finish", pending.newID))
    }

    /// Warns of an overlap that another machine began.
    private func warnOfMark() {
        guard let mark = target.mark else { return }
        context.output.warning(
            "the token \(target.label) is said to replace \(mark.oldID)",
            hint: place.family.command("overlap finish", [target.id]))
    }

    private func warnOfOwn() {
        guard context.auth.apiTokenID == target.id else { return }
        context.output.warning(
            context.auth.isStored
                ? "the token \(target.label) is the one you are logged in with; the login continues with the new value"
                : "the token \(target.label) is the one in \(context.environment.names.variable("API_TOKEN")); set the variable to the new value"
        )
    }

    /// Describes what is easily confused: which token it is, where it belongs, and who may be using it.
    private func describe(_ place: TokenPlace) throws {
        let output = context.output
        let never = "never"
        output.facts([
            ("Token", target.label), (place.scope.noun, place.title), ("Workspace", place.workspaceName ?? ""),
            ("Context", try context.auth.domain()),
            ("Last used", target.lastUsedAt.map { output.age($0.text) } ?? never),
            ("Last rotated", target.lastRotatedAt.map { output.age($0.text) } ?? never),
        ])
    }
}
