#!/bin/sh
# Installs astro for one person, from a release: downloads, verifies, copies. It needs curl or wget, tar and gzip.
#
#     sh install.sh [--from ADDRESS] [--version X.Y.Z] [--to DIR]
#
#     --from ADDRESS   the folder with SHA256SUMS and the packages: https://…, or a folder of this machine
#     --version X.Y.Z  this release rather than the newest one
#     --to DIR         where the program goes; ~/.local/bin without it
#
# Beside a folder that is named 'bin', man pages and completions go into 'share', with a script that removes all of it.
set -eu

# The page of releases that this file came from; a file from the sources has none.
releases=''

say() { printf '%s\n' "$*"; }
fail() {
    printf 'error: %s\n' "$1" >&2
    if [ $# -gt 1 ]; then printf 'hint: %s\n' "$2" >&2; fi
    exit 1
}
usage() { printf 'error: %s\nhint: sh install.sh [--from ADDRESS] [--version X.Y.Z] [--to DIR]\n' "$1" >&2; exit 2; }
have() { command -v "$1" >/dev/null 2>&1; }
# A text as one word of a shell.
quoted() { printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")"; }
# The command as it was typed, but for the folder.
again() { printf 'sh install.sh%s --to %s' "$typed" "$1"; }

read_arguments() {
    from='' version='' to='' typed=''
    while [ $# -gt 0 ]; do
        case $1 in
            --from | --version | --to)
                [ -n "${2-}" ] || usage "$1 needs a value"
                case $1 in --from) from=${2%/} ;; --version) version=${2#v} ;; --to) to=$2 ;; esac
                [ "$1" = --to ] || case $2 in *[!0-9A-Za-z_./:@%+-]*) typed="$typed $1 $(quoted "$2")" ;; *) typed="$typed $1 $2" ;; esac
                shift 2
                ;;
            -h | --help) say 'sh install.sh [--from ADDRESS] [--version X.Y.Z] [--to DIR]'; exit 0 ;;
            *) usage "unknown argument '$1'" ;;
        esac
    done
    case $version in *[!0-9A-Za-z.+-]*) usage "'$version' is not a version" ;; esac
}

# --- What this machine is

find_package() {
    case "$(uname -s)" in
        Linux) system=linux ;;
        Darwin) system=macos ;;
        *) fail "there is no astro for $(uname -s)" "on Windows, run this inside WSL" ;;
    esac
    case "$(uname -m)" in
        x86_64 | amd64) machine=x86_64 ;;
        aarch64 | arm64) machine=arm64 ;;
        *) fail "there is no astro for processors of the kind $(uname -m)" ;;
    esac
    if [ "$system" = linux ]; then check_glibc; fi
}

check_glibc() {
    glibc=$(getconf GNU_LIBC_VERSION 2>/dev/null || true)
    case $glibc in
        'glibc '[0-9]*.[0-9]*) ;;
        *)
            case "$(ldd --version 2>&1 || true)" in
                *musl*) fail "this system's C library is musl; astro is built for glibc, which musl cannot stand in for" \
                    "use an image on Debian, Ubuntu, Fedora or another system with glibc" ;;
            esac
            fail "this system's C library is not glibc, which astro is built for"
            ;;
    esac
    glibc=${glibc#glibc }
    minor=${glibc#*.}
    minor=${minor%%[!0-9]*}
    if [ "${glibc%%.*}" -lt 2 ] || { [ "${glibc%%.*}" -eq 2 ] && [ "$minor" -lt 34 ]; }; then
        fail "this system has glibc $glibc; astro needs 2.34 or later (RHEL 9, Ubuntu 22.04, Debian 12)"
    fi
}

# --- Where things come from and go to

choose_address() {
    if [ -z "$from" ]; then
        [ -n "$releases" ] || fail "this install.sh does not know where releases are" "sh install.sh --from ADDRESS"
        from=$releases/latest/download
        if [ -n "$version" ]; then from=$releases/download/v$version; fi
    fi
    protocols=http,https
    case $from in
        https://*) protocols=https ;;
        http://*@*) fail "$from is not encrypted: whoever is on the way could change the program" "use https://" ;;
        http://127.0.0.1[:/]* | http://localhost[:/]* | http://\[::1\][:/]* | /*) ;;
        file:///*) from=${from#file://} ;;
        http://*) fail "$from is not encrypted: whoever is on the way could change the program" "use https://" ;;
        *://*) fail "$from is neither https:// nor a folder" ;;
        *) from=$PWD/$from ;;
    esac
}

choose_folder() {
    if [ -z "$to" ]; then
        if [ "$(id -u)" -eq 0 ]; then
            fail "this would install for root alone; nothing was installed" \
                "to install for everybody: $(again /usr/local/bin)"
        fi
        [ -n "${HOME-}" ] || fail "HOME is not set, so there is no ~/.local/bin" "$(again DIR)"
        to=$HOME/.local/bin
    fi
    case $to in /*) ;; *) to=$PWD/$to ;; esac
    while [ "$to" != "${to%/}" ] && [ "$to" != / ]; do to=${to%/}; done
    share=''
    case $to in */bin) share=${to%/bin}/share ;; esac
    if [ -e "$to/astro" ] || [ -L "$to/astro" ]; then
        is_ours "$to/astro" || fail "$to/astro is another program; it was left as it is" "give ours a folder of its own: $(again DIR)"
    fi
}

# Whether a program is an astro of ours: it must name itself as ours does, and have a command that no other has.
is_ours() {
    [ -f "$1" ] && [ -x "$1" ] || return 1
    words=$(env -i PATH=/usr/bin:/bin "$1" version </dev/null 2>/dev/null) || return 1
    case $words in 'astro '[0-9]*.[0-9]*.[0-9]*) ;; *) return 1 ;; esac
    env -i PATH=/usr/bin:/bin "$1" plugin check </dev/null >/dev/null 2>&1
}

# --- Download

fetch() { # fetch NAME: a file of the release, into the work folder
    case $from in
        /*) cp "$from/$1" "$work/$1" 2>/dev/null && return 0 ;;
        *)
            if have curl; then
                curl --fail --silent --show-error --location --proto "=$protocols" --output "$work/$1" -- "$from/$1" 2>"$work/words" && return 0
            elif have wget; then
                if wget -nv -S -t 3 -O "$work/$1" "$from/$1" 2>"$work/words"; then
                    # wget itself goes wherever it is sent.
                    if [ "$protocols" = https ] && grep -iq '^ *location: *http:' "$work/words"; then
                        fail "$from/$1 leads to an address that is not encrypted; nothing was installed"
                    fi
                    return 0
                fi
            else
                fail "neither curl nor wget is here to download with; nothing was installed" \
                    "install curl, or copy the release's files into a folder here: sh install.sh --from FOLDER"
            fi
            ;;
    esac
    fail "$from/$1 could not be downloaded whole; nothing was installed$(sed -n '$s/^/: /p' "$work/words" 2>/dev/null)"
}

checksum() {
    if have sha256sum; then sha256sum "$1"
    elif have shasum; then shasum -a 256 "$1"
    elif have openssl; then openssl dgst -sha256 -r "$1"
    else fail "none of sha256sum, shasum and openssl is here, so the download cannot be verified"
    fi | cut -c 1-64
}

download() {
    fetch SHA256SUMS
    version_pattern=$(printf '%s' "$version" | sed 's/[.+]/\\&/g')
    version_pattern=${version_pattern:-[0-9][0-9A-Za-z.+-]*}
    line=$(grep -E "^[0-9a-f]{64} [ *]astro-$version_pattern-$system-$machine\\.tar\\.gz\$" "$work/SHA256SUMS" || true)
    case $line in
        '') fail "the release at $from has no package${version:+ of version $version} for $system on $machine; nothing was installed" ;;
        *"
"*) fail "the release at $from has several versions" "name one: --version X.Y.Z" ;;
    esac
    package=${line#??????????????????????????????????????????????????????????????????}
    fetch "$package"
    wanted=$(printf '%.64s' "$line")
    found=$(checksum "$work/$package")
    [ "$found" = "$wanted" ] || fail "the checksum of $package is wrong: $found, not $wanted; nothing was installed" \
        "download it again; if it stays wrong, tell whoever publishes the release"
    gzip -dc "$work/$package" | (cd "$work" && tar -xf -) || fail "$package could not be unpacked; nothing was installed" \
        "free some space in ${TMPDIR:-/tmp}, or name another folder with TMPDIR"
    tree=$work/${package%.tar.gz}
    [ -f "$tree/bin/astro" ] || fail "$package could not be unpacked; nothing was installed"
}

# --- Install

# Puts a file in its place at once, or not at all; what is there may be running.
place() { # place FILE TARGET MODE
    new=$(dirname "$2")/.astro-install.$$
    if cp "$1" "$new" 2>/dev/null && chmod "$3" "$new" && mv -f "$new" "$2"; then return 0; fi
    rm -f "$new"
    return 1
}

# Makes a folder and those above it, and keeps in mind which were not there.
make_folder() {
    if [ -d "$1" ]; then return 0; fi
    make_folder "$(dirname "$1")" && mkdir "$1" 2>/dev/null && printf 'rmdir %s 2>/dev/null\n' "$(quoted "$1")" >>"$work/folders"
}

install_program() {
    "$tree/bin/astro" version >/dev/null 2>"$work/words" || fail "the program does not run here; nothing was installed: $(cat "$work/words")"
    make_folder "$to" || fail "$to could not be made; nothing was installed" "$(again DIR)"
    [ -w "$to" ] || fail "$to cannot be written to; nothing was installed" "$(again DIR)"
    place "$tree/bin/astro" "$to/astro" 755 || fail "$to/astro could not be written; what was there before is unchanged" \
        "free some space there, or name another folder: $(again DIR)"
    undo="rm $(quoted "$to/astro")"
}

# Man pages and completions are extras: where they cannot be written, the program still works.
install_extras() {
    [ -n "$share" ] || return 0
    complete=true
    printf 'rm -f %s\n' "$(quoted "$to/astro")" >"$work/files"
    (cd "$tree/share" && find man bash-completion zsh fish -type f | sort) >"$work/extras"
    while IFS= read -r file; do
        printf 'rm -f %s\n' "$(quoted "$share/$file")" >>"$work/files"
        { make_folder "$(dirname "$share/$file")" && place "$tree/share/$file" "$share/$file" 644; } 2>/dev/null || complete=false
    done <"$work/extras"
    write_removal 2>/dev/null || complete=false
    [ "$complete" = true ] || say "warning: not all man pages and completions could be written to $share" >&2
}

# Writes the script that removes it all, and what an earlier version had besides.
write_removal() {
    removal=$share/astro/uninstall
    make_folder "$share/astro" || return 1
    printf 'rm -f %s\n' "$(quoted "$removal")" >>"$work/files"
    if [ -f "$removal" ]; then
        grep '^rm -f ' "$removal" >>"$work/files" || true
        grep '^rmdir ' "$removal" >>"$work/folders" || true
    fi
    {
        say '#!/bin/sh'
        say '# Removes what install.sh wrote, and the folders that it made, once they are empty. ~/.astro stays.'
        sort -u "$work/files"
        # Inner folders first.
        sort -r -u "$work/folders" 2>/dev/null || true
        say 'exit 0'
    } >"$work/uninstall"
    place "$work/uninstall" "$removal" 644 || return 1
    undo="sh $(quoted "$removal")"
}

tell() {
    say "Installed $("$to/astro" version) to $to/astro."
    if [ -n "$share" ]; then say "Man pages and completions are in $share."; fi
    say "To undo: $undo"
    case ":$PATH:" in
        *":$to:"*)
            first=$(command -v astro || true)
            if [ "$first" = "$to/astro" ]; then tell_others >&2; else say "warning: on your PATH, $first comes first" >&2; fi
            ;;
        *) tell_path >&2 ;;
    esac
}

# What was called 'astro' until now.
tell_others() {
    rest=$PATH:
    while [ -n "$rest" ]; do
        other=${rest%%:*}/astro
        rest=${rest#*:}
        case $other in /*) ;; *) continue ;; esac
        if [ "$other" != "$to/astro" ] && [ -x "$other" ] && ! is_ours "$other"; then
            say "warning: $other is another program; from now on, 'astro' is $to/astro"
            return
        fi
    done
}

# The names of files are for people, not for this shell.
# shellcheck disable=SC2088
tell_path() {
    line="export PATH=$(quoted "$to"):\"\$PATH\""
    case ${SHELL-} in
        */bash) startup='~/.bashrc' && [ "$system" = linux ] || startup='~/.bash_profile' ;;
        */zsh) startup='~/.zshrc' ;;
        */fish) startup='~/.config/fish/config.fish' line="fish_add_path $(quoted "$to")" ;;
        *) startup="your shell's startup file" ;;
    esac
    say "warning: $to is not on your PATH; add this line to $startup, and open a new shell:"
    say "$line"
}

main() {
    read_arguments "$@"
    find_package
    choose_address
    choose_folder
    work=$(mktemp -d "${TMPDIR:-/tmp}/astro-install.XXXXXX") || fail "no folder could be made in ${TMPDIR:-/tmp}" "name another one: TMPDIR=DIR sh install.sh"
    trap 'rm -rf "$work"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    download
    install_program
    install_extras
    tell
}

# All of it is read before any of it runs: a script that was cut off does nothing.
main "$@"
