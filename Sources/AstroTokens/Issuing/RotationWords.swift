import AstroAPI
import AstroPlaces
import Kernel

/// The commands to suggest after a failed rotation, which depend on whether the rotated token is the credential in
/// use.
struct RotationWords {
    /// The command that delivers a saved value.
    let recovery: Hint
    /// The same, including what to do with the value if that is known.
    let advice: Hint
    /// What to do if the new value was lost.
    let repetition: Hint

    init(_ target: APIToken, _ place: TokenPlace, _ context: Context) {
        recovery = place.family.command("recover", [target.id])
        let rotate = place.command("rotate", target.id)
        guard context.auth.apiTokenID == target.id else {
            (advice, repetition) = (recovery, rotate)
            return
        }
        // A stored login switches to a recovered value automatically.
        advice = context.auth.isStored ? recovery : "export \(variable: "API_TOKEN")=\"$(\(recovery))\""
        repetition = "log in with another credential and run: \(rotate)"
    }
}
