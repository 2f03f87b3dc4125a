import Foundation
import Kernel
import Testing

@testable import MCP

@Suite("An answer as a model sees it")
struct UntrustedTextTests {
    private func text(_ answer: String, _ destination: String? = nil) throws -> UntrustedText {
        let named = try destination.map { try DeclaredDestination($0) }
        return UntrustedText(
            secrets: KnownSecrets(), answers: [Data(answer.utf8)],
            places: named?.phrases.map { (phrase: $0, name: named?.name ?? "") } ?? [])
    }

    private func shown(_ value: String, answered: String) throws -> String {
        let value = try #require(JSONValue(parsing: Data(value.utf8)))
        return JSONWriter.text(of: try text(answered).shown(value), indented: false)
    }

    @Test(
        "masks a variable's value, whatever its length, type and white space, even alone",
        arguments: [#""hunt3r\n""#, #"" sp4ce ""#, "424242", #"["LISTVAL"]"#])
    func variables(value: String) throws {
        let answer = #"{"environmentVariables":[{"key":"K","value":\#(value),"isSecret":false}]}"#
        #expect(try shown(answer, answered: answer).contains(#""isSecret":false"#))
        for piece in [answer, value] {
            let shown = try shown(piece, answered: answer)
            #expect(!["hunt3r", "sp4ce", "424242", "LISTVAL"].contains(where: shown.contains), "\(shown)")
        }
    }

    @Test("masks a map of variables", arguments: ["environmentVariables", "env", "envVars"])
    func maps(field: String) throws {
        let answer = #"{"\#(field)":{"PASSWORD_OF_DB":"pw12zz"}}"#
        #expect(try !shown(answer, answered: answer).contains("pw12zz"))
    }

    @Test("leaves out fields with secret or password in their names")
    func fields() throws {
        let answer = #"{"secretValue":"a1","passwordHash":"b2","apiKeys":["c3"],"shortToken":"d4"}"#
        #expect(try shown(answer, answered: "{}") == #"{"shortToken":"d4"}"#)
    }

    @Test("names a destination, however its command is quoted")
    func destination() throws {
        let text = try text("{}", #"v=command:sh -c "exit 3" "X-Vault-Token: hvs.SECRET""#)
        let message = text.message("not delivered: the command 'sh -c exit 3 X-Vault-Token: hvs.SECRET': exit code 3")
        #expect(message["text"]?.string == "not delivered: the destination 'v': exit code 3")
    }

    @Test("hides where a record with a value is stored")
    func record() throws {
        let text = UntrustedText(secrets: KnownSecrets(), answers: [], recordFolder: "/home/me/.astro/recovery")
        let message = text.message("not delivered; It is saved in /home/me/.astro/recovery/ctok1.json. It works")
        #expect(message["text"]?.string == "not delivered; It is saved in a record on this machine. It works")
    }

    @Test("does not alter words that contain a short path")
    func shortPath() throws {
        let text = try text("{}", "f=file:tok")
        #expect(text.message("The token has a new value")["text"]?.string == "The token has a new value")
        #expect(text.message("the file tok is full")["text"]?.string == "the destination 'f' is full")
    }
}
