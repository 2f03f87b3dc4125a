#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The person's web browser.
enum Browser {
    /// Opens a page in the browser that `BROWSER` names, or in the system's; false where there is none.
    ///
    /// It is not waited for: some browsers end when their window is closed.
    static func open(_ page: URL, in environment: Environment) -> Bool {
        commands(environment).contains { words in
            guard let name = words.first, let path = Subprocess.find(name, in: environment) else { return false }
            let isNamed = words.contains { $0.contains("%s") }
            let arguments = words.dropFirst().map { $0.replacing("%s", with: page.absoluteString) }
            let process = Subprocess(
                words: [path] + arguments + (isNamed ? [] : [page.absoluteString]), environment: environment)
            return (try? process.launch()) != nil
        }
    }

    /// The command lines to try: those of `BROWSER`, which may name several with colons between, then the system's.
    private static func commands(_ environment: Environment) -> [[String]] {
        if let named = environment["BROWSER"] {
            return named.split(separator: ":").map { $0.split(separator: " ").map(String.init) }
        }
        // Without a screen, Linux would open the page in the terminal that we talk in.
        let hasScreen =
            !Platform.browserNeedsScreen || environment["DISPLAY"] != nil || environment["WAYLAND_DISPLAY"] != nil
        return hasScreen ? [[Platform.browserOpener]] : []
    }
}
