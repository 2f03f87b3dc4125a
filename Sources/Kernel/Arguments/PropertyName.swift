/// Turns property names into the names people type.
enum PropertyName {
    /// `organizationID` becomes `organization-id`.
    static func dashed(_ name: String) -> String {
        var result = ""
        var previousWasLower = false
        for character in name {
            if character.isUppercase, previousWasLower { result.append("-") }
            result += character.lowercased()
            previousWasLower = !character.isUppercase
        }
        return result
    }

    /// `organization-id` becomes `ORGANIZATION_ID`.
    static func placeholder(_ name: String) -> String {
        String(name.uppercased().map { $0 == "-" ? "_" : $0 })
    }
}
