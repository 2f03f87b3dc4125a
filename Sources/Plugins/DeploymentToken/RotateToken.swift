import AstroAPI
import Kernel

/// Gives a token a new value and prints it once.
struct RotateToken: Command, Equatable {
    static let configuration = CommandConfiguration(
        "rotate", aliases: ["ro"], summary: "Give a token a new value and retire the old one",
        discussion: "The old value stops working at once. The new one is written to stdout and never shown again.",
        effect: .changes,
        examples: [
            Example("rotate --name 'CI deploy' --deployment-id ID", "Rotate a token by its name, after a question"),
            Example("rotate TOKEN_ID --deployment-id ID --force --clean-output", "Rotate in a script"),
        ])
    static var fields: [String] { TokenColumns.fieldsWithValue }

    @OptionGroup var token: TokenSelection

    @Flag("c", help: "Write nothing but the new value")
    var cleanOutput = false

    @Flag("f", help: "Skip the confirmation")
    var force = false

    @OptionGroup var deployment: DeploymentSelection

    func run(in context: Context) async throws {
        try context.output.requireReader()
        let client = try AstroClient(context)
        let deployment = try await deployment.resolve(in: context, client)
        let target = try await token.resolve(in: context, client, deployment: deployment)
        try target.requireOwner(deployment: deployment, toBe: "rotate")
        try await confirm(target, context)
        try await context.uninterrupted("rotating the token \(target.label)") {
            let rotated = try await client.rotateToken(id: target.id)
            try deliver(rotated, deployment, context)
        }
    }

    private func confirm(_ target: APIToken, _ context: Context) async throws {
        guard !force else { return }
        context.output.warning("the current value of the token \(target.label) stops working at once")
        try await context.output.confirm("Rotate it?", flag: "--force")
    }

    private func deliver(_ rotated: APIToken, _ deployment: String, _ context: Context) throws {
        try context.deliver(
            rotated.token ?? "", of: rotated, named: rotated.id, columns: TokenColumns.withValue(deployment: deployment)
        )
        guard !cleanOutput else { return }
        context.output.notice("The token \(rotated.label) has a new value, shown once. Its old value no longer works.")
    }
}
