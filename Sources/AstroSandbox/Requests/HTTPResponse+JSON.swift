#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
package import Kernel

extension HTTPResponse {
    /// Returns a response with a JSON body.
    package static func json(_ status: Int, _ content: some Encodable) throws -> HTTPResponse {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        return HTTPResponse(
            status: status, headers: ["Content-Type": "application/json"], body: try encoder.encode(content))
    }
}
