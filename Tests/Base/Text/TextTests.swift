import Testing

@testable import Base

@Suite("Text")
struct TextTests {
    @Test("has a noun in the plural unless there is one", arguments: [(0, "0 beds"), (1, "1 bed"), (2, "2 beds")])
    func counted(number: Int, text: String) {
        #expect(number.counted("bed") == text)
    }

    @Test("has ASCII letters and digits as characters and as bytes")
    func alphanumeric() {
        let bytes = (0...255 as ClosedRange<UInt8>).filter(\.isASCIIAlphanumeric)
        #expect(
            String(decoding: bytes, as: UTF8.self) == "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
        #expect(bytes.allSatisfy { Unicode.Scalar($0).isASCIIAlphanumeric })
        // The last byte of the second one is a letter's.
        #expect("éš".unicodeScalars.allSatisfy { !$0.isASCIIAlphanumeric })
    }
}
