#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Kernel

/// A login in the person's browser: the server redirects the browser to a port of this machine with a code, which is
/// then exchanged for a token (OAuth 2.0 authorization code with PKCE).
struct BrowserLogin {
    private let server: AuthorizationServer
    private let context: Context
    private let onlyWritesLink: Bool
    private let proof = ProofKey()
    private let receiver: CallbackReceiver
    private let port: Int

    /// The time limit for the person.
    private static let limit = Duration.seconds(300)
    /// The port that Astro redirects browsers to.
    static let usualPort = 12_345

    init(server: AuthorizationServer, context: Context, onlyWritesLink: Bool) throws {
        (self.server, self.context, self.onlyWritesLink) = (server, context, onlyWritesLink)
        receiver = CallbackReceiver(state: UnguessableText.make()) { [output = context.output] in output.warning($0) }
        port = try context.config.value("login.port", as: Int.self) ?? Self.usualPort
    }

    private var redirect: String { "http://localhost:\(port)/callback" }

    /// Logs in.
    ///
    /// - Throws: ``CommandError`` with ``ExitCode/unauthorized`` if the server or the callback can't be trusted, and
    ///   with ``ExitCode/cancelled`` if nobody logs in before the time limit.
    func run() async throws -> StoredLogin {
        let page = try server.authorizationURL(
            redirect: redirect, state: receiver.state, challenge: proof.challenge)
        let listener = try listen()
        return try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            if let listener { group.addTask { await serve(listener) } }
            show(page)
            let code = try await code(isListening: listener != nil)
            // The listener keeps running, to inform a browser that comes a second time.
            let grant = try await server.redeem(code: code, verifier: proof.verifier, redirect: redirect)
            return grant.login(at: context.clock.now)
        }
    }

    /// Listens on the port; nil if it is taken and the person can paste the answer instead.
    private func listen() throws -> (any RunnableServer)? {
        do {
            return try context.listen(receiver, port: port)
        } catch let error as ListeningError {
            if onlyWritesLink, takesPaste { return nil }
            var error = error.commandError
            error.message += "; after a login, the browser returns to that port"
            error.hint = onlyWritesLink ? .command("login", "--token-login", "-") : .command("login", "--login-link")
            throw error
        }
    }

    private func serve(_ listener: any RunnableServer) async {
        do { try await listener.run() } catch { receiver.end(error) }
    }

    private func show(_ page: URL) {
        let isShown = !onlyWritesLink && context.openBrowser(page)
        if isShown {
            context.output.notice("Opening your browser to log in. If it doesn't open, go to:")
        } else {
            context.output.notice(
                onlyWritesLink ? "To log in, open this link in a browser:" : "No browser was opened. To log in, go to:")
        }
        context.output.notice(page.absoluteString)
        guard onlyWritesLink, takesPaste else { return }
        context.output.notice(
            "A browser on another device cannot return to this machine, and shows an error after the login: copy the "
                + "address that it then shows (http://localhost:\(port)/callback?…), and paste it here.")
    }

    /// Whether the person can also answer here.
    private var takesPaste: Bool { onlyWritesLink && !context.options.noInput }

    private func code(isListening: Bool) async throws -> String {
        // A callback that has already arrived must not race with the time limit.
        if let code = try receiver.codeSoFar() { return code }
        return try await withThrowingTaskGroup(of: String.self) { group in
            defer { group.cancelAll() }
            group.addTask { try await receiver.code() }
            group.addTask {
                try await context.clock.sleep(for: Self.limit)
                throw CommandError(
                    .cancelled, "nobody logged in within five minutes; nothing was changed",
                    hint: .command("login", onlyWritesLink ? ["--login-link"] : []))
            }
            if takesPaste { group.addTask { try await pastedCode(isListening) } }
            guard let code = try await group.next() else { throw CancellationError() }
            return code
        }
    }

    /// Returns the code in an address that the person pastes; after the end of input, only the browser can bring it.
    private func pastedCode(_ isListening: Bool) async throws -> String {
        while let line = try await nextLine() {
            receiver.receive(line.trimmed)
            if let code = try receiver.codeSoFar() { return code }
        }
        guard isListening else {
            throw CommandError(
                .cancelled, "no address was pasted, and port \(port) is in use; nothing was changed",
                hint: .command("login", "--token-login", "-"))
        }
        return try await receiver.code()
    }

    private func nextLine() async throws -> String? {
        let input = context.output.console.input
        // Reading blocks its thread, which must not be the one that everything else runs on.
        let reading = Task.detached { try await input.readLine() }
        return try await withTaskCancellationHandler {
            try await reading.value
        } onCancel: {
            reading.cancel()
        }
    }
}
