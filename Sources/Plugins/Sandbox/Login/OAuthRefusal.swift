import Kernel

/// An error in OAuth's format.
struct OAuthRefusal: Error, Encodable {
    let status: Int
    let error: String
    let description: String

    private enum CodingKeys: String, CodingKey {
        case error
        case description = "error_description"
    }

    init(_ error: String, _ description: String, status: Int = 400) {
        (self.error, self.description, self.status) = (error, description, status)
    }
}
