import AstroPlaces
import AstroTokens
import Delivery
import Kernel

/// Delivers a value that an earlier run could not.
struct RecoverValue<Place: PlaceSelection>: Command, Equatable {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            "recover", summary: "Deliver a value that an earlier run could not",
            discussion: "A new value is kept on this machine until every destination has it. One that the server no "
                + "longer accepts is not delivered.",
            // It needs no login: it asks the server with the value itself.
            effect: .local,
            related: Place.family.commands("rotate", "create"),
            examples: [
                Example("recover --list", "List undelivered values"),
                Example("recover TOKEN_ID --to-file token", "Save a value to a file and forget it"),
                Example("recover TOKEN_ID --discard", "Delete a value whose token no longer exists"),
            ])
    }
    static var rules: [ArgumentRule] { [.exclusive("list", "discard")] }
    static var fields: [String] { RecoveredSecret.columns.map(\.field) }

    @Argument(
        "TOKEN_ID", help: "The token whose value to recover (optional if only one is left)", validate: .identifier,
        completion: .recoverable)
    var id: String?

    @Flag(help: "List undelivered values without showing them")
    var list = false

    @Flag(help: "Delete the saved value instead of delivering it")
    var discard = false

    @Flag("y", aliases: ["force", "f"], help: "Skip the confirmation of --discard")
    var yes = false

    @OptionGroup var delivery: DeliveryOptions

    func validate() throws {
        guard discard || !yes else { throw CommandError.usage("--yes works only with --discard; nothing was changed") }
        guard !discard || delivery == DeliveryOptions() else {
            throw CommandError.usage("--discard delivers nothing; remove the destination flags; nothing was changed")
        }
    }

    func run(in context: Context) async throws {
        let store = try RecoveryStore(context)
        context.output.warnOfUnreadable(store.setAsideAll())
        let left = try store.left()
        guard !list else { return try show(left, context) }
        // With an ID, also one that another process is working on, which the lock then tells.
        let chosen = try choose(from: id == nil ? left : try store.all(), store)
        guard let lock = try store.tryLock(chosen.name) else {
            throw CommandError(.failure, "another process is working on \(chosen.subject); nothing was changed")
        }
        defer { lock.release() }
        // Another run may have delivered it in the meantime, or saved a newer value.
        guard let record = try store.record(named: chosen.name) else {
            throw CommandError(
                .notFound, "the value of \(chosen.subject) has already been delivered",
                hint: Place.family.command("recover", ["--list"]))
        }
        if discard {
            return try await ValueDiscard(context: context, store: store, isAnswered: yes).run(record)
        }
        guard let secret = record.secret else {
            throw CommandError(
                .notFound,
                "\(record.step) \(record.subject) was interrupted before its value arrived, so there is no value to deliver",
                hint: RecoveryRemedy(record, in: context.program).repetition)
        }
        let delivery = try SecretDelivery(delivery, in: context)
        try await KeptValueCheck(context: context, store: store).requireLive(record, secret)
        try await lock.passedOn {
            try await delivery.recover(
                record, secret: secret, adoption: .renewingLogin(with: secret, in: context))
        }
        context.output.notice(
            "The value of \(record.subject) went to \(delivery.labels.joined(last: "and")) and is no longer kept."
        )
        try await delivery.clearClipboard(of: secret)
    }

    private func show(_ left: [RecoveryRecord], _ context: Context) throws {
        try context.output.list(
            left.map { RecoveredSecret($0, nil) }, key: "left", columns: RecoveredSecret.columns,
            none: "There are no undelivered values.")
    }

    private func choose(from left: [RecoveryRecord], _ store: RecoveryStore) throws -> RecoveryRecord {
        let candidates = candidates(of: left)
        if candidates.count == 1 { return candidates[0] }
        // An interrupted request has no value, but a command to request another.
        if candidates.isEmpty, left.count == 1, id == nil, !discard { return left[0] }
        let names = candidates.map { $0.id ?? $0.name }.joined(separator: ", ")
        throw CommandError(
            .notFound,
            candidates.isEmpty
                ? "no value of \(id.map { "the token \($0)" } ?? "a token") is undelivered"
                : "the values of several tokens are undelivered: \(names)",
            hint: Place.family.command("recover", ["--list"]))
    }

    private func candidates(of left: [RecoveryRecord]) -> [RecoveryRecord] {
        guard let id = id?.lowercased() else { return left.filter { $0.secret != nil } }
        let own = left.filter { $0.belongs(to: id) }
        // Until a replacement is created, only the ID of the old token is known.
        return own.isEmpty ? left.filter { Overlap.oldID(ofRecord: $0.name) == id } : own
    }
}
