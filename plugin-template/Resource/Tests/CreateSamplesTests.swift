import Kernel
import KernelTesting
import Testing

@Suite("astro samplepath create")
struct CreateSamplesTests {
    let line = "samplepath create Late --deployment cdeployment0000production"
    let body = #"{"name": "Late", "deploymentId": "cdeployment0000production"}"#

    @Test("sends the requested fields, and logs the change")
    func request() async throws {
        var test = Fixture.scripted()
        test.expect(.post, Fixture.all, body: body, .json(Fixture.one(name: "Late")))
        let result = try await test.run(line)
        #expect(result.exitCode == .success)
        #expect(result.stderr.contains("'Late'"))
        #expect(result.audit.last?.contains(#""action":"create""#) == true)
    }

    @Test("says what may have happened if the answer is lost, and what to type next")
    func doubt() async throws {
        var test = Fixture.scripted()
        let lost = TransportError(.connectionLost, "the connection broke", requestMayHaveArrived: true)
        test.expect(.post, Fixture.all, body: body, .failure(lost))
        let result = try await test.run(line)
        #expect(result.exitCode == .network)
        #expect(result.stderr.contains("the sample 'Late' may have been created"))
        #expect(result.stderr.contains("hint: astro samplepath list"))
    }

    @Test("is in the sandbox afterwards, unless the Deployment doesn't exist")
    func sandbox() async throws {
        var test = Fixture.sandboxed()
        let made = try await test.run(line)
        #expect(made.exitCode == .success)
        test.files = made.files
        #expect(try await test.run("samplepath list --fields name").stdout.contains("Late"))
        #expect(try await test.run("samplepath create Late --deployment cnone").exitCode == .notFound)
    }

    @Test("names everything that is missing")
    func missing() async throws {
        let result = try await Fixture.scripted().run("samplepath create")
        #expect(result.exitCode == .usage)
        #expect(result.stderr.contains("missing NAME and --deployment"))
    }
}
