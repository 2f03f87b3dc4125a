import Kernel
import KernelTesting
import Testing

@Suite("astro api: what is sent")
struct SendRequestTests {
    let fixture = RawFixture.self

    @Test(
        "the method is the one named, or GET, or POST where there is something to send",
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

    @Test(
        "a method without a path, and a word that is no method, are usage errors",
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
        "parameters of GET and DELETE stand in the query, behind what the path has",
        arguments: [HTTPMethod.get, .delete])
    func query(method: HTTPMethod) async throws {
        let test = fixture.answering(method, "/v1/x?z=0&a=b%26c&l=1&l=2&n%5Bm%5D=true")
        let result = try await test.run("api \(method.rawValue) x?z=0 -f a=b&c -f l[]=1 -f l[]=2 -F n[m]=true")
        #expect(result.exitCode == .success, "\(result.stderr)")
        #expect(result.requests.first?.body == nil)
    }

    @Test(
        "parameters that cannot be understood or contradict each other are usage errors",
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

    @Test("--input sends a file or stdin as it is")
    func input() async throws {
        var test = fixture.answering(.post, "/v1/x")
        test.files["/tmp/body.json"] = "{\"a\":  1}\n"
        #expect(try await test.run("api x --input /tmp/body.json").requests.first?.bodyText == "{\"a\":  1}\n")
        test.input = ["{", "}"]
        #expect(try await test.run("api x --input -").requests.first?.bodyText == "{\n}\n")
    }

    @Test("a file that is not there or holds too much is an error, and nothing is sent")
    func badInput() async throws {
        var test = fixture.test()
        #expect(try await test.run("api x --input nowhere").exitCode == .notFound)
        test.files["/work/f"] = String(repeating: "x", count: 1 << 20 + 1)
        #expect(try await test.run("api x --input f").exitCode == .usage)
        #expect(try await test.run("api x -F a=@f").exitCode == .usage)
        test.input = Array(repeating: String(repeating: "x", count: 1 << 10), count: 1 << 10)
        #expect(try await test.run("api x --input -").exitCode == .usage)
    }

    @Test("a change is logged by its method and path, without what was sent; a reading is not")
    func audit() async throws {
        let change = try await fixture.answering(.delete, "/v1/x").run("api DELETE 'x?token=marked' -f secret=marked")
        #expect(change.audit.count == 1)
        #expect(change.audit[0].contains("\"action\":\"DELETE\""))
        #expect(change.audit[0].contains("\"subject\":\"/v1/x\""))
        #expect(!change.audit[0].contains("marked"))
        #expect(try await fixture.answering(.get, "/v1/x").run("api x").audit.isEmpty)
    }

    @Test("a header field is sent")
    func header() async throws {
        let result = try await fixture.answering(.get, "/v1/x").run("api x -H 'Accept: text/plain' -H X-A:b")
        #expect(result.requests.first?.headers["Accept"] == "text/plain")
        #expect(result.requests.first?.headers["X-A"] == "b")
    }

    @Test("a POST is sent once, and a lost answer says what is not known", arguments: ["POST", "PUT", "PATCH"])
    func lostAnswer(method: String) async throws {
        var test = fixture.test()
        let verb = try #require(HTTPMethod(rawValue: method))
        test.expect(verb, "/v1/x", .failure(TransportError(.timedOut, "no answer", requestMayHaveArrived: true)))
        let result = try await test.run("api \(method) x")
        #expect(result.exitCode == .network)
        #expect(result.stderr.contains("unknown whether the server did \(method) /v1/x"))
        #expect(result.audit.count == 1 && result.audit[0].contains("\"outcome\":\"unknown: no answer"))
        test.exchanges = []
        test.expect(verb, "/v1/x", .json("{}", status: 503))
        #expect(try await test.run("api \(method) x").requests.count == 1)
    }
}
