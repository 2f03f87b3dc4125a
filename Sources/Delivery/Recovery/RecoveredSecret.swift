import Base
import Kernel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// An undelivered secret, as shown in results.
package struct RecoveredSecret: Encodable, Sendable {
    package let name: String
    package let subject: String
    package let step: String
    package let askedAt: String
    package let secret: String?

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
