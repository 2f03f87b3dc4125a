import Foundation
import Testing

@Suite("A command of the official CLI")
struct HandOverTests {
    private let machine: OfficialPrograms

    init() throws { machine = try OfficialPrograms() }

    static let lines = [
        "dev start", "dev", "deploy -f --dags", "dbt deploy", "run dag", "env list", "user list", "team list",
        "deployment create --name x", "deployment logs ID --error", "de variable list", "deployment hibernate",
        "workspace create", "ws user list", "organization audit-logs export", "org role list",
        "--context localhost dev start", "-o json --no-color deployment update ID --force", "dev start -- --help",
        "dev --help", "help dev", "__complete dev ''", "api airflow dags list -d ID --limit 5", "api airflow --help",
        "--context localhost api airflow", "help api airflow", "__complete api airflow ''",
    ]

    @Test("runs there with the same words, and its exit code is passed on", arguments: lines)
    func words(line: String) async throws {
        try machine.install()
        let outcome = try await machine.run("astro \(line)")
        #expect(outcome.stdout == "official: \(line.replacing("''", with: ""))\n")
        #expect(outcome.stderr == "")
        #expect(outcome.exitCode == 7)
    }

    @Test("that is not installed is exit 2, with where to get it")
    func missing() async throws {
        for line in ["dev start", "deployment create", "-o json deploy"] {
            let outcome = try await machine.run("astro \(line)")
            #expect(outcome.exitCode == 2)
            #expect(outcome.stdout == "")
            #expect(outcome.stderr.contains("is a command of the official Astro CLI, which is not installed"))
            #expect(outcome.stderr.contains("https://www.astronomer.io/docs/astro/cli/install-cli"))
        }
    }

    @Test(
        "is never assumed for a typo, which this program answers",
        arguments: [
            ("deployment tokne list", "astro deployment token"), ("deplyoment list", "astro deployment"),
            ("organization tokn", "astro organization token"),
            ("workspace token creat", "astro workspace token create"),
        ])
    func slips(line: String, meant: String) async throws {
        try machine.install()
        let outcome = try await machine.run("astro \(line)")
        #expect(outcome.exitCode == 2)
        #expect(outcome.stdout == "")
        #expect(outcome.stderr.contains("did you mean '\(meant)'"), "\(outcome.stderr)")
    }

    @Test("is never one that this program has")
    func ours() async throws {
        try machine.install()
        for line in [
            "version", "deployment token list --help", "config list", "context list", "workspace --help", "api --help",
            "api /airflow --help",
        ] {
            #expect(try await machine.run("astro \(line)").exitCode == 0)
        }
    }

    @Test("replaces this program: process, descriptors, limits, signals, variables and mask are kept")
    func inheritance() async throws {
        let probe = """
            #!/bin/bash
            echo "pid $$ parent $PPID in $(pwd) mask $(umask)"
            ulimit -a
            # The C library keeps the signals 32 and 33 for itself.
            grep -E '^(Sig|Shd)(Blk|Ign)' /proc/$$/status | sed -E 's/^(.{15})../\\1xx/'
            (cd /proc/$$/fd && ls | tr '\\n' ' ')
            cat <&7
            env -0 | sort -z | grep -zavE '^(ASTRO_HANDOVER|_|SHLVL)=' | od -c

            """
        let official = try machine.install(probe)
        for world in [
            "exec 7<<<seven", "exec 7<<<seven 0<&-", "exec 7<<<seven 2>&-; umask 027; ulimit -S -c 5; ulimit -n 99",
            "exec 7<<<seven; trap '' INT PIPE HUP; export SSLKEYLOGFILE=/nowhere/keys BYTES=$'\\xff\\xfe'",
        ] {
            let direct = try await machine.run("\(world); exec -a x bash -c 'exec \(official) dev start'")
            let handed = try await machine.run("\(world); exec -a x bash -c 'exec astro dev start'")
            let numbers = /pid \d+ parent \d+/
            #expect(
                handed.stdout.replacing(numbers, with: "") == direct.stdout.replacing(numbers, with: ""), "\(world)")
            #expect(handed.stdout.contains("seven"))
        }
    }

    @Test("keeps the process ID")
    func process() async throws {
        try machine.install("#!/bin/sh\necho $$\n")
        let outcome = try await machine.run("bash -c 'echo $$; exec astro dev'")
        let numbers = outcome.stdout.split(separator: "\n")
        #expect(numbers.count == 2 && numbers.first == numbers.last)
    }

    @Test("is named with --verbosity info, and in the first page of help")
    func told() async throws {
        let official = try machine.install()
        for flag in ["--verbosity info", "--verbosity=debug"] {
            let outcome = try await machine.run("astro \(flag) dev start")
            #expect(outcome.stderr == "Handing 'astro dev' over to \(official).\n")
        }
        let help = try await machine.run("astro help").stdout
        let line = try #require(help.split(separator: "\n").first { $0.contains("official Astro CLI") })
        #expect(line.contains("dev") && line.contains("deploy"))
    }

    @Test("is an error with --no-handover, or if the setting astro.handover says so")
    func turnedOff() async throws {
        try machine.install()
        for line in ["astro --no-handover dev start", "astro dev start --no-handover"] {
            let outcome = try await machine.run(line)
            #expect(outcome.exitCode == 2 && outcome.stdout == "")
            #expect(outcome.stderr.contains("--no-handover keeps it from being run"))
        }
        #expect(try await machine.run("astro dev -- --no-handover").exitCode == 7)
        try machine.configure("astro:\n  handover: false\n")
        let outcome = try await machine.run("astro dev start")
        #expect(outcome.exitCode == 2 && outcome.stdout == "")
        #expect(outcome.stderr.contains("hint: astro config set astro.handover true --global"))
    }

    @Test("runs in the program that astro.official names, which only the home file can set")
    func named() async throws {
        try machine.install("#!/bin/sh\necho wrong\n")
        let official = try machine.install(in: "elsewhere")
        let project = try machine.installInProject("#!/bin/sh\necho hostile\n", in: "tools")
        let variable = ["ASTRO_ASTRO_OFFICIAL": project]
        #expect(try await machine.run("astro dev", extra: variable).stdout == "wrong\n")
        try machine.configure("astro:\n  official: \(official)\n")
        #expect(try await machine.run("astro dev", extra: variable).stdout == "official: dev\n")
        for bad in ["/nowhere/astro", "tools/astro", "/etc/passwd", "/etc", BuiltProgram.executable.path()] {
            try machine.configure("astro:\n  official: \(bad)\n")
            let outcome = try await machine.run("astro dev")
            #expect(outcome.exitCode == 2 && outcome.stdout == "", "\(bad)")
            #expect(outcome.stderr.contains("astro.official"), "\(outcome.stderr)")
        }
    }
}
