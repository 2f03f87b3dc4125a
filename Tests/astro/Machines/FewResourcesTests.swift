import Foundation
import Testing

@Suite(
    "A machine with few descriptors, threads or bytes (as root)",
    .enabled(if: geteuid() == 0 || ProcessInfo.processInfo.environment["CI"] != nil))
struct FewResourcesTests {
    let sandbox: ServedSandbox
    let client: BuiltProgram

    init() async throws {
        sandbox = try await ServedSandbox()
        client = try sandbox.client()
    }

    /// Rotates under each limit, and finds out where the working value is.
    ///
    /// It is at the destination, in the record that the message names, or it is the previous one, and the exit code
    /// says which. No run hangs, and none crashes in a command.
    private func rotate(under limits: [String], for user: String) async throws {
        let script = """
            chmod 711 $HOME; mkdir -m 777 $HOME/limited; cd /
            list="deployment token list --deployment \(ServedSandbox.production)"
            works() { ASTRO_API_TOKEN=$1 astro $list > /dev/null 2>&1; }
            current=$(\(user) env HOME=$HOME/limited astro \(BareMachineTests.rotate))
            for limit in \(limits.map { "'\($0)'" }.joined(separator: " ")); do
              for way in '' "--to-file $HOME/limited/value" "--to-command cat"; do
                rm -f $HOME/limited/value
                HOME=$HOME/limited timeout -s KILL 60 \(user) prlimit $limit \(BareMachineTests.executable) \\
                    \(BareMachineTests.rotate) $way > $HOME/out 2> $HOME/said
                code=$?
                # The runtime itself gives up where there is no room for it, and the program says what it knows.
                [ $code != 139 ] || ! grep -q 'before a command began; nothing was changed' $HOME/said || code=1
                case $code in 0|1|6|8|127) ;; *) echo "$limit $way: exit code $code"; cat $HOME/said; continue;; esac
                found=$(cat $HOME/limited/value $HOME/out $HOME/said 2> /dev/null | grep -o 'eyJ[A-Za-z0-9_.-]*' | head -1)
                [ $code != 8 ] || found=$(grep -ho 'eyJ[A-Za-z0-9_.-]*' $HOME/limited/.astro/recovery/*.json | tail -1)
                [ $code != 0 ] || works "$found" || echo "$limit $way: delivered what does not work"
                [ $code != 8 ] || works "$found" || echo "$limit $way: kept what does not work"
                case $code in 0|8) current=$found;; esac
                works "$current" || echo "$limit $way: code $code, and the value is lost: $(cat $HOME/said)"
              done
            done
            """
        let outcome = try await client.shell(script, extra: ["SWIFT_BACKTRACE": "enable=no"])
        #expect(outcome.stdout == "", "\(outcome.stderr)")
    }

    @Test("rotates or says why not, with any number of descriptors")
    func descriptors() async throws {
        try await rotate(
            under: (5...20).map { "--nofile=\($0)" }, for: "setpriv --reuid=54322 --regid=54322 --clear-groups")
    }

    @Test("rotates or says why not, with any number of threads")
    func threads() async throws {
        try await rotate(
            under: (1...7).map { "--nproc=\($0)" }, for: "setpriv --reuid=54322 --regid=54322 --clear-groups")
    }

    @Test("rotates or says why not, with any amount of address space")
    func memory() async throws {
        let limits = stride(from: 45_000_000, through: 125_000_000, by: 5_000_000).map { "--as=\($0)" }
        try await rotate(under: limits, for: "setpriv --reuid=54322 --regid=54322 --clear-groups")
    }
}
