@testable import Base
import KernelTesting
import Testing

@Suite("Printable ASCII")
struct PrintableASCIITests {
    @Test("ends before the first other byte, wherever that is")
    func prefixes() {
        var wrong: [String] = []
        for length in 0..<20 {
            for place in 0...length {
                for byte in UInt8.min...UInt8.max {
                    var bytes = [UInt8](repeating: UInt8(ascii: "~"), count: length)
                    if place < length { bytes[place] = byte }
                    let isPrintable = place == length || (0x20...0x7E).contains(byte)
                    let isQuoted = isPrintable && place < length && "\"\\".utf8.contains(byte)
                    let isRight = bytes.withUnsafeBufferPointer {
                        PrintableASCII.prefix(of: $0) == (isPrintable ? length : place)
                            && PrintableASCII.unquotedPrefix(of: $0) == (isPrintable && !isQuoted ? length : place)
                    }
                    if !isRight { wrong.append("\(byte) at \(place) of \(length)") }
                }
            }
        }
        #expect(wrong == [])
    }

    @Test("ends before the first of several other bytes", arguments: 0..<20 as Range<UInt64>)
    func several(seed: UInt64) {
        var numbers = SeededNumbers(seed)
        for _ in 0..<200 {
            let bytes = (0..<24).map { _ in
                numbers.number(below: 6) == 0
                    ? UInt8(numbers.number(below: 256)) : UInt8(0x20 + numbers.number(below: 0x5F))
            }
            let first = bytes.firstIndex { !(0x20...0x7E).contains($0) } ?? bytes.count
            let quote = bytes.firstIndex { "\"\\".utf8.contains($0) } ?? bytes.count
            bytes.withUnsafeBufferPointer {
                #expect(PrintableASCII.prefix(of: $0) == first)
                #expect(PrintableASCII.unquotedPrefix(of: $0) == min(first, quote))
            }
        }
    }

    @Test(
        "is recognized for whole texts",
        arguments: [("", true), ("a b~", true), ("é", false), ("12345678\u{7F}", false)])
    func whole(text: String, isPrintable: Bool) { #expect(PrintableASCII.isAll(text) == isPrintable) }
}
