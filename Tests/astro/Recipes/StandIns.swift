import Foundation
import Support

/// Stand-ins for `gh` and `vault`, and a real curl that records how it was started.
///
/// They do with stdin what the real programs do. Everything that other processes could see of them, and of the process
/// that started them, is recorded.
final class StandIns {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try FileManager.default.createDirectory(at: bin, withIntermediateDirectories: false)
        for (name, script) in ["gh": Self.gh, "vault": Self.vault, "curl": Self.curl] {
            let file = bin.appending(path: name)
            try Data((Self.witness + script).utf8).write(to: file)
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: file.path())
        }
    }

    /// The folder to put on `PATH`.
    var bin: URL { folder.url.appending(path: "bin") }

    /// A file in their folder, for data that a test keeps there.
    func file(_ name: String) -> URL { folder.url.appending(path: name) }

    /// The bytes that arrived under a name, such as `gh ASTRO_DEPLOY_TOKEN`; nil if none did.
    func delivered(_ name: String) -> String? {
        (try? Data(contentsOf: file(name))).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Arguments and environments of everything that ran.
    func seen() throws -> String { String(decoding: try Data(contentsOf: file("seen")), as: UTF8.self) }

    /// Makes every service refuse from now on, or no longer.
    func refuse(_ refuses: Bool) throws {
        if refuses {
            try Data().write(to: file("refuses"))
        } else {
            try FileManager.default.removeItem(at: file("refuses"))
        }
    }

    private static let witness = """
        #!/bin/bash
        top=${0%/bin/*}
        { printf '%s\\n' "$0" "$@"; env; cat "/proc/$PPID/cmdline" "/proc/$PPID/environ"; } >> "$top/seen" 2>/dev/null
        fail() { echo "$1" >&2; exit 1; }
        keep() { cat > "$top/new"; [ -s "$top/new" ] || fail 'nothing on stdin'; mv "$top/new" "$top/$1"; }

        """

    private static let gh = """
        [ -n "$GH_TOKEN" ] || fail 'set the GH_TOKEN environment variable'
        [ -e "$top/refuses" ] && fail 'HTTP 503: Service Unavailable'
        [ "$1 $2 ${*:4}" = 'secret set --app actions --repo acme/pipelines' ] || fail "unknown: $*"
        keep "gh $3"
        echo "✓ Set Actions secret $3 for acme/pipelines"
        """

    private static let vault = """
        [ -e "$top/refuses" ] && fail 'Error writing data: Code: 503'
        case "$*" in
        'kv put -mount=secret astro/ci token=-') keep 'vault token'; printf 'Key Value\\n--- -----\\nversion 1\\n' ;;
        'kv get -mount=secret -field=token astro/ci') cat "$top/vault token" ;;
        *) fail "unknown: $*" ;;
        esac
        """

    private static let curl = """
        exec /usr/bin/curl "$@"
        """
}
