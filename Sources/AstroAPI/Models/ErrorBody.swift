/// The body of the API's response to a request that it refused.
public struct ErrorBody: Codable, Sendable, Equatable {
    /// An error in one field of the request.
    public struct FieldError: Codable, Sendable, Equatable {
        /// A stable name for the rule that was broken.
        public var code: String
        /// The field's name.
        public var field: String
        /// A description of the error.
        public var message: String

        /// Creates an error in a field.
        public init(code: String, field: String, message: String) {
            self.code = code
            self.field = field
            self.message = message
        }
    }

    /// A description of the error.
    public var message: String
    /// The server's ID for the request.
    public var requestId: String
    /// The response's status code.
    public var statusCode: Int
    /// The errors in individual fields.
    public var fieldErrors: [FieldError]?

    /// Describes a refusal.
    package init(message: String, requestId: String, statusCode: Int, fieldErrors: [FieldError]? = nil) {
        self.message = message
        self.requestId = requestId
        self.statusCode = statusCode
        self.fieldErrors = fieldErrors
    }
}
