import Base
import Kernel
import OperatingSystem

/// Delivers secrets that are shown only once, without losing any.
///
/// From before the request until every destination has the value, a record of it is kept in the folder `recovery`
/// in the program's state folder. However this process ends, the next one finds it there.
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
    private let isSilent: Bool
    private let store: RecoveryStore

    /// The maximum expected size of a secret in bytes.
    private static let largestSecret = 4_096
    /// How long to wait for another process that works on the same secret.
    private static let patience = Duration.seconds(60)

    /// Checks every destination before anything is requested.
    ///
    /// - Throws: `CommandError` that names the destination that can't take a value.
    public init(_ options: DeliveryOptions, in context: Context) throws {
        try self.init(DeliveryPlan(options), in: context)
    }

    /// Checks every destination of a plan without placeholders; nothing was requested yet.
    ///
    /// - Throws: ``CommandError`` that names the destination that couldn't take a value.
    package init(_ plan: DeliveryPlan, in context: Context) throws {
        self.context = context
        destinations = try plan.destinations(in: context)
        writesStdout = plan.writesStdout
        isSilent = plan.isSilent
        store = try RecoveryStore(context)
        if writesStdout { try context.output.requireReader() }
        for destination in destinations {
            do {
                try destination.check(size: Self.largestSecret, in: context)
            } catch {
                let error = CommandError(describing: error)
                throw CommandError(
                    error.exitCode,
                    "\(destination.label) could not take a value: \(error.cause); nothing was changed",
                    hint: error.hint)
            }
        }
    }

    /// The names of the destinations, for messages and logs.
    public var labels: [String] { (writesStdout ? ["stdout"] : []) + destinations.map(\.label) }

    /// Creates a secret, delivers it, and returns it with the object that it belongs to.
    ///
    /// The secret is saved as soon as the server responds, so no later failure can lose it.
    /// - Parameters:
    ///   - columns: The fields of the object.
    ///   - issue: The secret to request.
    ///   - adoption: Code that uses the secret before it is delivered.
    ///   - verify: Uses the value once to make sure that it works; nil skips that.
    ///   - make: Sends the request. If an earlier process was killed while requesting the same secret, `make` gets its
    ///     record. An error that isn't an ``UnknownOutcome`` means that no secret was created.
    /// - Throws: What `make` throws; `CommandError` with `ExitCode.undelivered`, which says where the secret is saved;
    ///   `SupersededSecret` if `verify` throws it, and then nothing is kept.
    @discardableResult
    public func issue<Record: Encodable & Sendable>(
        _ issue: SecretIssue, columns: [Column<Record>], adoption: SecretAdoption? = nil,
        verify: (@Sendable (IssuedSecret<Record>) async throws -> Void)? = nil,
        make: @escaping @Sendable (_ earlier: RecoveryRecord?) async throws -> IssuedSecret<Record>
    ) async throws -> IssuedSecret<Record> {
        var issue = issue
        issue.isDirected = !destinations.isEmpty
        do {
            return try await perform(issue, columns, adoption, verify, make)
        } catch {
            throw issue.directed(error)
        }
    }

    private func perform<Record: Encodable & Sendable>(
        _ issue: SecretIssue, _ columns: [Column<Record>], _ adoption: SecretAdoption?,
        _ verify: (@Sendable (IssuedSecret<Record>) async throws -> Void)?,
        _ make: @escaping @Sendable (_ earlier: RecoveryRecord?) async throws -> IssuedSecret<Record>
    ) async throws -> IssuedSecret<Record> {
        let lock = try await prepare(issue, adoption)
        defer { lock.release() }
        return try await context.uninterrupted("\(issue.step) \(issue.subject)", abandoned: issue.unchanged) { step in
            let (issued, change) = try await askAndKeep(issue, step, make)
            do {
                if let adoption { await adopt(issued, issue, adoption) }
                if let verify { try await check(issued, issue, verify) }
                try await lock.passedOn { try await deliver(issued, issue, columns) }
            } catch {
                change?.endUndelivered()
                throw error
            }
            self.change(step) {
                forget(issue)
                return issue.delivered
            }
            if Interruption.current?.request != nil {
                context.output.notice("The value of \(issued.subject) was delivered\(issue.oldValue).")
            }
            return issued
        }
    }

    /// Creates a secret and saves it; the log says that it was created as soon as its record does.
    private func askAndKeep<Record>(
        _ issue: SecretIssue, _ step: Interruption.Step?,
        _ make: @Sendable (RecoveryRecord?) async throws -> IssuedSecret<Record>
    ) async throws -> (IssuedSecret<Record>, AuditedChange?) {
        let pending = PendingOutcomes()
        let (issued, earlier): (IssuedSecret<Record>, RecoveryRecord?)
        do {
            (issued, earlier) = try await PendingOutcomes.$current.withValue(pending) {
                try await ask(issue, step, make)
            }
        } catch {
            pending.abandon()
            throw error
        }
        let change = pending.lastChange ?? earlier?.change
        self.change(step) {
            keep(issued, issue, change) ? issue.undelivered(keptIn: store.path(of: issue.name)) : issue.lost
        }
        let settled = pending.settle(
            resumed: earlier?.change.flatMap(context.audit.unsettled), subject: issued.id, valueAfter: issued.prefix,
            destinations: labels)
        return (issued, settled)
    }

    /// Changes the secret's record and, atomically with it, what to report if the step is abandoned.
    private func change(_ step: Interruption.Step?, _ change: () throws -> CommandError) rethrows {
        if let step { try step.change(change) } else { _ = try change() }
    }

    /// Does everything that is possible before the request and can be fully undone.
    private func prepare(_ issue: SecretIssue, _ adoption: SecretAdoption?) async throws -> any FileLock {
        do {
            let lock = try await lock(issue)
            do {
                try await adoption?.requirePossible()
                try Task.checkCancellation()
                return lock
            } catch {
                lock.release()
                throw error
            }
        } catch is CancellationError {
            throw issue.unchanged
        }
    }

    /// Delivers a secret that an earlier process left, and deletes its record.
    package func recover(
        _ record: RecoveryRecord, secret: String, adoption: SecretAdoption? = nil
    ) async throws {
        let issued = IssuedSecret(
            secret, of: RecoveredSecret(record, secret), without: RecoveredSecret(record, nil),
            id: record.id ?? record.name,
            subject: record.subject)
        let issue = SecretIssue(
            name: record.name, subject: record.subject, step: record.step,
            remedy: RecoveryRemedy(record, in: context.program).delivery)
        let abandoned = issue.undelivered(keptIn: store.path(of: record.name))
        try await context.uninterrupted("the delivery of \(record.subject)", abandoned: abandoned) { step in
            if let adoption { await adopt(issued, issue, adoption) }
            try await deliver(issued, issue, RecoveredSecret.columns)
            try change(step) {
                try store.forget(record.name)
                return issue.delivered
            }
        }
    }

    /// Waits for the time after which the clipboard is to be cleared, and clears it.
    package func clearClipboard(of secret: String) async throws {
        for case let clipboard as ClipboardDestination in destinations {
            try await clipboard.waitAndClear(secret, in: context)
        }
    }

    private func lock(_ issue: SecretIssue) async throws -> any FileLock {
        do {
            return try await store.lock(issue.name, patience: Self.patience) {
                context.output.notice("Another process is working on \(issue.subject); waiting for it to finish.")
            }
        } catch let error as FileError where error.reason == .locked {
            throw CommandError(
                .failure, "another process is working on \(issue.subject); nothing was changed",
                hint: "try again when it has finished")
        }
    }

    private func ask<Record>(
        _ issue: SecretIssue, _ step: Interruption.Step?,
        _ make: @Sendable (RecoveryRecord?) async throws -> IssuedSecret<Record>
    ) async throws -> (IssuedSecret<Record>, RecoveryRecord?) {
        if let path = try store.setAside(issue.name) { context.output.warnOfUnreadable([path]) }
        let earlier = try store.record(named: issue.name)
        if earlier == nil { try begin(issue) }
        step?.isNow(issue.inDoubt)
        do {
            return (try await make(earlier), earlier)
        } catch let error as any UnknownOutcome {
            // The record stays: the next process must know that something may have happened.
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
                "a value could not be saved in case its delivery fails (\(CommandError(describing: error).cause)); "
                    + "nothing was changed", hint: StateFolder.hint)
        }
    }

    private func record(_ issue: SecretIssue, _ id: String?, _ subject: String, secret: String?) -> RecoveryRecord {
        var record = RecoveryRecord(
            name: issue.name, id: id, subject: subject, step: issue.step, askedAt: context.clock.now, secret: secret,
            remedy: context.output.hints.text(of: issue.remedy) ?? "", repetition: issue.repetition?.commandWords)
        record.origin = issue.origin
        return record
    }

    /// Saves the secret before anybody gets it, replacing the record of its request: both never exist at once.
    ///
    /// If that suddenly fails, the delivery is the only remaining chance.
    private func keep<Record>(_ issued: IssuedSecret<Record>, _ issue: SecretIssue, _ change: String?) -> Bool {
        do {
            var record = record(issue, issued.id, issued.subject, secret: issued.value)
            record.change = change
            record.prefix = issued.prefix
            try store.keep(record)
            // Other records of the same object are obsolete from now on. Checking its own record, too, would take
            // longer than everything else between the response and the delivery.
            for other in try store.all(except: issue.name) where other.belongs(to: issued.id) {
                try store.forget(other.name)
            }
            return true
        } catch {
            context.output.warning(
                "the value could not be saved in case its delivery fails: \(CommandError(describing: error).cause)"
            )
            return false
        }
    }

    private func adopt<Record>(
        _ issued: IssuedSecret<Record>, _ issue: SecretIssue, _ adoption: SecretAdoption
    ) async {
        guard let failure = await adoption.perform(issued.value) else { return }
        context.output.warning(
            "\(adoption.label) could not take the new value of \(issued.subject): \(failure)\(issue.oldValue)",
            hint: adoption.remedy)
    }

    private func check<Record>(
        _ issued: IssuedSecret<Record>, _ issue: SecretIssue,
        _ verify: @Sendable (IssuedSecret<Record>) async throws -> Void
    ) async throws {
        do {
            try await verify(issued)
        } catch let error as SupersededSecret {
            // Whoever recovered it would put a dead value in the place of the live one.
            try? store.forget(issue.name)
            throw error
        } catch {
            let words = "the new value was not accepted: \(CommandError(describing: error).cause)"
            throw undelivered(issued, issue, words)
        }
    }

    private func deliver<Record: Encodable>(
        _ issued: IssuedSecret<Record>, _ issue: SecretIssue, _ columns: [Column<Record>]
    ) async throws {
        var failures: [String] = []
        var reached: [String] = []
        // Stdout is last: failures elsewhere are known by then, and a reader takes the value as a sign of success.
        for destination in destinations {
            do {
                try await destination.deliver(issued.value, in: context)
                reached.append(destination.label)
            } catch {
                failures.append(destination.failure(CommandError(describing: error).cause))
            }
        }
        do {
            try write(issued, columns)
            if writesStdout { try context.output.console.output.settle() }
        } catch let error as StreamError {
            failures.append("stdout: \(error)")
        }
        if failures.isEmpty { return }
        for case let clipboard as ClipboardDestination in destinations where reached.contains(clipboard.label) {
            await clipboard.clearEarly(issued.value, in: context)
        }
        if !reached.isEmpty {
            failures.append("\(reached.joined(last: "and")) \(reached.count == 1 ? "has" : "have") it")
        }
        throw undelivered(issued, issue, failures.joined(separator: "; "))
    }

    private func write<Record: Encodable>(_ issued: IssuedSecret<Record>, _ columns: [Column<Record>]) throws {
        let output = context.output
        guard !isSilent else { return }
        guard output.format.isTable, context.options.fields == nil else {
            return try output.record(writesStdout ? issued.record : issued.publicRecord, columns: columns)
        }
        guard writesStdout else { return }
        try output.text(output.console.output.isTerminal ? VisibleText.escaping(issued.value) : issued.value)
    }

    private func undelivered<Record>(
        _ issued: IssuedSecret<Record>, _ issue: SecretIssue, _ failure: String
    ) -> CommandError {
        let path = store.path(of: issue.name)
        guard let kept = try? store.record(named: issue.name), kept.secret == issued.value else {
            return CommandError(
                .undelivered,
                "the value of \(issued.subject) was not delivered (\(failure)), and could not be saved either; it is lost"
                    + issue.oldValue, hint: issue.again)
        }
        return CommandError(
            .undelivered,
            "the value of \(issued.subject) was not delivered: \(failure). It is saved in \(path)\(issue.oldValue)",
            hint: issue.advice)
    }

    private func forget(_ issue: SecretIssue) {
        do {
            try store.forget(issue.name)
        } catch {
            context.output.warning(
                "the value was delivered, but a copy of it is left in \(store.path(of: issue.name)); remove it")
        }
    }
}
