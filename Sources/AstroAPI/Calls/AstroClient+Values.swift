package import Delivery

extension AstroClient {
    /// Returns the server's refusal of a token's value, or nil if the server accepts it.
    ///
    /// - Throws: Whatever keeps the server from saying so.
    package func refusal(of value: String, asTokenID id: String) async throws -> APIError? {
        do {
            _ = try await authorized(by: value).token(id: id)
            return nil
        } catch let error as APIError where error.status == 401 {
            return error
        } catch let error as APIError where [403, 404].contains(error.status) {
            // 403 and 404 prove that the value was accepted.
            return nil
        }
    }

    /// Returns whether the value that a record keeps is a token's live one.
    ///
    /// - Parameter token: The token as the server has it now.
    /// - Throws: Whatever keeps the server from saying so.
    package func isLive(_ record: RecoveryRecord, of token: APIToken) async throws -> Bool {
        guard let value = record.secret, (try? value.requireUsable()) != nil else { return false }
        if let prefix = record.prefix, !prefix.isEmpty, prefix == token.shortToken { return true }
        return try await refusal(of: value, asTokenID: token.id) == nil
    }
}

extension APIToken {
    /// Returns whether the server tells of a later rotation than the one that this is the result of.
    ///
    /// - Parameters:
    ///   - live: The token as the server has it now.
    ///   - before: The token before its rotation.
    package func isSuperseded(by live: APIToken, since before: APIToken) -> Bool {
        // An answer that lacks something has it as it was before, and a server that is behind tells of that, too.
        let known = [before.shortToken, ""]
        guard !known.contains(shortToken), !known.contains(live.shortToken), live.shortToken != shortToken else {
            return false
        }
        guard let own = lastRotatedAt?.date, let last = live.lastRotatedAt?.date else { return true }
        return last >= own
    }
}
