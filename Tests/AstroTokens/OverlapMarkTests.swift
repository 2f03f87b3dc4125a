import Foundation
import Testing

@testable import AstroTokens

@Suite("The mark of an overlap")
struct OverlapMarkTests {
    static let old = "ctok000000000000000000001"
    static let due = Date(timeIntervalSince1970: 1_772_357_400)  // 2026-03-01T09:30:00Z

    @Test(
        "is parsed as it is written",
        arguments: [
            (OverlapMark(oldID: old, due: due, nonce: "k3f9a2b1c0"), "until 2026-03-01T09:30:00Z #k3f9a2b1c0]"),
            (OverlapMark(oldID: old, due: nil, nonce: "k3f9a2b1c0"), "until finished #k3f9a2b1c0]"),
            (OverlapMark(oldID: old, due: due, nonce: nil), "until 2026-03-01T09:30:00Z]"),
        ])
    func written(mark: OverlapMark, end: String) {
        #expect(mark.text == "[replaces \(Self.old) \(end)")
        for note in ["", "for CI", "for CI ", "ends in ]", "[x]", "日本 👩‍👩‍👧"] {
            let text = mark.marking(note)
            #expect(OverlapMark(in: text) == mark, "\(text)")
            #expect(OverlapMark.note(in: text) == note, "\(text)")
        }
    }

    @Test("replaces the marks that a description already has")
    func replaced() {
        let first = OverlapMark(oldID: "cother", due: nil, nonce: "aaaa")
        let second = OverlapMark(oldID: Self.old, due: Self.due, nonce: "bbbb")
        #expect(second.marking(first.marking(first.marking("for CI"))) == "for CI \(second.text)")
        #expect(OverlapMark.note(in: "for CI \(first.text) \(second.text)") == "for CI")
        #expect(OverlapMark(in: "for CI \(first.text) \(second.text)") == second)
    }

    @Test("is parsed in any case and with trailing white space, as people may leave it")
    func edited() {
        #expect(OverlapMark(in: "x [replaces \(Self.old.uppercased()) until finished] \n")?.oldID == Self.old)
        #expect(OverlapMark(in: "x\n[replaces \(Self.old) until 2026-03-01T10:30:00+01:00]")?.due == Self.due)
    }

    @Test(
        "is ignored if it is incomplete or not at the end",
        arguments: [
            "", "]", "[]", "[replaces]", "replaces a until finished", "[replaces a until finished] by Ada",
            "for CI[replaces a until finished]", "[replaces a until finished", "[replaces  until finished]",
            "[replaces a until soon]", "[replaces a until]", "[replaces a until 2026-03-01]",
            "[replaces a/b until finished]",
            "[replaces ../a until finished]", "[replaces a\nb until finished]", "[replaces a until finished extra]",
            "[replaces a until finished #]", "[replaces a until finished #a b]", "[replaces a until finished #a/b0]",
            "[replaces a  until finished]", "[[replaces a until finished]]", "[Replaces a until finished]",
            "[replaces [replaces a until finished] until finished]", "[replaces a until finished]\u{301}",
            "[replaces \(String(repeating: "a", count: 65)) until finished]",
            "[replaces a until finished #\(String(repeating: "a", count: 33))]",
        ])
    func none(description: String) {
        #expect(OverlapMark(in: description) == nil)
        #expect(OverlapMark.note(in: description) == description)
    }

    @Test("of a hundred thousand brackets is refused quickly")
    func long() {
        let hostile = String(repeating: "[replaces a until finished ", count: 100_000) + "]"
        #expect(OverlapMark(in: hostile) == nil)
    }
}
