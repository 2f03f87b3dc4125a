/// The IDs of the places in a new sandbox, for seeds, examples and tests.
public enum SandboxPlaces {
    /// The Organization Acme.
    public static let organization = "corganization00000000acme"
    /// The Workspace Analytics.
    public static let analytics = "cworkspace000000analytics"
    /// The Workspace Payments.
    public static let payments = "cworkspace0000000payments"
    /// The Deployment Production, in Analytics.
    public static let production = "cdeployment0000production"
    /// The Deployment Staging, in Analytics.
    public static let staging = "cdeployment0000000staging"
    /// The Deployment Ledger, in Payments.
    public static let ledger = "cdeployment00000000ledger"
}
