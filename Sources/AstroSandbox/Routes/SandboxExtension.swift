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
/// In a program that has the sandbox, `--context sandbox`, `sandbox serve`, tests and the README's examples then find the
/// routes beside the sandbox's own. `plugin check` finds routes that two plugins claim.
public protocol SandboxExtension: Plugin {
    /// The routes, and the data behind them.
    static var sandbox: SandboxPart { get }
}

/// The part of the sandbox that one plugin plays: routes, and the state behind them.
public struct SandboxPart: Sendable {
    /// The routes, in the order of their declaration.
    package let operations: [SandboxOperation]

    /// Creates a part from its routes.
    ///
    /// - Parameters:
    ///   - seed: The state in a new sandbox. It is kept in the sandbox's state file; `sandbox reset` returns to it.
    public init<State: Codable & Sendable>(
        seed: @autoclosure @escaping @Sendable () -> State, routes: [SandboxRoute<State>]
    ) {
        operations = routes.map { SandboxOperation($0, seed: seed) }
    }
}
