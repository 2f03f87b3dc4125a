import Foundation
import Support
import Testing

@Suite("A limit on the size of files", .needs("curl", "openssl", "python3"))
struct FileSizeLimitTests {
    let program: BuiltProgram
    /// Runs a program like a shell does: the signal for the limit is neither ignored nor blocked.
    let plainly = """
        plainly() { python3 -c 'import os, signal, sys
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGXFSZ])
        os.execvp(sys.argv[1], sys.argv[1:])' "$@"; }

        """

    init() throws { program = try BuiltProgram() }

    @Test("is an error like a full disk, not a fatal signal")
    func result() async throws {
        // The output goes through a pipe to a program without the limit.
        let line = "(ulimit -f 0; plainly astro version 2>&1 >result) | cat; echo ${PIPESTATUS[0]}"
        let outcome = try await program.shell("\(plainly) \(line)")
        #expect(outcome.stdout.contains("could not be written to stdout: File too large"))
        #expect(outcome.stdout.hasSuffix("\n1\n"))
    }

    @Test("keeps the old file, and leaves no temporary file")
    func replace() async throws {
        let folder = "$HOME/.astro/sandbox"
        let outcome = try await program.shell(
            """
            \(plainly)
            set -e
            astro sandbox reset 2>&1; ls -A \(folder) > before; cksum \(folder)/* > sums
            (ulimit -f 1; ! plainly astro sandbox reset) 2> said
            ls -A \(folder) | diff before - && cksum \(folder)/* | diff sums - && grep 'File too large' said
            """)
        #expect(outcome.exitCode == 0, "\(outcome.stdout) \(outcome.stderr)")
    }
}
