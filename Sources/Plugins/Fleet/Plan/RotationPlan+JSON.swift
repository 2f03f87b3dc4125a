import Kernel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

// A plan may have a hundred thousand tokens: it is written field by field, in alphabetical order, without intermediate
// values. It is read as `Codable`, which validates the actions.

extension RotationPlan {
    /// Returns the plan as JSON, in UTF-8.
    func json(isIndented: Bool) -> [UInt8] {
        var writer = JSONRowWriter(isIndented: isIndented)
        writer.write(self)
        return writer.output.takeBytes()
    }

    /// Returns JSON without the whitespace between its tokens.
    static func withoutSpace(_ json: Data) -> [UInt8] {
        var (result, isText, isEscaped) = ([UInt8](), false, false)
        result.reserveCapacity(json.count)
        for byte in json where isText || byte > 0x20 {
            result.append(byte)
            if !isEscaped, byte == UInt8(ascii: "\"") { isText.toggle() }
            isEscaped = isText && !isEscaped && byte == UInt8(ascii: "\\")
        }
        return result
    }
}

/// A part of a plan; the shared code is in this module for the reason given in ``JSONRow``.
protocol PlanPart: JSONRow {}

extension PlanPart {
    static func read(_ reader: inout JSONRowReader, into row: inout Self?) {
        var read = unread
        read.visitFields(&reader)
        row = read
    }

    static func readAll(_ reader: inout JSONRowReader, while next: (inout JSONRowReader) -> Bool) -> [Self] {
        var rows: [Self] = []
        while next(&reader) {
            var row = unread
            row.visitFields(&reader)
            rows.append(row)
        }
        return rows
    }

    mutating func write(_ writer: inout JSONRowWriter) { visitFields(&writer) }
    mutating func write(_ writer: inout YAMLRowWriter) { visitFields(&writer) }
}

extension RotationPlan: PlanPart {
    static var unread: RotationPlan {
        RotationPlan(
            madeAt: .distantPast, validUntil: .distantPast, context: "", organizationId: "", policy: nil, items: [],
            leftOut: [])
    }

    mutating func visitFields(_ visitor: inout some FieldVisitor) {
        var (items, leftOut, version) = (Optional(items), Optional(leftOut), Optional(version))
        visitor.text("checksum", &checksum)
        visitor.text("context", &context)
        visitor.rows("items", &items)
        visitor.rows("leftOut", &leftOut)
        visitor.text("madeAt", &madeAt)
        visitor.text("organizationId", &organizationId)
        visitor.text("policy", &policy)
        visitor.text("validUntil", &validUntil)
        visitor.number("version", &version)
    }

}

extension RotationPlan.Item: PlanPart {
    static var unread: Self {
        Self(
            id: "", name: "", scope: "", placeId: "", placeName: "", fingerprint: .unread, endAt: nil, rule: nil,
            reason: "", action: .rotate, overlap: nil)
    }

    mutating func visitFields(_ visitor: inout some FieldVisitor) {
        var (action, fingerprint) = (action.rawValue, Optional(fingerprint))
        visitor.text("action", &action)
        visitor.text("endAt", &endAt)
        visitor.row("fingerprint", &fingerprint)
        visitor.text("id", &id)
        visitor.text("name", &name)
        visitor.text("overlap", &overlap)
        visitor.text("placeId", &placeId)
        visitor.text("placeName", &placeName)
        visitor.text("reason", &reason)
        visitor.text("rule", &rule)
        visitor.text("scope", &scope)
    }

}

extension RotationPlan.Fingerprint: PlanPart {
    static var unread: Self { Self(shortToken: "", lastRotatedAt: nil) }

    mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.text("lastRotatedAt", &lastRotatedAt)
        visitor.text("shortToken", &shortToken)
    }

}

extension RotationPlan.LeftOut: PlanPart {
    static var unread: Self { Self(id: "", name: "", why: .unmatched, rule: nil, command: nil) }

    mutating func visitFields(_ visitor: inout some FieldVisitor) {
        var why = why.rawValue
        visitor.texts("command", &command)
        visitor.text("id", &id)
        visitor.text("name", &name)
        visitor.text("rule", &rule)
        visitor.text("why", &why)
    }

}
