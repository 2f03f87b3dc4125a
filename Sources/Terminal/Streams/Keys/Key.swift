import Base

/// A key that the user pressed.
public enum Key: Sendable, Equatable {
    /// A character.
    case character(Character)
    /// Return.
    case enter
    /// Escape, on its own.
    case escape
    /// Backspace.
    case backspace
    /// Ctrl-U, which deletes the line.
    case clear
    /// Ctrl-D, which ends the input.
    case endOfInput
    /// Up, or Ctrl-P.
    case up
    /// Down, or Ctrl-N.
    case down
    /// Page Up.
    case pageUp
    /// Page Down.
    case pageDown
    /// Home.
    case home
    /// End.
    case end
    /// Any other key; it has no effect.
    case other

    /// Returns the keys to press to type a text.
    public static func typing(_ text: String) -> [Key] { text.map(Key.character) }
}
