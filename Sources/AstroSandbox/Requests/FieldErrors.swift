package import AstroAPI

/// The errors of a field, in the API's format.
extension ErrorBody.FieldError {
    package static func required(_ field: String) -> Self {
        Self(code: "required", field: field, message: "is required")
    }

    package static func wrongType(_ type: String, field: String) -> Self {
        Self(code: "type", field: field, message: "must be \(type)")
    }

    package static func empty(_ field: String) -> Self {
        Self(code: "minLength", field: field, message: "must not be empty")
    }

    package static func notOneOf(_ names: [String], field: String) -> Self {
        Self(code: "enum", field: field, message: "must be one of \(names.joined(separator: ", "))")
    }

    package static func outOfRange(_ range: ClosedRange<Int>, field: String) -> Self {
        let limits =
            range.upperBound == Int.max ? "\(range.lowerBound) or more" : "\(range.lowerBound) to \(range.upperBound)"
        return Self(code: "range", field: field, message: "must be \(limits)")
    }
}
