@testable import Kernel
import Testing

@Suite("A typed value")
struct TypedValueTests {
    @Test("is parsed from its word")
    func sound() throws {
        #expect(
            try Fetch.reading(["-n7", "--ratio=1e-3", "-kdirect-access"])
                == .with {
                    $0.count = 7
                    $0.ratio = 0.001
                    $0.kind = .directAccess
                })
    }

    @Test(
        "that is not a whole number is refused with the flag and the word",
        arguments: ["", "x", "1.5", " 3", "0x3", "3 ", "٣", "99999999999999999999"])
    func wholeNumbers(word: String) throws {
        #expect(try Fetch.error(["--count=\(word)"]) == .usage("--count: '\(word)' is not a whole number"))
    }

    @Test("that is not a finite number is refused", arguments: ["", "x", "nan", "inf", "-infinity", "1e999", "1,5"])
    func numbers(word: String) throws {
        #expect(try Fetch.error(["--ratio=\(word)"]) == .usage("--ratio: '\(word)' is not a number"))
    }

    @Test("outside its range is refused with the range", arguments: [0, 11, -1, Int.max])
    func range(number: Int) throws {
        #expect(try Fetch.error(["--count=\(number)"]) == .usage("--count: '\(number)' is out of range (1 to 10)"))
    }

    @Test("at the ends of its range is accepted", arguments: [1, 10])
    func bounds(number: Int) throws {
        #expect(try Fetch.reading(["--count=\(number)"]) == .with { $0.count = number })
    }

    @Test(
        "that is not an allowed value is refused with all of them and the closest",
        arguments: [("direct", "direct-access"), ("standrad", "standard"), ("STANDARD", "standard"), ("", nil)])
    func choices(word: String, nearest: String?) throws {
        let error = try #require(try Fetch.error(["--kind=\(word)"]))
        #expect(error.message == "--kind: '\(word)' is not one of standard, direct-access")
        #expect(error.hint == nearest.map { "did you mean \($0)?" })
    }

    @Test("that is overridden by a later one is not checked")
    func repeated() throws {
        #expect(try Fetch.reading(["--count=nonsense", "--count=4"]) == .with { $0.count = 4 })
    }

    @Test("of a variable is used only if the flag is absent")
    func environment() throws {
        let variables = ["FETCH_NAME": "v", "FETCH_COUNT": "4", "FETCH_LABEL": "a,b"]
        #expect(
            try Fetch.reading(["--count", "5"], variables)
                == .with {
                    $0.name = "v"
                    $0.count = 5
                    $0.label = ["a,b"]
                })
    }

    @Test("of an empty variable counts as absent")
    func emptyVariable() throws {
        #expect(try Fetch.reading([], ["FETCH_NAME": "", "FETCH_COUNT": ""]) == Fetch())
    }

    @Test(
        "that is invalid in a variable is refused with the variable's name",
        arguments: [
            ("FETCH_COUNT", "many", "FETCH_COUNT: 'many' is not a whole number"),
            ("FETCH_COUNT", "11", "FETCH_COUNT: '11' is out of range (1 to 10)"),
            ("FETCH_KIND", "x", "FETCH_KIND: 'x' is not one of standard, direct-access"),
        ])
    func badVariable(name: String, value: String, message: String) throws {
        #expect(try Fetch.error([], [name: value])?.message == message)
    }

    @Test("that is invalid in a variable is ignored if the flag is given")
    func overriddenVariable() throws {
        #expect(try Fetch.reading(["-n2"], ["FETCH_COUNT": "many"]) == .with { $0.count = 2 })
    }
}
