/// What the API says of a request that it refused.
public struct ErrorBody: Codable, Sendable, Equatable {
    /// What is wrong with one field of the request.
    public struct FieldError: Codable, Sendable, Equatable {
        /// A stable name for the rule that was broken.
        public var code: String
        /// The field's name.
        public var field: String
        /// What is wrong, in words.
        public var message: String

        /// Describes what is wrong with a field.
        public init(code: String, field: String, message: String) {
            self.code = code
            self.field = field
            self.message = message
        }
    }

    /// What is wrong, in words.
    public var message: String
    /// The server's name for the request.
    public var requestId: String
    /// The status code once more.
    public var statusCode: Int
    /// What is wrong with which field.
    public var fieldErrors: [FieldError]?

    /// Describes a refusal.
    package init(message: String, requestId: String, statusCode: Int, fieldErrors: [FieldError]? = nil) {
        self.message = message
        self.requestId = requestId
        self.statusCode = statusCode
        self.fieldErrors = fieldErrors
    }
}
