package import Base

extension HTTPHeaders {
    /// The token in `Authorization: Bearer …`; nil if there is none. The scheme's case doesn't matter.
    package var bearerToken: String? {
        get {
            let parts = (self["Authorization"] ?? "").split(separator: " ")
            guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
            return String(parts[1])
        }
        set { self["Authorization"] = newValue.map { "Bearer \($0)" } }
    }
}
