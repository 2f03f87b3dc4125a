import Kernel

/// The tokens to include in a listing.
public enum TokenFilter: Sendable, Equatable {
    /// Every token with a role in a Deployment, whatever its scope.
    case deployment(String)
    /// Every token with a role in a Workspace.
    case workspace(String)
    /// The Organization's own tokens.
    case organization
    /// Every token of the Organization, of every scope.
    case all

    var query: (name: String, value: String)? {
        switch self {
        case .deployment(let id): ("deploymentId", id)
        case .workspace(let id): ("workspaceId", id)
        case .organization: ("includeOnlyOrganizationTokens", "true")
        case .all: nil
        }
    }
}

extension AstroClient {
    /// Returns every token that passes the filter, oldest first.
    public func tokens(_ filter: TokenFilter) async throws -> [APIToken] {
        try await connection.pages(APIToken.self, of: listing(filter)).map(tokenEndpoints.marked)
    }

    /// Passes every token that matches the filter to `handle`, oldest first, one page at a time as they arrive.
    public func tokens(_ filter: TokenFilter, eachPage handle: ([APIToken]) throws -> Void) async throws {
        try await connection.eachPage(APIToken.self, of: listing(filter)) { page in
            try handle(changesTokens ? page : page.map(tokenEndpoints.marked))
        }
    }

    private func listing(_ filter: TokenFilter) -> APICall {
        APICall(
            purpose: "list the tokens", method: .get, path: tokenEndpoints.path, query: tokenEndpoints.query(filter))
    }

    /// Returns the pages of such a listing, for a caller that works while they arrive.
    package func tokenPages(_ filter: TokenFilter) -> Pages<APIToken> {
        Pages(connection: connection, call: listing(filter))
    }

    /// Returns one token.
    public func token(id: String) async throws -> APIToken {
        let token = try await get(
            tokenEndpoints.path(of: id), as: APIToken.self, purpose: "show the token \(id)")
        return tokenEndpoints.marked(token)
    }

    /// Creates a token and returns it with its value, which is never shown again.
    ///
    /// Fields missing from the response are filled in from the request. The ID is empty if the response has none.
    public func createToken(_ request: CreateTokenRequest) async throws -> APIToken {
        try await withValue(
            APICall(
                purpose: "create the token '\(request.name)'", method: .post, path: tokenEndpoints.path,
                body: tokenEndpoints.body(request), doubt: "the token '\(request.name)' may have been created",
                isLookedInto: true,
                ifUnanswered: "list the tokens to see whether it was created",
                change: DeclaredChange("create", subject: "", name: request.name, issuesValue: true)),
            known: request.token)
    }

    /// Changes a token's name or description.
    ///
    /// - Parameter known: The token before the change; it and the request fill in fields missing from the response.
    public func updateToken(
        id: String, _ request: UpdateTokenRequest, known: APIToken? = nil
    ) async throws -> APIToken {
        try requireChange(of: id)
        let call = APICall(
            purpose: "update the token \(id)", method: .post, path: "tokens/\(id)", body: request,
            doubt: "the token \(id) may have been changed",
            ifUnanswered: "try again",
            change: DeclaredChange("update", subject: id, name: known?.name ?? request.name))
        let response = try await connection.send(call)
        var known = known
        known?.name = request.name
        if let description = request.description { known?.description = description }
        let description = AnswerBody.value(TokenDescription.self, in: response.body)
        guard var token = description?.token(known: known) ?? known else {
            throw UnreadableAnswer(call: call, requestID: response.requestID)
        }
        token.id = id
        if known != nil { tell(description?.unreadable, of: call) }
        return token
    }

    /// Replaces the whole list of a token's roles.
    ///
    /// - Parameter name: The token's name, for the audit log.
    public func updateTokenRoles(id: String, _ roles: [TokenRole], name: String? = nil) async throws {
        try requireChange(of: id)
        try await post(
            "tokens/\(id)/roles", body: UpdateTokenRolesRequest(roles: roles),
            purpose: "change the roles of the token \(id)",
            change: DeclaredChange("change-roles", subject: id, name: name),
            doubt: "the roles of the token \(id) may have been changed", ifUnanswered: "try again")
    }

    /// Replaces a token's value and returns the token with the new one; the old value stops working at once.
    ///
    /// - Parameter known: The token before the rotation; it fills in fields missing from the response.
    public func rotateToken(id: String, known: APIToken? = nil) async throws -> APIToken {
        try requireChange(of: id)
        var before = known ?? CreateTokenRequest(name: "", role: "", scope: APIToken.Scope(rawValue: "")).token
        // It identifies the old value.
        before.shortToken = ""
        var token = try await withValue(
            APICall(
                purpose: "rotate the token \(id)", method: .post, path: "tokens/\(id)/rotate",
                doubt: "the token \(id) may have been rotated", isLookedInto: true,
                ifUnanswered: "rotate it again",
                change: DeclaredChange(
                    "rotate", subject: id, name: known?.name, valueBefore: known?.shortToken, issuesValue: true)),
            known: before)
        token.id = id
        return token
    }

    /// Deletes a token.
    ///
    /// If the response to a first attempt was lost and the retry finds no token, it counts as deleted.
    /// - Parameter name: The token's name, for the audit log.
    public func deleteToken(id: String, name: String? = nil) async throws {
        try await delete(
            tokenEndpoints.path(of: id), purpose: "delete the token \(id)",
            change: DeclaredChange("delete", subject: id, name: name),
            doubt: "the token \(id) may have been deleted", ifUnanswered: "try again")
    }

    /// Sends a call whose answer must contain the token's value, and hardly anything else.
    private func withValue(_ call: APICall, known: APIToken) async throws -> APIToken {
        let response: HTTPResponse
        do {
            response = try await connection.send(call)
        } catch let error as LostAnswer {
            // A successful answer that was truncated after the value is enough.
            guard let part = error.part, part.isSuccess, IssuedValue(in: part.body) != nil else { throw error }
            connection.warn("\(error.loss.message); the value had arrived before")
            response = part
        }
        let description = AnswerBody.value(TokenDescription.self, in: response.body, isPartEnough: true)
        guard let value = IssuedValue(in: response.body) else {
            throw UnreadableAnswer(call: call, requestID: response.requestID, madeID: description?.id)
        }
        if value.isInDoubt {
            connection.warn(
                "the server's answer is not what it should be; if the value that was found in it does not work, rotate "
                    + "the token")
        }
        tell(description?.unreadable, of: call)
        var token = description?.token(known: known) ?? known
        token.token = value.text
        return tokenEndpoints.marked(token)
    }

    /// Warns about the unusable parts of an answer.
    private func tell(_ unreadable: [String]?, of call: APICall) {
        guard let unreadable else {
            return connection.warn(
                "the server's answer can't be read completely; the token is shown as it was known before")
        }
        guard !unreadable.isEmpty else { return }
        connection.warn(
            "the server's answer has no usable \(unreadable.joined(separator: ", ")); "
                + "the token is shown as it was known before")
    }
}
