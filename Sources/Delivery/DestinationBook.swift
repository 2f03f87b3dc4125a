import Base
package import Kernel

/// The destinations of many secrets: each is usable, and no two are the same.
package struct DestinationBook {
    private let context: Context
    private let placeholder: String
    private var owners: [String: String] = [:]
    /// The folders and programs that were already checked.
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
        let folder = context.environment.workingDirectory
        let paths = (filled.files + filled.envFiles.map(\.path)).map { FilePaths.resolve($0, in: folder) }
        if let path = filled.spared.first(where: { paths.contains(FilePaths.resolve($0, in: folder)) }) {
            throw CommandError.usage(
                "the value of \(owner) would replace \(path), which is still needed; nothing was changed")
        }
        for key in filled.keys(in: folder) {
            if let other = owners.updateValue(owner, forKey: key) {
                throw CommandError.usage(
                    "the values of \(other) and \(owner) would both go to \(key); "
                        + "put {\(placeholder)} into it; nothing was changed")
            }
        }
        let surroundings = filled.surroundings(in: folder)
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
}
