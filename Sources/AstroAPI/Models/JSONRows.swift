package import Kernel

// The models of which there may be ten thousand, field by field in the order in which they are coded.

extension APIToken: JSONRow {
    package static var unread: APIToken {
        let never = Timestamp("")
        return APIToken(
            id: "", name: "", description: "", kind: Kind(rawValue: ""), scope: Scope(rawValue: ""), shortToken: "",
            createdAt: never, updatedAt: never, startAt: never)
    }

    package mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.text("id", &id)
        visitor.text("name", &name)
        visitor.text("description", &description)
        visitor.name("kind", &kind)
        visitor.name("scope", &scope)
        visitor.text("shortToken", &shortToken)
        visitor.text("token", &token)
        visitor.moment("createdAt", &createdAt)
        visitor.moment("updatedAt", &updatedAt)
        visitor.moment("startAt", &startAt)
        visitor.moment("endAt", &endAt)
        visitor.moment("lastUsedAt", &lastUsedAt)
        visitor.moment("lastRotatedAt", &lastRotatedAt)
        visitor.number("expiryPeriodInDays", &expiryPeriodInDays)
        visitor.rows("roles", &roles)
        visitor.row("createdBy", &createdBy)
        visitor.row("updatedBy", &updatedBy)
    }
}

extension TokenRole: JSONRow {
    package static var unread: TokenRole {
        TokenRole(entityId: "", entityType: EntityType(rawValue: ""), role: "")
    }

    package mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.text("entityId", &entityId)
        visitor.name("entityType", &entityType)
        visitor.text("role", &role)
        visitor.text("deploymentId", &deploymentId)
    }
}

extension SubjectProfile: JSONRow {
    package static var unread: SubjectProfile { SubjectProfile(id: "") }

    package mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.text("id", &id)
        visitor.text("subjectType", &subjectType)
        visitor.text("fullName", &fullName)
        visitor.text("username", &username)
        visitor.text("avatarUrl", &avatarUrl)
        visitor.text("apiTokenName", &apiTokenName)
    }
}

extension FieldVisitor {
    fileprivate mutating func name(_ name: StaticString, _ value: inout some OpenEnum) {
        var text = value.rawValue
        self.text(name, &text)
        value = .init(rawValue: text)
    }

    fileprivate mutating func moment(_ name: StaticString, _ value: inout Timestamp) {
        var text = value.text
        self.text(name, &text)
        value = Timestamp(text)
    }

    fileprivate mutating func moment(_ name: StaticString, _ value: inout Timestamp?) {
        var text = value?.text
        self.text(name, &text)
        value = text.map { Timestamp($0) }
    }
}
