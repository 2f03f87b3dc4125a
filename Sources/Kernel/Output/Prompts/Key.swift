/// What a person pressed on a keyboard.
public enum Key: Sendable, Equatable {
    /// A character to be typed.
    case character(Character)
    /// Return.
    case enter
    /// Escape by itself.
    case escape
    /// Takes back a character.
    case backspace
    /// Ctrl-U, which takes back all that was typed.
    case clear
    /// Ctrl-D, which ends the input.
    case endOfInput
    /// Up, or Ctrl-P.
    case up
    /// Down, or Ctrl-N.
    case down
    /// A window up.
    case pageUp
    /// A window down.
    case pageDown
    /// To the beginning.
    case home
    /// To the end.
    case end
    /// Any other: nothing happens.
    case other

    /// The keys that type a text.
    public static func typing(_ text: String) -> [Key] { text.map(Key.character) }
}
