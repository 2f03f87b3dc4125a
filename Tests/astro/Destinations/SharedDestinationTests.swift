import Foundation
import Kernel
import Support
import Testing

@testable import Sandbox

/// Files that several users and programs share and write at the same time.
@Suite("A destination with other writers")
struct SharedDestinationTests {
    static let rotate = "deployment token rotate --deployment \(ServedSandbox.production) -f -c"

    let sandbox: ServedSandbox
    let world: BuiltProgram

    init() async throws {
        sandbox = try await ServedSandbox()
        world = try sandbox.client()
    }

    /// Creates tokens with the names `t1`, `t2` and so on.
    private func makeTokens(_ count: Int) async throws {
        for number in 1...count {
            let line =
                "deployment token create -n t\(number) -r DEPLOYMENT_ADMIN --deployment \(ServedSandbox.production)"
            _ = try await world.stdout(of: line)
        }
    }

    private func text(_ name: String) throws -> String {
        try String(contentsOf: world.home.appending(path: name), encoding: .utf8)
    }

    private func run(_ lines: String, at place: SourceLocation = #_sourceLocation) async throws {
        let outcome = try await world.shell("set -e\n\(lines)")
        #expect(outcome.exitCode == 0, "\(outcome.stdout)\n\(outcome.stderr)", sourceLocation: place)
    }

    /// What a GitHub runner reads from its file: each value by its name.
    private func gitHubVariables(_ text: String) throws -> [String: String] {
        var variables: [String: String] = [:]
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        while let line = lines.popFirst(), !line.isEmpty || !lines.isEmpty {
            if let start = line.range(of: "<<") {
                var value: [Substring] = []
                while let next = lines.popFirst(), next != line[start.upperBound...] { value.append(next) }
                variables[String(line[..<start.lowerBound])] = value.joined(separator: "\n")
            } else if let sign = line.firstIndex(of: "=") {
                variables[String(line[..<sign])] = String(line[line.index(after: sign)...])
            } else {
                #expect(line.isEmpty, "\(line)")
            }
        }
        return variables
    }

    @Test("as GITHUB_ENV loses nothing with four steps and another writer at once")
    func gitHub() async throws {
        try await makeTokens(4)
        for round in 1...3 {
            try await run(
                """
                : > env; export GITHUB_ENV=$PWD/env
                for i in 1 2 3 4; do
                    mkdir -p home$i
                    HOME=$PWD/home$i astro \(Self.rotate) --name t$i --to-github-env V$i >/dev/null & steps="$steps $!"
                done
                for i in $(seq 200); do echo "OTHER_$i=\(round)" >> env; done
                for step in $steps; do wait $step; done
                """)
            let variables = try gitHubVariables(try text("env"))
            #expect(variables.count == 204)
            for number in 1...4 {
                #expect(try variables["V\(number)"] == sandbox.tokens(named: "t\(number)").first?.secret)
            }
            for number in 1...200 { #expect(variables["OTHER_\(number)"] == String(round)) }
        }
    }

    @Test("as GITHUB_ENV is appended in place, even after a line without a line break")
    func gitHubInPlace() async throws {
        try await run(
            """
            printf 'A=1' > env; chmod 622 env; ln env other; ls -i env > before
            GITHUB_ENV=env astro \(Self.rotate) \(ServedSandbox.token) --to-github-env V
            ls -i env > after; cmp before after; cmp env other; test $(stat -c %a env) = 622
            GITHUB_ENV=/dev/null astro \(Self.rotate) \(ServedSandbox.token) --to-github-env V
            """)
        let variables = try gitHubVariables(try text("env"))
        #expect(variables["A"] == "1")
        #expect(variables["V"]?.hasPrefix("eyJ") == true)
    }

    @Test("as a dotenv file loses nothing with four writers, whatever their homes and paths")
    func dotenv() async throws {
        try await makeTokens(4)
        for _ in 1...3 {
            try await run(
                """
                rm -rf project; mkdir -p project/sub; printf '# mine\\nA=1\\n' > project/.env
                ln -sf project/.env link; ln -sfn project folder
                paths=(project/.env project/sub/.././.env link folder/.env)
                for i in 1 2 3 4; do
                    mkdir -p home$i
                    HOME=$PWD/home$i astro \(Self.rotate) --name t$i --to-env-file "${paths[$((i - 1))]}:V$i" & steps="$steps $!"
                done
                for step in $steps; do wait $step; done
                test -L link; test "$(ls -A project | tr '\\n' ' ')" = '.env sub '
                """)
            let lines = try text("project/.env").split(separator: "\n").map(String.init)
            #expect(lines.prefix(2) == ["# mine", "A=1"])
            let expected = try (1...4).map {
                "V\($0)=\(try #require(try sandbox.tokens(named: "t\($0)").first?.secret))"
            }
            #expect(lines.dropFirst(2).sorted() == expected)
        }
    }

    @Test("as a new dotenv file loses nothing, and is private to its owner")
    func newDotenv() async throws {
        try await makeTokens(4)
        try await run(
            """
            for i in 1 2 3 4; do
                HOME=$PWD/home$i astro \(Self.rotate) --name t$i --to-env-file new.env:V$i & steps="$steps $!"
            done
            for step in $steps; do wait $step; done
            test $(stat -c %a new.env) = 600
            """)
        #expect(try text("new.env").split(separator: "\n").count == 4)
    }

    @Test(
        "as a dotenv file waits while another program locks it", .needs("flock")
    )
    func locked() async throws {
        try await run(
            """
            echo A=1 > .env; mkfifo held
            flock .env sh -c 'echo > held; while [ ! -e asked ]; do sleep 0.02; done; sleep 0.3; echo LATE=1 >> .env' &
            read < held; touch asked
            astro \(Self.rotate) \(ServedSandbox.token) --to-env-file .env; wait
            """)
        let lines = try text(".env").split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines.dropLast() == ["A=1", "LATE=1"])
        #expect(lines.last?.hasPrefix("ASTRO_API_TOKEN=eyJ") == true)
    }

    @Test(
        "can be /dev/null if the value is not wanted",
        arguments: ["--to-file /dev/null", "--to-env-file /dev/null", "--to-file /dev/../dev/null", "--to-file null"])
    func null(flags: String) async throws {
        try await run(
            """
            ln -s /dev/null null; ls -l /dev/null > before
            astro \(Self.rotate) \(ServedSandbox.token) \(flags)
            ls -l /dev/null | cmp before -; test -L null
            """)
    }
}
