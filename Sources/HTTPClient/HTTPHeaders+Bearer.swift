package import Base

extension HTTPHeaders {
    /// The token of the bearer scheme, in any case, in the `Authorization` header; nil if there is none.
    package var bearerToken: String? {
        get {
            let parts = (self["Authorization"] ?? "").split(separator: " ")
            guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
            return String(parts[1])
        }
        set { self["Authorization"] = newValue.map { "Bearer \($0)" } }
    }
}
