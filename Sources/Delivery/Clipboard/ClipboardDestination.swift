import Kernel

/// The clipboard of the person who waits for the secret.
struct ClipboardDestination: Destination {
    private let clipboard: Clipboard
    /// How long the secret stays there; nil until something else is copied.
    private let lifetime: Duration?

    init(clearAfter lifetime: Duration?, in context: Context) throws(CommandError) {
        do {
            clipboard = try Clipboard(context.environment)
        } catch {
            throw CommandError(
                error.exitCode, "the clipboard could not take a value: \(error.message); nothing was changed",
                hint: error.hint)
        }
        self.lifetime = lifetime
    }

    var label: String { "the clipboard" }

    func check(size: Int, in context: Context) throws {}

    func deliver(_ secret: String, in context: Context) async throws { try await clipboard.copy(secret) }

    /// Waits until the secret's time is up and clears the clipboard; an interruption clears it at once.
    func waitAndClear(_ secret: String, in context: Context) async throws {
        guard let lifetime else { return }
        context.output.notice("The clipboard will be cleared in \(lifetime.argument). Ctrl-C clears it now.")
        let waited: Result<Void, any Error>
        do {
            waited = .success(try await context.clock.sleep(for: lifetime))
        } catch {
            waited = .failure(error)
        }
        await clear(secret, in: context)
        try waited.get()
    }

    /// Clears it at once, if it was to be cleared at all.
    func clearEarly(_ secret: String, in context: Context) async {
        if lifetime != nil { await clear(secret, in: context) }
    }

    private func clear(_ secret: String, in context: Context) async {
        do {
            try await clipboard.clear(secret)
            context.output.notice("The clipboard was cleared.")
        } catch {
            context.output.warning(
                "the clipboard was not cleared: \(CommandError(describing: error).cause)",
                hint: "remove the value from it by copying something else")
        }
    }
}
