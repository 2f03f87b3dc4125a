/// Something noteworthy about a token.
enum ReportRemark: String, CaseIterable {
    case expired = "expired"
    case ending = "expires within 30 days"
    case unending = "never expires"
    case unused = "never used"
    case wide = "has a wide role"
    case ownerless = "no known creator"

    /// How the page draws attention to it.
    enum Tone: String {
        case bad, warn, plain
    }

    var tone: Tone {
        switch self {
        case .expired: .bad
        case .ending, .wide: .warn
        case .unending, .unused, .ownerless: .plain
        }
    }

    /// The words after a count of such tokens.
    var ofMany: String {
        switch self {
        case .ending: "expire within 30 days"
        case .unending: "never expire"
        case .wide: "have a wide role"
        case .ownerless: "without a known creator"
        case .expired, .unused: rawValue
        }
    }
}
