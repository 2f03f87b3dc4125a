#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A secret that was left undelivered, as results show it.
package struct RecoveredSecret: Encodable, Sendable {
    let name: String
    let subject: String
    let step: String
    let askedAt: String
    let secret: String?

    package init(_ record: RecoveryRecord, _ secret: String?) {
        name = record.id ?? record.name
        subject = record.subject
        step = record.step
        askedAt = record.askedAt.rfc3339
        self.secret = secret
    }

    package static let columns = [
        Column<RecoveredSecret>("name", "ID") { $0.name },
        Column<RecoveredSecret>("subject", "WHAT") { $0.subject },
        Column<RecoveredSecret>("step", "STEP") { $0.step },
        Column<RecoveredSecret>("askedAt", "SINCE", .moment) { $0.askedAt },
        Column<RecoveredSecret>("secret", "VALUE", shown: .never) { $0.secret ?? "" },
    ]
}
