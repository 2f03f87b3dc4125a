/// The one place for the program's version and for the address of its releases; the packages read both here.
enum Release {
    static let version = "0.1.0"
    /// The page of releases, such as `https://github.com/OWNER/REPOSITORY/releases`; nil while nobody publishes them.
    static let address: String? = nil
}
