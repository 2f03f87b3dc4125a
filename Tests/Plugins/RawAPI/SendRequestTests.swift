import Kernel
import KernelTesting
import Testing

@Suite("astro api: the request")
struct SendRequestTests {
    let fixture = RawFixture.self

    @Test(
        "the method is explicit, or GET, or POST with a body",
        arguments: [
            ("tokens", HTTPMethod.get), ("GET tokens", .get), ("delete tokens", .delete), ("PUT tokens -f a=1", .put),
            ("patch tokens -F a=1", .patch), ("tokens -f a=1", .post), ("POST tokens", .post),
            ("tokens --input f", .post),
        ])
    func method(line: String, method: HTTPMethod) async throws {
        var test = fixture.answering(method, "/v1/tokens")
        test.files["/work/f"] = "{}"
        let result = try await test.run("api \(line)")
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.requests.first?.headers["Authorization"]?.hasPrefix("Bearer eyJ") == true)
    }

    @Test("HEAD shows the header, and parameters make its query")
    func head() async throws {
        var test = fixture.test()
        test.expect(.head, "/v1/tokens?a=1", .response(HTTPResponse(status: 200, headers: ["X-Count": "3"])))
        #expect(try await test.run("api HEAD tokens -f a=1").stdout == "HTTP 200\nX-Count: 3\n\n")
    }

    @Test("the answer goes to a file with --to-file, and a refusal to stdout")
    func toFile() async throws {
        var test = fixture.answering(.get, "/v1/tokens", "{}")
        test.allowsWriting = true
        let result = try await test.run("api tokens --to-file out.json")
        #expect(result.stdout == "")
        #expect(result.files["/work/out.json"] == "{}")
        var refused = fixture.answering(.get, "/v1/tokens", "no", status: 404)
        refused.allowsWriting = true
        let refusal = try await refused.run("api tokens --to-file out.json")
        #expect(refusal.exitCode == .notFound)
        #expect(refusal.stdout == "no")
        #expect(refusal.files["/work/out.json"] == nil)
    }

    @Test(
        "a method without a path and an unknown method are usage errors",
        arguments: ["GET", "delete", "FETCH tokens", "a b"])
    func noMethod(line: String) async throws {
        #expect(try await fixture.test().run("api \(line)").exitCode == .usage)
    }

    @Test(
        "parameters make a JSON object",
        arguments: [
            ("-f a=1 -f b=true", #"{"a":"1","b":"true"}"#),
            (
                "-F a=1 -F b=true -F c=null -F d=x -F e=-1.50e3 -F f=false -F g=",
                #"{"a":1,"b":true,"c":null,"d":"x","e":-1.50e3,"f":false,"g":""}"#
            ),
            ("-F a=12345678901234567890 -F b=1.10", #"{"a":12345678901234567890,"b":1.10}"#),
            ("-F a=01 -F b=1. -F c=NaN", #"{"a":"01","b":"1.","c":"NaN"}"#),
            ("-f a[b]=1 -f a[c][d]=2", #"{"a":{"b":"1","c":{"d":"2"}}}"#),
            ("-f a[]=1 -f a[]=2 -F b[]=3", #"{"a":["1","2"],"b":[3]}"#),
            ("-F 'a=[{\"x\": 1}]' -F 'b={\"y\": []}'", #"{"a":[{"x":1}],"b":{"y":[]}}"#),
            ("-f a==b=c", #"{"a":"=b=c"}"#), ("-f 'a=\"\\ü'", #"{"a":"\"\\ü"}"#), ("-F a=@@x", #"{"a":"@x"}"#),
            ("-f a=@x", #"{"a":"@x"}"#), ("-F a=@f", #"{"a":"in a file"}"#), ("-F a=@-", #"{"a":"line 1\nline 2"}"#),
        ])
    func body(line: String, body: String) async throws {
        var test = fixture.answering(.post, "/v1/x")
        test.files["/work/f"] = "in a file\n"
        if line.contains("@-") { test.input = ["line 1", "line 2"] }
        let result = try await test.run("api x \(line)")
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.requests.first?.bodyText == body)
        #expect(result.requests.first?.headers["Content-Type"] == "application/json")
    }

    @Test(
        "parameters of GET and DELETE are appended to the query",
        arguments: [HTTPMethod.get, .delete])
    func query(method: HTTPMethod) async throws {
        let test = fixture.answering(method, "/v1/x?z=0&a=b%26c&l=1&l=2&n%5Bm%5D=true")
        let result = try await test.run("api \(method.rawValue) x?z=0 -f a=b&c -f l[]=1 -f l[]=2 -F n[m]=true")
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.requests.first?.body == nil)
    }

    @Test(
        "malformed or contradictory parameters are usage errors",
        arguments: [
            "-f a", "-f =b", "-f a[=1", "-f a]=1", "-f a[][b]=1", "-f [a]=1", "-f a=1 -f a=2", "-f a=1 -f a[b]=2",
            "-f a[]=1 -f a[b]=2", "-f a[]=1 -F a[]=2", "-F 'a={x'", "-F 'a=[1,]'", "-F a=@- -F b=@-",
            "-f a=1 --input f",
            "GET --input f", "-H x", "-H 'Authorization: Bearer y'", "-H 'host: evil.test'", "-H ': x'",
        ])
    func contradictions(line: String) async throws {
        let words = line.hasPrefix("GET") ? "GET x --input f" : "x \(line)"
        let result = try await fixture.test().run("api \(words)")
        #expect(result.exitCode == .usage, "\(result.stderr)")
        #expect(result.requests.isEmpty)
    }

    @Test("--input sends a file or stdin unchanged")
    func input() async throws {
        var test = fixture.answering(.post, "/v1/x")
        test.files["/tmp/body.json"] = "{\"a\":  1}\n"
        #expect(try await test.run("api x --input /tmp/body.json").requests.first?.bodyText == "{\"a\":  1}\n")
        test.input = ["{", "}"]
        #expect(try await test.run("api x --input -").requests.first?.bodyText == "{\n}\n")
    }

    @Test("a missing or oversized file is an error, and nothing is sent")
    func badInput() async throws {
        var test = fixture.test()
        #expect(try await test.run("api x --input nowhere").exitCode == .notFound)
        test.files["/work/f"] = String(repeating: "x", count: 64 << 20 + 1)
        #expect(try await test.run("api x --input f").exitCode == .usage)
        #expect(try await test.run("api x -F a=@f").exitCode == .usage)
        test.input = [String(repeating: "x", count: 64 << 20)]
        #expect(try await test.run("api x --input -").exitCode == .usage)
    }

    @Test("a change is logged by method and path, without its body, and a GET is not logged")
    func audit() async throws {
        let change = try await fixture.answering(.delete, "/v1/x").run("api DELETE 'x?token=marked' -f secret=marked")
        #expect(change.audit.count == 2)
        #expect(change.audit[0].contains("\"outcome\":\"begun\""))
        #expect(change.audit[1].contains("\"outcome\":\"done\""))
        for line in change.audit {
            #expect(line.contains("\"action\":\"DELETE\""))
            #expect(line.contains("\"subject\":\"/v1/x\""))
            #expect(!line.contains("marked"))
        }
        #expect(try await fixture.answering(.get, "/v1/x").run("api x").audit.isEmpty)
    }

    @Test("a header is sent")
    func header() async throws {
        let result = try await fixture.answering(.get, "/v1/x").run("api x -H 'Accept: text/plain' -H X-A:b")
        #expect(result.requests.first?.headers["Accept"] == "text/plain")
        #expect(result.requests.first?.headers["X-A"] == "b")
    }

    @Test("a POST is sent once, and a lost answer says what is unknown", arguments: ["POST", "PUT", "PATCH"])
    func lostAnswer(method: String) async throws {
        var test = fixture.test()
        let verb = try #require(HTTPMethod(rawValue: method))
        test.expect(verb, "/v1/x", .failure(TransportError(.timedOut, "no answer", requestMayHaveArrived: true)))
        let result = try await test.run("api \(method) x")
        #expect(result.exitCode == .network)
        #expect(result.stderr.contains("no answer; the server may have carried out \(method) /v1/x"))
        #expect(result.audit.count == 2 && result.audit[1].contains("\"outcome\":\"unknown: no answer"))
        test.exchanges = []
        test.expect(verb, "/v1/x", .json("{}", status: 503))
        #expect(try await test.run("api \(method) x").requests.count == 1)
    }
}
