@testable import Base
import Foundation
import Testing

@Suite("A JSON value")
struct JSONValueCodingTests {
    private let value: JSONValue = [
        "text": "a\"b", "whole": 3, "fraction": 2.5, "yes": true, "none": JSONValue.null, "list": [1, "x", [false]],
        "object": ["z": 1, "a": 2],
    ]

    @Test("is the same after it was encoded and decoded")
    func roundTrip() throws {
        #expect(JSONValue(parsing: value.text().utf8) == value)
        #expect(JSONValue(parsing: value.text(indented: true).utf8) == value)
        let decoded = try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(value))
        #expect(decoded["list"] == value["list"])
        #expect(decoded["object"]?.members?.map(\.key) == ["a", "z"])
        #expect(decoded["none"]?.isNull == true)
        #expect(decoded["fraction"]?.number == 2.5)
        #expect(decoded["yes"]?.bool == true)
    }

    @Test("returns its content as the right type, and nil as any other")
    func accessors() {
        #expect(value["whole"]?.integer == 3)
        #expect(value["whole"]?.number == 3)
        #expect(value["fraction"]?.integer == nil)
        #expect(JSONValue.number(4).integer == 4)
        #expect(value["text"]?.string == "a\"b")
        #expect(value["text"]?.integer == nil)
        #expect(value["list"]?[2]?[0]?.bool == false)
        #expect(value["list"]?[9] == nil)
        #expect(value["list"]?["x"] == nil)
        #expect(value["missing"] == nil)
        #expect(value["list"]?.elements?.count == 3)
    }

    @Test("is created from a type, and decoded as one")
    func types() throws {
        struct Plant: Codable, Equatable {
            var name: String
            var age: Int
        }
        let plant = Plant(name: "Fern", age: 2)
        let value = try JSONValue(encoding: plant)
        #expect(value.members?.map(\.key) == ["name", "age"])
        #expect(try value.decoded(as: Plant.self) == plant)
        #expect(throws: DecodingError.self) { try JSONValue("Fern").decoded(as: Plant.self) }
    }

    @Test("cannot be created from anything but JSON", arguments: ["", "{", "[1,]", "nul", "{\"a\" 1}"])
    func malformed(text: String) { #expect(JSONValue(parsing: text.utf8) == nil) }
}
