public import Kernel

/// A plugin that adds its own resource to the sandbox.
///
/// ```swift
/// extension VariablesPlugin: SandboxExtension {
///     public static var sandbox: SandboxPart {
///         SandboxPart(
///             seed: ["LOG_LEVEL": "INFO"],
///             routes: [
///                 .get("deployments/{deployment}/variables/{key}") { call, variables in
///                     guard let value = variables[try call["key"]] else {
///                         throw SandboxRefusal.unknown("variable \(try call["key"])")
///                     }
///                     return Variable(value)
///                 },
///                 .delete("deployments/{deployment}/variables/{key}") { call, variables in
///                     variables[try call["key"]] = nil
///                 },
///             ])
///     }
/// }
/// ```
/// In a program that includes the sandbox, these routes work alongside the sandbox's own: with `--context sandbox`,
/// `sandbox serve`, in tests and in the README's examples. `plugin check` reports routes that two plugins claim.
public protocol SandboxExtension: Plugin {
    /// The routes, and the data behind them.
    static var sandbox: SandboxPart { get }
}

/// A plugin's part of the sandbox: routes, and the state behind them.
public struct SandboxPart: Sendable {
    /// The routes, in the order of their declaration.
    package let operations: [SandboxOperation]

    /// Creates a part with routes and their state.
    ///
    /// - Parameters:
    ///   - seed: The initial state. It is kept in the sandbox's state file; `sandbox reset` restores it.
    public init<State: Codable & Sendable>(
        seed: @autoclosure @escaping @Sendable () -> State, routes: [SandboxRoute<State>]
    ) {
        operations = routes.map { SandboxOperation($0, seed: seed) }
    }
}
