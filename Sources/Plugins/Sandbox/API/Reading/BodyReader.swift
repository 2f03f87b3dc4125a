#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import AstroAPI
import AstroSandbox
import Kernel

/// Reads the fields of one JSON object one by one, and collects their errors so that an answer can contain all of
/// them at once.
struct BodyReader {
    private let container: KeyedDecodingContainer<TextKey>
    private let path: String
    private(set) var errors: [ErrorBody.FieldError] = []

    fileprivate init(_ container: KeyedDecodingContainer<TextKey>, path: String = "") {
        self.container = container
        self.path = path
    }

    /// Returns a string; nil if it is missing or invalid.
    mutating func text(_ name: String, required: Bool = false, mayBeEmpty: Bool = true) -> String? {
        guard let text = value(String.self, name, "a string", required) else { return nil }
        if mayBeEmpty || !text.isEmpty { return text }
        errors.append(.empty(path + name))
        return nil
    }

    /// Returns one of a few names.
    mutating func choice<Name: OpenEnum>(_ name: String, of names: [Name], required: Bool = false) -> Name? {
        guard let value = text(name, required: required).map(Name.init(rawValue:)) else { return nil }
        if names.contains(value) { return value }
        errors.append(.notOneOf(names.map(\.rawValue), field: path + name))
        return nil
    }

    mutating func integer(_ name: String, in range: ClosedRange<Int>) -> Int? {
        guard let value = value(Int.self, name, "an integer", false) else { return nil }
        if range.contains(value) { return value }
        errors.append(.outOfRange(range, field: path + name))
        return nil
    }

    /// Returns a list of objects, each read by `read`.
    mutating func objects<Element>(_ name: String, _ read: (inout BodyReader) -> Element?) -> [Element] {
        guard has(name, required: true) else { return [] }
        guard var list = try? container.nestedUnkeyedContainer(forKey: TextKey(stringValue: name)) else {
            errors.append(.wrongType("an array", field: path + name))
            return []
        }
        var elements: [Element] = []
        while !list.isAtEnd {
            let place = "\(path)\(name)[\(list.currentIndex)]"
            guard let object = try? list.nestedContainer(keyedBy: TextKey.self) else {
                errors.append(.wrongType("an object", field: place))
                break  // The container stays at an element that it could not read.
            }
            var reader = BodyReader(object, path: place + ".")
            if let element = read(&reader) { elements.append(element) }
            errors += reader.errors
        }
        return elements
    }

    /// Adds an error that the reader itself can't detect.
    mutating func refuse(_ name: String, code: String, _ message: String) {
        errors.append(.init(code: code, field: path + name, message: message))
    }

    private mutating func value<Value: Decodable>(
        _ type: Value.Type, _ name: String, _ words: String, _ required: Bool
    ) -> Value? {
        guard has(name, required: required) else { return nil }
        if let value = try? container.decode(type, forKey: TextKey(stringValue: name)) { return value }
        errors.append(.wrongType(words, field: path + name))
        return nil
    }

    private mutating func has(_ name: String, required: Bool) -> Bool {
        let isThere = container.contains(TextKey(stringValue: name))
        if !isThere, required { errors.append(.required(path + name)) }
        return isThere
    }
}

/// A request's body that can be checked field by field.
protocol CheckedBody {
    /// Reads the fields; nil, with the reader's errors, if one is invalid.
    init?(reading fields: inout BodyReader)
}

extension CheckedBody {
    /// Reads the body of a request.
    init(_ request: HTTPRequest) throws {
        guard let body = request.body, !body.isEmpty else { throw SandboxRefusal(400, "the request has no body") }
        let reading: Reading<Self>
        do {
            reading = try JSONDecoder().decode(Reading<Self>.self, from: body)
        } catch {
            throw SandboxRefusal(400, "the body is not a JSON object")
        }
        guard reading.errors.isEmpty, let content = reading.content else { throw SandboxRefusal(reading.errors) }
        self = content
    }
}

private struct Reading<Content: CheckedBody>: Decodable {
    let content: Content?
    let errors: [ErrorBody.FieldError]

    init(from decoder: any Decoder) throws {
        var reader = BodyReader(try decoder.container(keyedBy: TextKey.self))
        content = Content(reading: &reader)
        errors = reader.errors
    }
}
