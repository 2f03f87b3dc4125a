package import Kernel

// The models that may occur ten thousand times, field by field in the order of encoding.

/// A row of the API's models.
package protocol ModelRow: JSONRow {}

extension ModelRow {
    package static func read(_ reader: inout JSONRowReader, into row: inout Self?) {
        var read = unread
        read.visitFields(&reader)
        row = read
    }

    package static func readAll(_ reader: inout JSONRowReader, while next: (inout JSONRowReader) -> Bool) -> [Self] {
        var rows: [Self] = []
        while next(&reader) {
            var row = unread
            row.visitFields(&reader)
            rows.append(row)
        }
        return rows
    }

    package mutating func write(_ writer: inout JSONRowWriter) { visitFields(&writer) }
    package mutating func write(_ writer: inout YAMLRowWriter) { visitFields(&writer) }
}

/// A row that the API lists page by page.
protocol ListedRow: ModelRow {
    /// Returns the IDs of rows without copying a row, which only its own module can do.
    static func ids(of rows: [Self]) -> [String]
}

extension APIToken: ListedRow {
    static func ids(of rows: [APIToken]) -> [String] { rows.map(\.id) }
}

extension APIToken: ModelRow {
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

extension TokenRole: ModelRow {
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

extension SubjectProfile: ModelRow {
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

extension Deployment: ListedRow {
    package static var unread: Deployment {
        Deployment(id: "", name: "", namespace: "", status: "", workspaceId: "")
    }

    static func ids(of rows: [Deployment]) -> [String] { rows.map(\.id) }

    package mutating func visitFields(_ visitor: inout some FieldVisitor) {
        visitor.text("id", &id)
        visitor.text("name", &name)
        visitor.text("namespace", &namespace)
        visitor.text("status", &status)
        visitor.text("workspaceId", &workspaceId)
        visitor.text("workspaceName", &workspaceName)
        visitor.text("organizationId", &organizationId)
        visitor.text("description", &description)
        visitor.text("airflowVersion", &airflowVersion)
        visitor.text("astroRuntimeVersion", &astroRuntimeVersion)
        visitor.text("runtimeVersion", &runtimeVersion)
        visitor.text("cloudProvider", &cloudProvider)
        visitor.text("region", &region)
        visitor.text("clusterName", &clusterName)
        visitor.flag("isCicdEnforced", &isCicdEnforced)
        visitor.flag("isDagDeployEnabled", &isDagDeployEnabled)
        visitor.text("type", &type)
        visitor.row("remoteExecution", &remoteExecution)
        visitor.moment("createdAt", &createdAt)
        visitor.moment("updatedAt", &updatedAt)
    }
}

extension Deployment.RemoteExecution: ModelRow {
    package static var unread: Self { Self() }

    package mutating func visitFields(_ visitor: inout some FieldVisitor) { visitor.flag("enabled", &enabled) }
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
