import Foundation
import Support

/// A release in a folder, as `Packaging/build` lays it out, with the program that was built for these tests.
final class ReleaseFolder: Sendable {
    static let version = "9.8.7"

    private let folder: TemporaryFolder
    var url: URL { folder.url }

    init() async throws {
        folder = try TemporaryFolder()
        // The built program finds Swift's libraries relative to its own path, so a script stands in for it.
        let script = """
            set -eu
            cd "$1"
            case "$(uname -s)" in Darwin) system=macos ;; *) system=linux ;; esac
            case "$(uname -m)" in x86_64) machine=x86_64 ;; *) machine=arm64 ;; esac
            name=astro-\(Self.version)-$system-$machine
            mkdir -p "$name/bin" "$name/share/man/man1"
            printf '#!/bin/sh\\nexec "%s" "$@"\\n' "$2" >"$name/bin/astro"
            chmod 755 "$name/bin/astro"
            echo page >"$name/share/man/man1/astro.1"
            tar -cf - "$name" | gzip >"$name.tar.gz"
            rm -r "$name"
            if command -v sha256sum >/dev/null; then sha256sum ./*.gz; else shasum -a 256 ./*.gz; fi | sed 's|\\./||' >SHA256SUMS
            cp "$3" .
            """
        let installer = CodeBase.root.appending(path: "install.sh").path()
        let code = try await ChildProgram.shell(
            script, [url.path(), BuiltProgram.executable.path(), installer]
        ).run()
        guard code == 0 else { throw POSIXError(.EIO) }
    }
}
