import Kernel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The content of a request besides its address.
struct RequestContent: ArgumentGroup, Equatable {
    @Option("f", help: "A text parameter")
    var rawField: [Parameter] = []

    @Option(
        "F",
        help:
            "A typed parameter: true, false, null, a number, JSON in brackets, @FILE (@- for stdin), or else text"
    )
    var field: [Parameter] = []

    @Option(valueName: "FILE", help: "The body; - is stdin", validate: .notEmpty, completion: .files)
    var input: String?

    @Option("H", help: "A request header")
    var header: [HeaderField] = []

    /// Whether there is nothing to send.
    var isEmpty: Bool { rawField.isEmpty && field.isEmpty && input == nil }

    func validate() throws {
        if input != nil, !(rawField.isEmpty && field.isEmpty) {
            throw CommandError.usage("--input is the whole body; put parameters into the path's query")
        }
        let lists = { (parameters: [Parameter]) in Set(parameters.filter { $0.steps.last == .element }.map(\.key)) }
        if let key = lists(rawField).intersection(lists(field)).sorted().first {
            throw CommandError.usage("'\(key)' is given with -f and with -F, so its order is unknown; use one of them")
        }
        if field.count(where: { $0.value == "@-" }) > 1 {
            throw CommandError.usage("only one parameter can read its value from stdin")
        }
    }

    /// Adds the content to a request that is about to be sent.
    func fill(_ exchange: inout Exchange) async throws {
        for one in header { exchange.headers[one.name] = one.value }
        let source = RequestInput(context: exchange.context)
        if let input {
            exchange.body = try await source.content(input)
        } else if !isEmpty {
            let parameters = try await read(source)
            if exchange.method.takesQuery {
                exchange.endpoint.query += parameters.map(\.queryItem)
            } else {
                exchange.body = Data(try RequestBody.object(parameters).text(indented: false, isVisible: false).utf8)
            }
        }
        if exchange.body != nil, exchange.headers["Content-Type"] == nil {
            exchange.headers["Content-Type"] = "application/json"
        }
    }

    private func read(_ source: RequestInput) async throws -> [ReadParameter] {
        var parameters = rawField.map { ReadParameter(parameter: $0, value: JSONText(quoting: $0.value)) }
        for one in field {
            parameters.append(ReadParameter(parameter: one, value: try await source.value(one.value, of: one.key)))
        }
        return parameters
    }
}
