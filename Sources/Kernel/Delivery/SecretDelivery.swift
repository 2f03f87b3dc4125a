/// Brings secrets that are shown only once to where they shall go, and loses none on the way.
///
/// From before the server is asked until every destination has the value, a record of it lies in the folder `recovery`
/// below the program's state: whatever ends this process, the next one finds it.
/// ```swift
/// let delivery = try SecretDelivery(options, in: context)  // every destination is checked
/// try await delivery.issue(issue, columns: columns) { earlier in
///     let token = try await client.rotateToken(id: id)
///     return IssuedSecret(token.value, of: token, without: token.withoutValue, id: token.id, subject: token.label)
/// }
/// ```
public struct SecretDelivery: Sendable {
    private let context: Context
    private let destinations: [any Destination]
    private let writesStdout: Bool
    private let store: RecoveryStore

    /// The most bytes that a secret is expected to have.
    private static let largestSecret = 4_096
    /// How long to wait for another process that is at work on the same secret.
    private static let patience = Duration.seconds(60)

    /// Checks every destination; nothing was asked of the server yet.
    ///
    /// - Throws: ``CommandError`` that names the destination that could not take a value.
    public init(_ options: DeliveryOptions, in context: Context) throws {
        self.context = context
        destinations = options.destinations(in: context)
        writesStdout = options.writesStdout
        store = try RecoveryStore(context)
        if writesStdout { try context.output.requireReader() }
        for destination in destinations {
            do {
                try destination.check(size: Self.largestSecret, in: context)
            } catch {
                let error = CommandError(describing: error)
                throw CommandError(
                    error.exitCode,
                    "\(destination.label) could not take a value: \(error.message); nothing was changed",
                    hint: error.hint)
            }
        }
    }

    /// Where the value goes, as messages and logs say it.
    public var labels: [String] { (writesStdout ? ["stdout"] : []) + destinations.map(\.label) }

    /// Has a secret made and delivers it.
    ///
    /// - Parameters:
    ///   - columns: The fields of what it belongs to.
    ///   - verify: Uses the value once before success is said, where that was asked for.
    ///   - make: Asks the server. It gets what an earlier process left of the same secret, if one came to an end in
    ///     the middle; an error that is no ``UnknownOutcome`` means that no secret was made.
    /// - Throws: ``CommandError`` with ``ExitCode/undelivered``, which says where the secret is kept.
    public func issue<Record: Encodable & Sendable>(
        _ issue: SecretIssue, columns: [Column<Record>],
        verify: (@Sendable (IssuedSecret<Record>) async throws -> Void)? = nil,
        make: @escaping @Sendable (_ earlier: RecoveryRecord?) async throws -> IssuedSecret<Record>
    ) async throws {
        let lock = try await lock(issue)
        defer { lock.release() }
        try await context.uninterrupted("\(issue.step) \(issue.subject)") {
            let issued = try await ask(issue, make)
            try keep(issued, issue)
            if let verify { try await check(issued, issue, verify) }
            try await deliver(issued, keptAs: issue.name, columns)
            try forget(issue)
        }
    }

    /// Delivers a secret that an earlier process left, and forgets it.
    package func recover(_ record: RecoveryRecord, secret: String) async throws {
        let issued = IssuedSecret(
            secret, of: RecoveredSecret(record, secret), without: RecoveredSecret(record, nil),
            id: record.id ?? record.name,
            subject: record.subject)
        try await context.uninterrupted("the delivery of \(record.subject)") {
            try await deliver(issued, keptAs: record.name, RecoveredSecret.columns)
            try store.forget(record.name)
        }
    }

    private func lock(_ issue: SecretIssue) async throws -> any FileLock {
        let deadline = ContinuousClock.now + Self.patience
        var isTold = false
        while true {
            if let lock = try store.tryLock(issue.name) { return lock }
            if !isTold { context.output.notice("Another process is at work on \(issue.subject); waiting for its end.") }
            isTold = true
            guard ContinuousClock.now < deadline else {
                throw CommandError(
                    .failure, "another process is at work on \(issue.subject); nothing was changed",
                    hint: "try again when it has ended")
            }
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    private func ask<Record>(
        _ issue: SecretIssue, _ make: @Sendable (RecoveryRecord?) async throws -> IssuedSecret<Record>
    ) async throws -> IssuedSecret<Record> {
        let earlier = try store.record(named: issue.name)
        if earlier == nil { try begin(issue) }
        do {
            return try await make(earlier)
        } catch let error as any UnknownOutcome {
            // The record stays: whoever comes next must know that something may have happened.
            throw error
        } catch {
            if earlier == nil { try? store.forget(issue.name) }
            throw error
        }
    }

    private func begin(_ issue: SecretIssue) throws {
        do {
            try store.keep(record(issue, nil, issue.subject, secret: nil))
        } catch {
            throw CommandError(
                .failure,
                "a value could not be kept if its delivery failed (\(CommandError(describing: error).message)); "
                    + "nothing was changed", hint: "set ASTRO_HOME to a folder that can be written to")
        }
    }

    private func record(_ issue: SecretIssue, _ id: String?, _ subject: String, secret: String?) -> RecoveryRecord {
        RecoveryRecord(
            name: issue.name, id: id, subject: subject, step: issue.step, askedAt: context.clock.now, secret: secret,
            remedy: issue.remedy)
    }

    /// Keeps the secret before anybody gets it, in the place of the note that it was asked for: there is never both.
    ///
    /// Where that fails all of a sudden, the delivery is the only chance that is left.
    private func keep<Record>(_ issued: IssuedSecret<Record>, _ issue: SecretIssue) throws {
        do {
            try store.keep(record(issue, issued.id, issued.subject, secret: issued.value))
            // What was kept of the same thing under another name is worth nothing from now on.
            for other in try store.all() where other.name != issue.name && other.belongs(to: issued.id) {
                try store.forget(other.name)
            }
        } catch {
            context.output.warning(
                "the value could not be kept for the case that its delivery fails: \(CommandError(describing: error).message)"
            )
        }
    }

    private func check<Record>(
        _ issued: IssuedSecret<Record>, _ issue: SecretIssue,
        _ verify: @Sendable (IssuedSecret<Record>) async throws -> Void
    ) async throws {
        do {
            try await verify(issued)
        } catch {
            let words = "the new value was not accepted: \(CommandError(describing: error).message)"
            throw undelivered(issued, keptAs: issue.name, words)
        }
    }

    private func deliver<Record: Encodable>(
        _ issued: IssuedSecret<Record>, keptAs name: String, _ columns: [Column<Record>]
    ) async throws {
        var failures: [String] = []
        // Stdout is the last: what went wrong elsewhere is known by then, and a reader takes it for the sign of success.
        for destination in destinations {
            do {
                try await destination.deliver(issued.value, in: context)
            } catch {
                failures.append("\(destination.label): \(CommandError(describing: error).message)")
            }
        }
        do {
            try write(issued, columns)
        } catch let error as StreamError {
            failures.append("stdout: \(error)")
        }
        guard failures.isEmpty else { throw undelivered(issued, keptAs: name, failures.joined(separator: "; ")) }
    }

    private func write<Record: Encodable>(_ issued: IssuedSecret<Record>, _ columns: [Column<Record>]) throws {
        let output = context.output
        guard output.format.isTable, context.options.fields == nil else {
            return try output.record(writesStdout ? issued.record : issued.publicRecord, columns: columns)
        }
        guard writesStdout else { return }
        try output.text(output.console.output.isTerminal ? VisibleText.escaping(issued.value) : issued.value)
    }

    private func undelivered<Record>(
        _ issued: IssuedSecret<Record>, keptAs name: String, _ failure: String
    ) -> CommandError {
        guard let kept = try? store.record(named: name), kept.secret == issued.value else {
            return CommandError(
                .undelivered,
                "the value of \(issued.subject) was not delivered (\(failure)), nor could it be kept; it is lost",
                hint: "rotate it to get another value")
        }
        return CommandError(
            .undelivered,
            "the value of \(issued.subject) was not delivered: \(failure); it is kept in \(store.path(of: name))",
            hint: kept.remedy)
    }

    private func forget(_ issue: SecretIssue) throws {
        do {
            try store.forget(issue.name)
        } catch {
            context.output.warning(
                "the value was delivered, but a copy of it is left in \(store.path(of: issue.name)): remove it")
        }
    }
}
