import Kernel
import KernelTesting
import Testing

@Suite("astro api --paginate")
struct PaginateTests {
    let fixture = RawFixture.self

    /// A server with five items and a given page size.
    private func serving(_ size: Int, query: String = "", limit: Int = 1000) -> CommandTest {
        var test = fixture.test()
        for offset in stride(from: 0, to: 5, by: size) {
            let items = (offset..<min(offset + size, 5)).map { #"{"id":"\#($0)","n": \#($0).10}"# }
            test.expect(
                .get, "/v1/things?\(query)limit=\(limit)&offset=\(offset)",
                .json(
                    #"{"limit": \#(size), "offset": \#(offset), "things": [\#(items.joined(separator: ","))], "totalCount": 5}"#
                ))
        }
        return test
    }

    @Test("merges all pages into one document, with each item unchanged")
    func merges() async throws {
        let result = try await serving(2).run("api things --paginate")
        let items = (0..<5).map { #"{"id":"\#($0)","n":\#($0).10}"# }.joined(separator: ",")
        #expect(result.stdout == #"{"limit":2,"offset":0,"things":[\#(items)],"totalCount":5}"# + "\n")
        #expect(result.stderr == "")
    }

    @Test("writes one page per line with -o jsonl")
    func lines() async throws {
        let result = try await serving(2).run("api things --paginate -o jsonl")
        #expect(result.stdout.split(separator: "\n").count == 3)
        #expect(result.stdout.hasPrefix(#"{"limit":2,"offset":0,"things":[{"id":"0","n":0.10},"#))
    }

    @Test("keeps the query, including an own limit and offset")
    func query() async throws {
        #expect(try await serving(5, query: "a=b&").run("api 'things?a=b' --paginate").exitCode == .success)
        var test = fixture.test()
        test.expect(
            .get, "/v1/things?limit=1&offset=4",
            .json(#"{"limit": 1, "offset": 4, "things": [{"id":"4"}], "totalCount": 5}"#))
        let result = try await test.run("api things --paginate -F limit=1 -F offset=4")
        #expect(result.stdout.contains(#""things":[{"id":"4"}]"#))
    }

    @Test("ends at an empty page, whatever the count says")
    func shortListing() async throws {
        var test = fixture.test()
        let page = { (items: String) in ScriptedTransport.Reply.json(#"{"things": [\#(items)], "totalCount": 9}"#) }
        test.expect(.get, "/v1/things?limit=1000&offset=0", page("1,2"))
        test.expect(.get, "/v1/things?limit=1000&offset=2", page(""))
        #expect(try await test.run("api things --paginate").stdout == #"{"things":[1,2],"totalCount":9}"# + "\n")
    }

    @Test("ends at a repeated page, and says that rows may be missing")
    func repeatedPage() async throws {
        var test = fixture.test()
        let page = ScriptedTransport.Reply.json(#"{"things": [1,2], "totalCount": 1000000000000}"#)
        test.expect(.get, "/v1/things?limit=1000&offset=0", page)
        test.expect(.get, "/v1/things?limit=1000&offset=2", page)
        let result = try await test.run("api things --paginate")
        #expect(result.stdout == #"{"things":[1,2],"totalCount":1000000000000}"# + "\n")
        #expect(result.stderr.contains("may lack 999999999998 of its items"))
    }

    @Test("merges the list that the path names, of several")
    func severalLists() async throws {
        let body = #"{"warnings": ["w"], "things": [1], "totalCount": 1}"#
        let test = fixture.answering(.get, "/v1/things", body)
        #expect(
            try await test.run("api things --paginate").stdout
                == #"{"warnings":["w"],"things":[1],"totalCount":1}"# + "\n")
    }

    @Test(
        "writes an answer that is not a page unchanged",
        arguments: [#"{"id": 1}"#, "[1]", "text", #"{"totalCount": 1}"#])
    func noPage(body: String) async throws {
        let result = try await fixture.answering(.get, "/v1/things", body).run("api things --paginate")
        #expect(result.exitCode == .success)
        #expect(result.stdout == body)
        #expect(result.stderr.contains("nothing to follow"))
    }

    @Test("writes only the error for a refusal in the middle")
    func refusal() async throws {
        var test = fixture.test()
        test.expect(.get, "/v1/things?limit=1000&offset=0", .json(#"{"things": [1], "totalCount": 2}"#))
        test.expect(.get, "/v1/things?limit=1000&offset=1", .json(#"{"message": "no"}"#, status: 403))
        let result = try await test.run("api things --paginate")
        #expect(result.exitCode == .unauthorized)
        #expect(result.stdout == #"{"message": "no"}"#)
    }

    @Test("is an error if a later answer is not a page")
    func brokenListing() async throws {
        var test = fixture.test()
        test.expect(.get, "/v1/things?limit=1000&offset=0", .json(#"{"things": [1], "totalCount": 2}"#))
        test.expect(.get, "/v1/things?limit=1000&offset=1", .json("nonsense"))
        let result = try await test.run("api things --paginate")
        #expect(result.exitCode == .failure)
        #expect(result.stdout == "")
        #expect(result.stderr.contains("page 2 of /v1/things"))
    }

    @Test(
        "is a usage error for requests that have no pages",
        arguments: ["POST x --paginate", "x --input f --paginate", "x -i --paginate"])
    func usage(line: String) async throws {
        #expect(try await fixture.test().run("api \(line)").exitCode == .usage)
    }
}
