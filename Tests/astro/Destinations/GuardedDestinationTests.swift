import Foundation
import Kernel
import Support
import Testing

/// Owners, mounts and attributes; other users and mounts need root, as in CI.
@Suite(
    "A destination with a special owner, mount or attribute (as root)",
    .enabled(if: Tools.have("unshare") && (geteuid() == 0 || Tools.isCI)))
struct GuardedDestinationTests {
    static let rotate = SharedDestinationTests.rotate + " " + ServedSandbox.token

    let sandbox: ServedSandbox
    let world: BuiltProgram

    init() async throws {
        sandbox = try await ServedSandbox()
        world = try sandbox.client()
    }

    /// Runs shell lines as root, with separate mounts; `rotate FLAGS` has a value created, `fails TEXT FLAGS` must be
    /// refused before that.
    private func check(_ lines: String, at place: SourceLocation = #_sourceLocation) async throws {
        let before = try sandbox.value(of: ServedSandbox.token)
        let prelude = """
            set -e
            unprivileged=; as() { setpriv --reuid=12345 --regid=12345 --clear-groups env ASTRO_HOME="$HOME/own" "$@"; }
            rotate() { $unprivileged astro \(Self.rotate) "$@"; }
            fails() {
                text=$1; shift
                if rotate "$@" 2> said; then echo "not refused: $*"; exit 9; fi
                cat said >&2; grep -q "$text" said; grep -q 'nothing was changed' said
            }
            chmod 755 $HOME; mkdir $HOME/own; chown 12345:12345 $HOME/own; cd $HOME; export ASTRO_HOME=$HOME/roots
            """
        let outcome = try await world.shell(
            "cat > check.sh <<'END'\n\(prelude)\n\(lines)\nEND\nunshare -m bash -eu check.sh")
        #expect(outcome.exitCode == 0, "\(outcome.stdout)\n\(outcome.stderr)", sourceLocation: place)
        let isRotated = lines.contains("rotate -")
        #expect(try (sandbox.value(of: ServedSandbox.token) != before) == isRotated, sourceLocation: place)
    }

    @Test("keeps owner, group and mode as a dotenv file or GITHUB_ENV, and the owner can still write it")
    func owner() async throws {
        try await check(
            """
            for file in own/.env own/env; do echo A=1 > $file; chown 12345:12346 $file; chmod 640 $file; done
            export GITHUB_ENV=$HOME/own/env
            rotate --to-env-file own/.env --to-github-env V
            test "$(stat -c %u:%g:%a own/.env own/env | sort -u)" = 12345:12346:640
            unprivileged=as; rotate --to-env-file own/.env --to-github-env V
            test "$(stat -c %u:%g:%a own/.env own/env | sort -u)" = 12345:12346:640
            test $(grep -c . own/.env) = 2
            """)
    }

    @Test("of the group is written in place if its folder is not writable")
    func group() async throws {
        try await check(
            """
            mkdir shared; for file in .env env secret; do echo A=1 > shared/$file; done
            chown 0:12345 shared/*  shared/.env; chmod 660 shared/* shared/.env; chmod 755 shared; ls -iA shared > before
            export GITHUB_ENV=$HOME/shared/env; unprivileged=as
            rotate --to-env-file shared/.env --to-github-env V --to-file shared/secret
            ls -iA shared | cmp before -
            test "$(stat -c %u:%g:%a shared/.env shared/env shared/secret | sort -u)" = 0:12345:660
            grep -q ^A=1 shared/.env; grep -q ^ASTRO_API_TOKEN=eyJ shared/.env; grep -q ^eyJ shared/secret
            """)
    }

    @Test("that is mounted is written in place, like container secrets")
    func mount() async throws {
        try await check(
            """
            mkdir -p run real; for file in .env secret env; do echo A=1 > real/$file; : > run/$file; mount --bind real/$file run/$file; done
            export GITHUB_ENV=$HOME/run/env
            rotate --to-env-file run/.env --to-file run/secret --to-github-env V
            grep -q ^ASTRO_API_TOKEN=eyJ real/.env; grep -q ^eyJ real/secret; grep -q ^V real/env
            test "$(ls -A run real | grep -v -e '^$' -e ':$' | sort | uniq -c | grep -vc '^ *2 ')" = 0
            mount --rbind run run; mount -o remount,ro,bind run
            rotate --to-env-file run/.env --to-file run/secret
            cmp <(cut -d= -f2 <(grep ASTRO real/.env)) <(cat real/secret; echo)
            """)
    }

    @Test("that is mounted is locked against writers of the original file")
    func mountedWriters() async throws {
        try await check(
            """
            echo A=1 > real; : > mounted; mount --bind real mounted
            for i in 1 2 3 4; do
                test $((i % 2)) = 0 && file=real || file=mounted
                ASTRO_HOME=$HOME/home$i rotate --to-env-file $file:V$i & steps="${steps-} $!"
            done
            for step in $steps; do wait $step; done
            test $(grep -c '^V[1-4]=eyJ' real) = 4
            """)
    }

    @Test("that is immutable or append-only is refused in advance, except an append-only GITHUB_ENV")
    func attributes() async throws {
        try await check(
            """
            echo A=1 > file; mkdir folder; echo A=1 > folder/file
            chattr +i file || { rotate --to-file new; exit 0; }
            trap 'chattr -R -i -a file folder' EXIT
            fails 'immutable' --to-env-file file; fails 'immutable' --to-file file
            GITHUB_ENV=file fails 'immutable' --to-github-env V
            chattr -i file; chattr +a file
            fails 'append-only' --to-env-file file; fails 'append-only' --to-file file
            GITHUB_ENV=file rotate --to-github-env V
            chattr +i folder
            fails 'immutable' --to-file folder/new; fails 'immutable' --to-env-file folder/new
            """)
    }

    @Test("of another user in a folder like /tmp is refused in advance, and so is another user's link")
    func sticky() async throws {
        try await check(
            """
            mkdir tmp; chmod 1777 tmp; echo A=1 > tmp/theirs; chmod 644 tmp/theirs; echo A=1 > own/file; chown 12345 own/file
            ln -s $HOME/own/file tmp/link; unprivileged=as
            fails '' --to-env-file tmp/theirs; fails '' --to-file tmp/theirs
            GITHUB_ENV=tmp/theirs fails 'Permission denied' --to-github-env V
            fails 'link' --to-file tmp/link
            if test "$(cat /proc/sys/fs/protected_symlinks)" = 1; then
                chown -h 12346 tmp/link; fails '' --to-env-file tmp/link
            fi
            """)
    }

    @Test("on a full disk, or over a limit, is refused in advance")
    func full() async throws {
        try await check(
            """
            mkdir disk; mount -t tmpfs -o size=64k none disk; echo A=1 > disk/file; : > disk/mounted; echo A=1 > disk/real
            mount --bind disk/real disk/mounted; echo A=1 > disk/env
            dd if=/dev/zero of=disk/fill bs=1k 2>/dev/null || true
            fails 'No space left' --to-file disk/new; fails 'No space left' --to-env-file disk/file
            fails 'No space left' --to-env-file disk/mounted
            GITHUB_ENV=disk/env fails 'No space left' --to-github-env V
            rm disk/fill; GITHUB_ENV=disk/env rotate --to-file disk/new --to-env-file disk/mounted --to-github-env V
            """)
    }

    @Test("that exists keeps its owner, and no new reader")
    func file() async throws {
        try await check(
            """
            for mode in 600 640 400 644 666; do echo old > own/$mode; chown 12345:12346 own/$mode; chmod $mode own/$mode; done
            rotate --to-file own/600 --to-file own/640 --to-file own/400 --to-file own/644 --to-file own/666
            test "$(stat -c %u:%g own/[0-9]* | sort -u)" = 12345:12346
            test "$(stat -c %a own/600 own/640 own/400 own/644 own/666 | tr '\\n' ' ')" = '600 640 400 600 600 '
            """)
    }
}
