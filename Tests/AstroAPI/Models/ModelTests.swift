import AstroAPI
import Foundation
import KernelTesting
import Testing

@Suite("Models of the API")
struct ModelTests {
    @Test(
        "An unknown enum value is kept and written back",
        arguments: ["DEPLOYMENT", "CLUSTER", "", "deployment", "ü"])
    func openEnums(name: String) throws {
        let json = "[\"\(name)\"]"
        let scopes = try JSONDecoder().decode([APIToken.Scope].self, from: Data(json.utf8))
        #expect(scopes.map(\.description) == [name])
        #expect(String(decoding: try JSONEncoder().encode(scopes), as: UTF8.self) == json)
        #expect((scopes == [.deployment]) == (name == "DEPLOYMENT"))
    }

    @Test("The known enum values are the API's")
    func knownNames() {
        let kinds: [APIToken.Kind] = [.standard, .directAccess]
        let scopes: [APIToken.Scope] = [.deployment, .workspace, .organization]
        let places: [TokenRole.EntityType] = [.organization, .workspace, .deployment, .dag, .dagTag]
        #expect(kinds.map(\.rawValue) == ["STANDARD", "DIRECT_ACCESS"])
        #expect(scopes.map(\.rawValue) == ["DEPLOYMENT", "WORKSPACE", "ORGANIZATION"])
        #expect(places.map(\.rawValue) == ["ORGANIZATION", "WORKSPACE", "DEPLOYMENT", "DAG", "DAG_TAG"])
    }

    @Test("A token with all fields survives a round trip")
    func wholeToken() throws {
        let written = try JSONDecoder().decode(JSON.self, from: Data(Self.token.utf8))
        let token = try JSONDecoder().decode(APIToken.self, from: Data(Self.token.utf8))
        #expect(try JSONDecoder().decode(JSON.self, from: JSONEncoder().encode(token)) == written)
    }

    @Test("Only a missing ID fails, not unknown or missing fields")
    func unknownFields() throws {
        let extended = Self.token.replacing("{\"id\": \"t1\",", with: #"{"id": "t1", "new": {"a": [1]},"#)
        #expect(try JSONDecoder().decode(APIToken.self, from: Data(extended.utf8)).id == "t1")
        let lacking = Self.token.replacing("\"scope\": \"CLUSTER\",", with: "")
        #expect(try JSONDecoder().decode(APIToken.self, from: Data(lacking.utf8)).scope.rawValue == "")
        let nameless = Self.token.replacing("\"id\": \"t1\",", with: "")
        #expect(throws: DecodingError.self) { try JSONDecoder().decode(APIToken.self, from: Data(nameless.utf8)) }
    }

    @Test(
        "An actor is shown by the best available name",
        arguments: [
            (SubjectProfile(id: "u", fullName: "Ada", username: "a@b", apiTokenName: "ci"), "Ada"),
            (SubjectProfile(id: "u", fullName: "", username: "a@b", apiTokenName: "ci"), "ci"),
            (SubjectProfile(id: "u", username: "a@b"), "a@b"), (SubjectProfile(id: "u", username: ""), "u"),
        ])
    func names(profile: SubjectProfile, name: String) {
        #expect(profile.displayName == name)
    }

    private static let token = """
        {"id": "t1", "name": "n", "description": "d", "kind": "FUTURE", "scope": "CLUSTER", "shortToken": "abc",
        "token": "v", "createdAt": "2026-01-05T10:00:00.123456Z", "updatedAt": "never", "startAt": "2026-01-05T10:00:00+01:00",
        "endAt": "2027-01-05T10:00:00Z", "lastUsedAt": "2026-02-05T10:00:00Z", "lastRotatedAt": "2026-02-05T10:00:00Z",
        "expiryPeriodInDays": 365, "roles": [{"entityId": "e", "entityType": "GALAXY", "role": "r", "deploymentId": "d"}],
        "createdBy": {"id": "u", "subjectType": "USER", "fullName": "Ada", "username": "a@b", "avatarUrl": "x"},
        "updatedBy": {"id": "k", "apiTokenName": "ci"}}
        """
}
