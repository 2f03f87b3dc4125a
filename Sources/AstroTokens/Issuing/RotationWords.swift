import AstroAPI
import AstroPlaces
import Kernel

/// What a person does about a rotation that went wrong, which depends on whether the credential in use is the one that
/// was rotated.
struct RotationWords {
    /// The command that delivers a value that was kept.
    let recovery: Hint
    /// The same, with what is to be done with the value where that is known.
    let advice: Hint
    /// What gets a new value where nobody has the one that was made.
    let repetition: Hint

    init(_ target: APIToken, _ place: TokenPlace, _ context: Context) {
        recovery = place.family.command("recover", [target.id])
        let rotate = place.command("rotate", target.id)
        guard context.auth.apiTokenID == target.id else {
            (advice, repetition) = (recovery, rotate)
            return
        }
        // A stored login goes on with a recovered value by itself.
        advice = context.auth.isStored ? recovery : "export \(variable: "API_TOKEN")=\"$(\(recovery))\""
        repetition = "log in with another credential and run: \(rotate)"
    }
}
