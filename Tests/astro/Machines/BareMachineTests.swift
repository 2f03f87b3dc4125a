import Foundation
import Testing

/// Machines without common features; some can only be removed by root, so CI runs this as root.
@Suite(
    "A machine that lacks something (as root)",
    .enabled(if: geteuid() == 0 || ProcessInfo.processInfo.environment["CI"] != nil))
struct BareMachineTests {
    let sandbox: ServedSandbox
    let client: BuiltProgram
    static let rotate = """
        deployment token rotate \(ServedSandbox.token) --deployment \(ServedSandbox.production) -f -c
        """
    /// A user without an account, so that no password database knows a home.
    static var executable: String { BuiltProgram.executable.path() }
    static let stranger = "setpriv --reuid=54321 --regid=54321 --clear-groups"

    init() async throws {
        sandbox = try await ServedSandbox()
        client = try sandbox.client()
    }

    /// Runs shell lines, which end with an error if one of them does.
    private func check(_ lines: String) async throws {
        let home = client.home.path()
        try await client.shell("chmod 711 \(home)").isFine()
        try "set -eu\nlist='organization token list'\nrotate='\(Self.rotate)'\nstranger='\(Self.stranger)'\n\(lines)\n"
            .write(toFile: "\(home)/check.sh", atomically: true, encoding: .utf8)
        try await client.shell("bash -x \(home)/check.sh", extra: ["SWIFT_BACKTRACE": "enable=no"]).isFine()
    }

    @Test("without /proc still has the command line")
    func noProcess() async throws {
        try await check(
            """
            unshare -m bash -euc 'mount -t tmpfs none /proc; astro config set context b -g; astro config get context
                ! astro nonsense 2>/dev/null; astro organization token list' > $HOME/out
            test "$(head -1 $HOME/out)" = b; grep -q Terraform $HOME/out
            """)
    }

    @Test("without a home still reads, and refuses changes with what to set")
    func noHome() async throws {
        try await check(
            """
            cd /
            env -u HOME $stranger astro $list | grep -q Terraform
            ! env -u HOME $stranger astro $rotate > /dev/null 2> $HOME/said
            grep -q 'nothing was changed' $HOME/said; grep -q ASTRO_HOME $HOME/said
            ! env -u HOME $stranger astro config set context b -g 2> $HOME/said
            grep -q 'nothing was changed' $HOME/said; grep -q ASTRO_HOME $HOME/said
            mkdir $HOME/other; chown 54321 $HOME/other
            env -u HOME ASTRO_HOME=$HOME/other $stranger astro $rotate | grep -q ^eyJ
            """)
    }

    @Test("without HOME uses the home of the password database")
    func account() async throws {
        try await check(
            """
            mkdir $HOME/account; chown 54321 $HOME/account
            unshare -m bash -euc "echo stranger:x:54321:54321::$HOME/account:/bin/sh >> $HOME/passwd
                mount --bind $HOME/passwd /etc/passwd; env -u HOME $stranger astro config set context b -g"
            grep -q 'context: b' $HOME/account/.astro/config.yaml
            """)
    }

    @Test("with an unreadable, read-only or non-UTF-8 home still reads, and says what to set for a change")
    func closedHome() async throws {
        try await check(
            """
            cd /
            mkdir -m 700 $HOME/closed; mkdir -p $HOME/readonly/.astro $HOME/plain; bad=$HOME/$'\\xff'; mkdir "$bad"
            mount --bind $HOME/readonly $HOME/readonly; mount -o remount,bind,ro $HOME/readonly
            trap "umount $HOME/readonly" EXIT
            for folder in $HOME/closed $HOME/readonly "$bad" /nonexistent; do
                HOME=$folder $stranger astro $list | grep -q Terraform
                for change in "$rotate" 'config set context b -g'; do
                    ! HOME=$folder $stranger astro $change > /dev/null 2> $HOME/said
                    grep -q 'nothing was changed' $HOME/said; grep -q ASTRO_HOME $HOME/said
                done
            done
            """)
    }

    @Test("with a umask of 0777 still creates usable files and folders")
    func mask() async throws {
        try await check(
            """
            mkdir $HOME/masked; chown 54321 $HOME/masked
            (umask 0777; HOME=$HOME/masked $stranger astro config set context b -g)
            HOME=$HOME/masked $stranger astro config get context | grep -q ^b
            (umask 0777; HOME=$HOME/masked $stranger astro $rotate) | grep -q ^eyJ
            """)
    }

    @Test("with a deleted working directory still works, and writes nothing elsewhere")
    func deletedFolder() async throws {
        try await check(
            """
            rm -rf /astro-value /astro-man; mkdir $HOME/gone; cd $HOME/gone; rmdir $HOME/gone
            astro $list | grep -q Terraform
            ! astro $rotate --to-file astro-value 2> $HOME/said
            grep -q 'working directory was deleted' $HOME/said; grep -q 'nothing was changed' $HOME/said
            test ! -e /astro-value
            ! astro docs man --output-dir astro-man 2> $HOME/said
            test ! -e /astro-man
            """)
    }

    @Test("with a file system without locks still reads, and refuses changes")
    func noLocks() async throws {
        try await check(
            """
            strace -f -qq -e trace=flock -e inject=flock:error=ENOLCK -o /dev/null astro $list | grep -q Terraform
            for error in ENOLCK ENOSYS EOPNOTSUPP; do
                ! strace -f -qq -e trace=flock -e inject=flock:error=$error -o /dev/null astro $rotate 2> $HOME/said
                grep -q 'nothing was changed' $HOME/said; grep -q ASTRO_HOME $HOME/said
            done
            """)
    }
}

extension BuiltProgram.Outcome {
    /// Expects success; shows all output otherwise.
    func isFine(sourceLocation: SourceLocation = #_sourceLocation) throws {
        #expect(exitCode == 0, "\(stdout)\n\(stderr)", sourceLocation: sourceLocation)
    }
}
