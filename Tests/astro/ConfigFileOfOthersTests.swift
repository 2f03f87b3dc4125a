import Foundation
import Support
import Testing

/// These need root, to be another user and to mount: what runs as root in CI, too.
@Suite(
    "A config file with other owners (as root)",
    .enabled(if: Tools.have("unshare") && (geteuid() == 0 || Tools.isCI)))
struct ConfigFileOfOthersTests {
    let program: BuiltProgram

    init() throws { program = try BuiltProgram() }

    /// Runs shell lines as root, in a separate mount namespace.
    private func check(_ lines: String) async throws {
        let prelude = """
            set -e
            as() { setpriv --reuid=12345 --regid=12345 --clear-groups env HOME="$HOME" PATH="$PATH" "$@"; }
            config=$HOME/.astro/config.yaml
            mkdir -p $HOME/.astro; printf 'context: a\\n# kept\\n' > $config; chmod 711 $HOME
            """
        let outcome = try await program.shell(
            "cat > $HOME/check.sh <<'END'\n\(prelude)\n\(lines)\nEND\nunshare -m bash -eux $HOME/check.sh")
        #expect(outcome.exitCode == 0, "\(outcome.stdout)\n\(outcome.stderr)")
    }

    @Test("is written in place if it is a mount point, and the mounted file has the change")
    func mountPoint() async throws {
        try await check(
            """
            echo 'context: mounted # kept' > $HOME/mounted; mount --bind $HOME/mounted $config
            astro config set context b -g
            test "$(cat $HOME/mounted)" = 'context: b # kept'
            test "$(ls -A $HOME/.astro)" = "$(printf 'config.yaml\\nconfig.yaml.lock')"
            """)
    }

    @Test("is written in place if its folder is read-only")
    func readOnlyFolder() async throws {
        try await check(
            """
            cp $config $HOME/mounted; mount --bind $HOME/.astro $HOME/.astro; mount --bind $HOME/mounted $config
            mount -o remount,ro,bind $HOME/.astro
            astro config set context b -g
            test "$(head -1 $HOME/mounted)" = 'context: b'
            """)
    }

    @Test("keeps its owner, group and mode if root changes it, and so do lock and new files")
    func otherOwner() async throws {
        try await check(
            """
            chown -R 12345:12346 $HOME/.astro; chown 12345 $HOME; chmod 640 $config
            astro config set context b -g
            test "$(stat -c %u:%g:%a $config)" = 12345:12346:640
            test "$(stat -c %u $config.lock)" = 12345
            rm $config; astro config set context c -g
            test "$(stat -c %u:%a $config)" = 12345:600
            as astro config set context d -g
            test "$(cat $config)" = 'context: d'
            """)
    }

    @Test("is written in place by its group in a folder that the group cannot write")
    func groupWritable() async throws {
        try await check(
            """
            chown 0:12345 $config; chmod 660 $config; chmod 755 $HOME/.astro; rm -f $config.lock
            as astro config set context b -g
            test "$(stat -c %u:%g:%a $config)" = 0:12345:660
            test "$(head -1 $config)" = 'context: b'
            """)
    }

    @Test("behind a link is changed at its target, even in an unreadable folder")
    func link() async throws {
        try await check(
            """
            mkdir $HOME/dotfiles; mv $config $HOME/dotfiles/astro.yaml; ln -s ../dotfiles/astro.yaml $config
            chown -R 12345:12345 $HOME/.astro $HOME/dotfiles/astro.yaml
            as astro config set context b -g
            test -L $config; test "$(head -1 $HOME/dotfiles/astro.yaml)" = 'context: b'
            """)
    }

    @Test("that is immutable is unchanged, and the message says so")
    func immutable() async throws {
        try await check(
            """
            chattr +i $config || exit 0
            trap 'chattr -i $config' EXIT
            if astro config set context b -g 2>$HOME/said; then exit 9; fi
            grep -q 'config.yaml' $HOME/said; grep -q 'immutable' $HOME/said
            test "$(head -1 $config)" = 'context: a'
            test "$(ls -A $HOME/.astro)" = "$(printf 'config.yaml\\nconfig.yaml.lock')"
            """)
    }
}
