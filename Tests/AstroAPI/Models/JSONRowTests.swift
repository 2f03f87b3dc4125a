import Foundation
import KernelTesting
import Testing

@testable import AstroAPI
@testable import Kernel

@Suite("Rows that are decoded and encoded field by field")
struct JSONRowTests {
    /// A page in a server's format, with unusual but valid content.
    static let page = """
        {"limit": 1000, "tokens": [\(token("t1")), \(token("t2")),
        {"id": "t3", "name": "a\\"b\\\\c\\/\\n\\u00e9", "description": "", "kind": "NEW", "scope": "X", "shortToken": "s",
        "createdAt": "never", "updatedAt": "", "startAt": "2026-01-05T10:00:00Z", "token": null, "roles": [],
        "more": {"deep": [1, -2.5e+3, true, {"x": null}]}, "createdBy": null, "updatedBy": {"id": "u1"}}],
        "offset": 0, "totalCount": 3, "also": [[], {}]}
        """

    static func token(_ id: String) -> String {
        """
        {"id": "\(id)", "name": "CI é 部署 🎉", "description": "for CI", "kind": "STANDARD", "scope": "DEPLOYMENT",
        "shortToken": "abc123", "createdAt": "2026-01-05T10:00:00Z", "updatedAt": "2026-01-05T10:00:00.123Z",
        "startAt": "2026-01-05T10:00:00Z", "endAt": "2027-01-05T10:00:00Z", "lastUsedAt": null,
        "expiryPeriodInDays": 365, "roles": [{"entityId": "d1", "entityType": "DEPLOYMENT", "role": "R"},
        {"role": "DAG_VIEWER", "entityId": "g", "entityType": "DAG", "deploymentId": "d1"}],
        "createdBy": {"id": "u1", "subjectType": "USER", "fullName": "Ada", "username": "ada@a.io", "avatarUrl": "x"},
        "updatedBy": {"apiTokenName": "bot", "id": "u2"}}
        """
    }

    static func read(_ body: Data) -> (rows: [APIToken], total: Int)? {
        body.withUnsafeBytes { bytes in
            JSONRowReader.page(
                of: APIToken.self, in: bytes.assumingMemoryBound(to: UInt8.self), rows: "tokens", total: "totalCount")
        }
    }

    @Test("equal what Codable decodes")
    func reading() throws {
        let body = Data(Self.page.utf8)
        let usual = try #require(AnswerBody.value(AnsweredPage<APIToken>.self, in: body))
        let read = try #require(Self.read(body))
        #expect(read.rows == usual.items)
        #expect(read.rows.count == 3)
        #expect(read.total == 3)
    }

    @Test("are decoded from a corrupted page like Codable does, or not at all", arguments: 0..<16 as Range<UInt64>)
    func spoiled(seed: UInt64) throws {
        var readings = 0
        for number in 0..<500 {
            var mutation = AnswerMutation(seed: seed << 32 | UInt64(number))
            let body = mutation.spoil(Self.page)
            guard let read = Self.read(body) else { continue }
            readings += 1
            let story = "seed \(seed), number \(number): \(String(decoding: body, as: UTF8.self).debugDescription)"
            let usual = AnswerBody.value(AnsweredPage<APIToken>.self, in: body)
            let whole = AnsweredPage<APIToken>.read(body)
            #expect(whole?.items == usual?.items && whole?.total == usual?.total, "\(story)")
            guard read.rows.allSatisfy({ APIToken.isID($0.id) }) else { continue }
            #expect(usual?.items == read.rows && usual?.unreadable == 0, "\(story)")
            let total = read.total < read.rows.count ? nil : read.total
            #expect(usual?.total == total, "\(story)")
        }
        #expect(readings > 10)
    }

    @Test(
        "are left to Codable in ambiguous or malformed documents",
        arguments: [
            #"{"tokens": [], "totalCount": 0, "totalCount": 1}"#, #"{"tokens": [], "tokens": [], "totalCount": 0}"#,
            #"{"tokens": [], "totalCount": 1.0}"#, #"{"tokens": [], "totalCount": "1"}"#, #"{"totalCount": 0}"#,
            #"{"tokens": [], "totalCount": 0} x"#, #"{"tokens": [,], "totalCount": 0}"#,
            #"{"tokens": null, "totalCount": 0}"#,
            #"{"tokens": [1], "totalCount": 1}"#, #"{"tokens": [{}], "totalCount": 1}"#,
            #"{"tokens": [], "totalCount": 01}"#,
            #"{"tokens": [], "\u0074otalCount": 0}"#, #"{"tokens": [], "totalCount": 0, "x": "\ud800"}"#,
            #"{"tokens": [], "totalCount": 0, "x": nul}"#, #"{"tokens": [], "totalCount": 0,}"#, "{}", "[]", "",
            "{\"tokens\": [\(token("a")),], \"totalCount\": 1}", "{\"tokens\": [\(token("a"))}], \"totalCount\": 1}",
            "{\"tokens\": [\(token("a"))], \"totalCount\": 1, \"x\": \(String(repeating: "[", count: 100))",
        ])
    func declined(page: String) { #expect(Self.read(Data(page.utf8)) == nil) }

    @Test("of Deployments equal what Codable decodes and encodes")
    func deployments() throws {
        let body = Data(
            """
            {"deployments": [{"id": "cd1", "name": "Prod", "namespace": "n", "status": "HEALTHY", "workspaceId": "cw1",
            "isCicdEnforced": true, "isDagDeployEnabled": false, "remoteExecution": {"enabled": true, "more": 1},
            "runtimeVersion": "13.1", "createdAt": "2026-01-05T10:00:00Z", "workspaceName": null},
            {"id": "cd2", "name": "", "namespace": "", "status": "", "workspaceId": "", "remoteExecution": {}}],
            "totalCount": 2}
            """.utf8)
        let page = try #require(Self.deployments(body))
        let usual = try #require(AnswerBody.value(AnsweredPage<Deployment>.self, in: body))
        #expect(page.rows == usual.items && page.rows[0].remoteExecution?.enabled == true)
        for deployment in page.rows {
            let value = try JSONValueEncoder.encode(deployment)
            #expect(JSONValue(deployment) == value)
            var writer = JSONRowWriter(isIndented: true)
            writer.write(deployment)
            #expect(writer.output.text == JSONWriter.text(of: value, indented: true))
            var lines = YAMLRowWriter(indent: 2)
            lines.write([deployment])
            #expect(String(decoding: lines.output.bytes, as: UTF8.self) == YAMLWriter.text(of: [value], indent: 2))
        }
    }

    @Test("are left to Codable if a flag isn't a Boolean", arguments: ["1", #""true""#, "{}", "[]"])
    func flags(flag: String) {
        let row = #"{"id":"cd1","name":"","namespace":"","status":"","workspaceId":"","isCicdEnforced":\#(flag)}"#
        #expect(Self.deployments(Data(#"{"deployments": [\#(row)], "totalCount": 1}"#.utf8)) == nil)
    }

    private static func deployments(_ body: Data) -> (rows: [Deployment], total: Int)? {
        body.withUnsafeBytes { bytes in
            JSONRowReader.page(
                of: Deployment.self, in: bytes.assumingMemoryBound(to: UInt8.self), rows: "deployments",
                total: "totalCount")
        }
    }

    @Test("are encoded like Codable does", arguments: 0..<20 as Range<UInt64>)
    func writing(seed: UInt64) throws {
        for token in Self.tokens(seed) {
            let value = try JSONValueEncoder.encode(token)
            #expect(JSONValue(token) == value)
            let fields = ["roles", "id", "endAt", "createdBy"]
            let picked = fields.compactMap { field in value[field].map { JSONValue.Member(field, $0) } }
            #expect(Set(Self.names(JSONValue(token, fields: fields))) == Set(picked.map(\.key)))
            for (isIndented, depth) in [(false, 0), (true, 0), (true, 2)] {
                var writer = JSONRowWriter(isIndented: isIndented, depth: depth)
                writer.write(token)
                #expect(writer.output.text == JSONWriter.text(of: value, indented: isIndented, depth: depth))
            }
            var writer = YAMLRowWriter(indent: 2)
            writer.write([token])
            #expect(String(decoding: writer.output.bytes, as: UTF8.self) == YAMLWriter.text(of: [value], indent: 2))
        }
    }

    private static func names(_ value: JSONValue) -> [String] {
        guard case .object(let members) = value else { return [] }
        return members.map(\.key)
    }

    /// Tokens with random texts and gaps.
    static func tokens(_ seed: UInt64) -> [APIToken] {
        var numbers = SeededNumbers(seed)
        func text() -> String { numbers.word(of: "aZ9 \"\\/\n\u{7F}\u{0}é🎉\u{202E}=,'ÿ", 0...20) }
        func maybe<Value>(_ value: Value) -> Value? { numbers.number(below: 2) == 0 ? nil : value }
        func role() -> TokenRole {
            TokenRole(
                entityId: text(), entityType: .init(rawValue: text()), role: text(), deploymentId: maybe(text()))
        }
        return (0..<20).map { number in
            APIToken(
                id: "\(number)" + text(), name: text(), description: text(), kind: .init(rawValue: text()),
                scope: .init(rawValue: text()), shortToken: text(), token: maybe(text()), createdAt: Timestamp(text()),
                updatedAt: Timestamp("2026-01-05T10:00:00Z"), startAt: Timestamp(text()),
                endAt: maybe(Timestamp(text())),
                lastUsedAt: maybe(Timestamp(text())), expiryPeriodInDays: maybe(numbers.number(below: 999) - 99),
                roles: maybe((0..<numbers.number(below: 4)).map { _ in role() }),
                createdBy: maybe(SubjectProfile(id: text(), fullName: maybe(text()))), updatedBy: nil)
        }
    }
}

/// A token that the fast decoder leaves to Codable.
private struct Coded: Encodable, Sendable {
    let token: APIToken
    func encode(to encoder: any Encoder) throws { try token.encode(to: encoder) }
}

@Suite("A list of many tokens")
struct ManyTokensTests {
    private func text<Row: Encodable>(
        _ rows: [Row], _ format: OutputFormat, _ fields: [String]?, _ columns: [Column<Row>], pieces: Int
    ) async throws -> String {
        let sink = BufferSink()
        let output = Output(
            console: Console(input: ScriptedInput([], isTerminal: false), output: sink, error: BufferSink()),
            options: OutputOptions(format: format, fields: fields), environment: Environment(variables: [:]),
            clock: FixedClock())
        try await output.list(key: "tokens", columns: columns, none: "none") { add in
            for start in stride(from: 0, to: rows.count, by: pieces) {
                try add(Array(rows[start..<min(start + pieces, rows.count)]))
            }
        }
        return sink.text
    }

    @Test(
        "is the same in every format, whichever encoder writes it and whatever the page size",
        arguments: OutputFormat.allCases, [nil, ["name", "roles", "label", "endAt", "id"], ["secret"]])
    func same(format: OutputFormat, fields: [String]?) async throws {
        // The last one is for a list with a secret in it, of which all fields are written.
        let hasSecret = fields == ["secret"]
        let fields = hasSecret ? nil : fields
        let tokens = (0..<5 as Range<UInt64>).flatMap(JSONRowTests.tokens)
        let columns: [Column<APIToken>] = [
            Column("id", "ID") { $0.id }, Column("name", "NAME") { $0.name },
            Column("label", "LABEL", isDerived: true) { $0.description },
            Column("years", "YEARS", .number, shown: .never, isDerived: true) {
                $0.expiryPeriodInDays.map { "\($0)" } ?? ""
            },
            Column("endAt", "ENDS", .moment) { $0.endAt?.text ?? "" },
            Column("token", "TOKEN", isSecret: hasSecret) { $0.token ?? "" },
            Column("expiryPeriodInDays", "DAYS", .number) { $0.expiryPeriodInDays.map(String.init) ?? "" },
        ]
        let coded = columns.map { column in
            Column<Coded>(
                column.field, column.heading, column.kind, shown: column.shown, isSecret: column.isSecret,
                isDerived: column.isDerived
            ) { column.cell($0.token) }
        }
        let expected = try await text(tokens.map(Coded.init), format, fields, coded, pieces: tokens.count)
        #expect(expected.utf8.count > 1000)
        for pieces in [1, 7, tokens.count] {
            #expect(try await text(tokens, format, fields, columns, pieces: pieces) == expected)
        }
    }
}
