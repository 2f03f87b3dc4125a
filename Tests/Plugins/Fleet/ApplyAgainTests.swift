import Foundation
import Kernel
import KernelTesting
import Support
import Testing

@testable import Fleet

@Suite("astro token apply, when it is repeated")
struct ApplyAgainTests {
    let line = "token apply plan.json --policy tokens.yaml --yes --rate 0"

    @Test("deletes a saved value once another worker has delivered the live one")
    func superseded() async throws {
        var mine = try await ApplyTests.failing()
        let only = "\(line) --only ctoken0000000000stagingci --receipts /shared"
        mine.files = try await mine.run(only).files
        #expect(mine.files.contains { $0.key.contains("/recovery/") && $0.value.contains("eyJ") })
        // Another machine has the same server, plan and receipts, and a working destination.
        var other = mine
        other.files = mine.files.filter { !$0.key.contains("/recovery/") }
        let folder = try TemporaryFolder()
        let script = folder.url.appending(path: "false")
        try Data("#!/bin/sh\ncat >/dev/null\n".utf8).write(to: script)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script.path())
        other.variables["PATH"] = "\(folder.url.path()):/usr/bin:/bin"
        let done = try await other.run(only)
        #expect(done.exitCode == .success, "\(done.stderr)")
        mine.files = done.files.merging(mine.files.filter { $0.key.contains("/recovery/") }) { $1 }
        let after = try await mine.run(only)
        #expect(try ApplyTests.results(after.stdout)["Staging CI"]?["reason"] as? String == "done before")
        #expect(!after.files.contains { $0.key.contains("/recovery/") && $0.value.contains("eyJ") })
    }

    @Test("suggests a command that makes the plan again, and never overwrites a file that isn't a plan")
    func remade() async throws {
        let (text, test) = try await PlanTests.plan()
        let anew = "hint: astro token plan --policy tokens.yaml --to-file"
        for (old, new, path) in [("\"Staging CI\"", "\"other\"", "nightly.json"), ("}\n", "", "plan.json")] {
            var edited = test
            edited.files["/work/nightly.json"] = text.replacing(old, with: new)
            let refused = try await edited.run(line.replacing("plan.json", with: "nightly.json"))
            #expect(refused.exitCode == .usage && refused.stderr.contains("\(anew) \(path)"), "\(refused.stderr)")
        }
        let policy = try await test.run("token apply tokens.yaml --policy tokens.yaml --yes")
        #expect(policy.stderr.contains("\(anew) plan.json"), "\(policy.stderr)")
        let missing = try await test.run(line.replacing("plan.json", with: "none.json"))
        #expect(missing.stderr.contains("\(anew) none.json"), "\(missing.stderr)")
        let other = try await test.run("\(line) --only ctoken00000000000cideploy")
        #expect(other.stderr.contains("hint: astro token plan --policy tokens.yaml\n"), "\(other.stderr)")
    }

    @Test("names the missing half of a scheduler's variables")
    func halfShard() async throws {
        var (_, test) = try await PlanTests.plan()
        test.variables["JOB_COMPLETION_INDEX"] = "1"
        let result = try await test.run("\(line) --shard auto")
        #expect(result.stderr.contains("JOB_COMPLETION_INDEX is set, but ASTRO_SHARD_COUNT is not"))
        #expect(result.stderr.contains("hint: pass --shard I/N"))
    }
}
