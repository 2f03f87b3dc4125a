/// Random numbers that a seed reproduces.
package struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    package init(_ seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    package mutating func number(below limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }

    package mutating func word(of alphabet: String, _ length: ClosedRange<Int>) -> String {
        let letters = Array(alphabet.unicodeScalars)
        var word = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: length, using: &self) { word.append(letters[number(below: letters.count)]) }
        return String(word)
    }
}
