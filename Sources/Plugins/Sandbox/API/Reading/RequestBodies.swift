import AstroAPI

extension CreateTokenRequest: CheckedBody {
    init?(reading fields: inout BodyReader) {
        let name = fields.text("name", required: true, mayBeEmpty: false)
        let role = fields.text("role", required: true, mayBeEmpty: false)
        let scope = fields.choice("scope", of: [APIToken.Scope.deployment, .workspace, .organization], required: true)
        let entity = fields.text("entityId", required: scope == .deployment || scope == .workspace, mayBeEmpty: false)
        let description = fields.text("description")
        let kind = fields.choice("kind", of: [APIToken.Kind.standard, .directAccess])
        let days = fields.integer("tokenExpiryPeriodInDays", in: 1...3650)
        guard let name, let role, let scope else { return nil }
        RoleCatalog.check(role, in: TokenRole.EntityType(rawValue: scope.rawValue), &fields)
        self.init(
            name: name, role: role, scope: scope, entityId: entity, description: description, kind: kind,
            tokenExpiryPeriodInDays: days)
    }
}

extension CreateAgentTokenRequest: CheckedBody {
    init?(reading fields: inout BodyReader) {
        let name = fields.text("name", required: true, mayBeEmpty: false)
        let description = fields.text("description")
        let days = fields.integer("tokenExpiryPeriodInDays", in: 1...3650)
        guard let name else { return nil }
        self.init(name: name, description: description, tokenExpiryPeriodInDays: days)
    }
}

extension UpdateTokenRequest: CheckedBody {
    init?(reading fields: inout BodyReader) {
        let name = fields.text("name", required: true, mayBeEmpty: false)
        let description = fields.text("description")
        guard let name else { return nil }
        self.init(name: name, description: description)
    }
}

extension UpdateTokenRolesRequest: CheckedBody {
    init?(reading fields: inout BodyReader) {
        let roles = fields.objects("roles", TokenRole.init(reading:))
        let places = roles.map { RoleHolding($0) }
        if Set(places).count < places.count {
            fields.refuse("roles", code: "unique", "must name each place once")
        }
        self.init(roles: roles)
    }
}

/// A thing on which a token can have one role at a time.
private struct RoleHolding: Hashable {
    let type: TokenRole.EntityType
    let entity: String
    let deployment: String?

    init(_ role: TokenRole) {
        type = role.entityType
        entity = role.entityId
        deployment = role.deploymentId
    }
}

extension TokenRole {
    fileprivate init?(reading fields: inout BodyReader) {
        let types = [EntityType.organization, .workspace, .deployment, .dag, .dagTag]
        let entity = fields.text("entityId", required: true, mayBeEmpty: false)
        let type = fields.choice("entityType", of: types, required: true)
        let role = fields.text("role", required: true, mayBeEmpty: false)
        let deployment = fields.text("deploymentId", required: type == .dag || type == .dagTag, mayBeEmpty: false)
        guard let entity, let type, let role else { return nil }
        RoleCatalog.check(role, in: type, &fields)
        self.init(entityId: entity, entityType: type, role: role, deploymentId: deployment)
    }
}
