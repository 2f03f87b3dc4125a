@testable import Base
import Foundation
import Testing

@Suite("A value as JSON")
struct JSONValueEncoderTests {
    struct Everything: Encodable {
        var zebra = "z"
        var apple = 1
        var truth = true
        var half = 0.5
        var float = Float(0.25)
        var tiny = Int8(-1)
        var wide = UInt32.max
        var huge = UInt64.max
        var none: Int?
        var some: Int? = 2
        var list = [1, 2]
        var nested = Nested()
        var address = URL(string: "https://a.io/b")
        struct Nested: Encodable {
            var inner: [Inner] = [Inner(name: "x"), Inner(name: nil)]
        }
        struct Inner: Encodable { var name: String? }
    }

    @Test("has keys in declaration order at every depth, without nil values")
    func order() throws {
        let text = JSONWriter.text(of: try JSONValueEncoder.encode(Everything()), indented: false)
        #expect(
            text == #"{"zebra":"z","apple":1,"truth":true,"half":0.5,"float":0.25,"tiny":-1,"wide":4294967295,"#
                + #""huge":1.8446744073709552e+19,"some":2,"list":[1,2],"nested":{"inner":[{"name":"x"},{}]},"#
                + #""address":"https://a.io/b"}"#)
    }

    struct Explicit: Encodable {
        enum Keys: String, CodingKey { case absent, pair, made }
        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Keys.self)
            try container.encodeNil(forKey: .absent)
            var pair = container.nestedUnkeyedContainer(forKey: .pair)
            try pair.encode(1)
            try pair.encodeNil()
            var made = container.nestedContainer(keyedBy: Keys.self, forKey: .made)
            try made.encode([Int?.none, 3], forKey: .pair)
        }
    }

    @Test("writes an explicit nil as null, and accepts containers built by hand")
    func explicit() throws {
        #expect(
            try JSONValueEncoder.encode(Explicit()) == [
                "absent": .null, "pair": [1, .null], "made": ["pair": [.null, 3]],
            ])
    }

    @Test("may be a scalar, a list, a dictionary, or empty")
    func top() throws {
        #expect(try JSONValueEncoder.encode("a") == "a")
        #expect(try JSONValueEncoder.encode(Int?.none) == .null)
        #expect(try JSONValueEncoder.encode([Int]()) == [])
        #expect(try JSONValueEncoder.encode(["a": 1]) == ["a": 1])
        #expect(try JSONValueEncoder.encode([String: Int]()) == [:])
        #expect(try JSONValueEncoder.encode(Data([1, 2])) == [1, 2])
    }

    struct Broken: Encodable {
        struct Refusal: Error {}
        func encode(to encoder: any Encoder) throws { throw Refusal() }
    }

    @Test("that cannot be encoded is an error")
    func failure() {
        #expect(throws: Broken.Refusal.self) { try JSONValueEncoder.encode([Broken()]) }
    }
}
