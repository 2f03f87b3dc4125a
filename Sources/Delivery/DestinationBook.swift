import Base
package import Kernel

/// The destinations of many secrets: each is usable, and no two are the same.
package struct DestinationBook {
    private let context: Context
    private let placeholder: String
    /// Who has claimed a place, and which variable in it.
    private var owners: [String: [(variable: String?, id: String, owner: String)]] = [:]
    /// The folders and programs that were looked at.
    private var checked: Set<String> = []

    /// - Parameter placeholder: The name that distinguishes all secrets.
    package init(_ context: Context, apartBy placeholder: String) {
        self.context = context
        self.placeholder = placeholder
    }

    /// Checks the destinations of one more secret; each folder and program is checked once.
    ///
    /// - Parameters:
    ///   - filled: The destinations, with all placeholders filled in.
    ///   - owner: The object that the secret belongs to, in messages.
    /// - Throws: ``CommandError`` that names the object.
    package mutating func add(_ filled: DeliveryPlan, of owner: String) throws {
        let keys = Set(filled.claims(in: context).flatMap(\.keys))
        if let path = filled.spared.first(where: { !keys.isDisjoint(with: self.keys(of: $0)) }) {
            throw CommandError.usage(
                "the value of \(owner) would replace \(path), which is still needed; nothing was changed")
        }
        try claim(filled, of: owner, id: owner)
        let surroundings = filled.surroundings(in: context.environment.workingDirectory)
        guard !surroundings.isSubset(of: checked) else { return }
        do {
            _ = try SecretDelivery(filled, in: context)
            checked.formUnion(surroundings)
        } catch {
            var error = CommandError(describing: error)
            error.message = "\(owner): \(error.message)"
            throw error
        }
    }

    private func keys(of path: String) -> [String] {
        context.files.target(of: FilePaths.resolve(path, in: context.environment.workingDirectory)).keys
    }

    /// Claims the destinations of a secret for its owner, who may do so again.
    ///
    /// - Parameters:
    ///   - owner: The object that the secret belongs to, in messages.
    ///   - id: The object's ID, which stays when its name changes.
    /// - Throws: ``CommandError`` if another object has one of them.
    package mutating func claim(_ filled: DeliveryPlan, of owner: String, id: String) throws {
        for claim in filled.claims(in: context) {
            let rival = claim.keys.flatMap { owners[$0] ?? [] }.first { other in
                let isApart = claim.variable != nil && other.variable != nil && claim.variable != other.variable
                return other.id != id && !isApart
            }
            if let rival {
                throw CommandError.usage(
                    "the values of \(rival.owner) and \(owner) would both go to \(claim.label); "
                        + "put {\(placeholder)} into it; nothing was changed")
            }
            for key in claim.keys { owners[key, default: []].append((claim.variable, id, owner)) }
        }
    }
}
