#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif
import Kernel

/// The page that the browser shows when it returns from a login.
///
/// Its text never comes from outside, so that a crafted address can't display a message in the program's name.
enum CallbackPage {
    case done
    case failed
    case again
    /// For a page of another login, left open in some tab.
    case other
    case nothing

    /// The page as a response that isn't cached, and doesn't reveal its address, which has the code, to other sites.
    var response: HTTPResponse {
        HTTPResponse(
            status: status,
            headers: [
                "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store",
                "Referrer-Policy": "no-referrer",
                "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
            ], body: Data(html.utf8))
    }

    /// The response to a browser that asks whether a public page may access this machine, as some do before a redirect
    /// to `localhost`: it may, since a callback reveals nothing secret and needs the login's state.
    static func preflight(origin: String?) -> HTTPResponse {
        HTTPResponse(
            status: 204,
            headers: [
                "Access-Control-Allow-Origin": origin ?? "*", "Access-Control-Allow-Methods": "GET",
                "Access-Control-Allow-Private-Network": "true",
                "Vary": "Origin", "Cache-Control": "no-store",
            ])
    }

    private var status: Int {
        switch self {
        case .done: 200
        case .failed, .other: 400
        case .again: 409
        case .nothing: 404
        }
    }

    private var words: (title: String, advice: String) {
        switch self {
        case .done: ("You are logged in", "You can close this tab and return to the terminal.")
        case .failed: ("You are not logged in", "Return to the terminal: it says why, and what to do next.")
        case .again: ("This login has ended", "You can close this tab and return to the terminal.")
        case .other:
            (
                "This page is from another login",
                "You can close this tab. The login in the terminal is still waiting for its own page."
            )
        case .nothing: ("There is nothing here", "This address only receives a login. Return to the terminal.")
        }
    }

    private var html: String {
        """
        <!doctype html>
        <html lang="en"><meta charset="utf-8"><title>\(words.title)</title>
        <body style="font-family: sans-serif; text-align: center; margin-top: 20vh">
        <h1>\(words.title)</h1><p>\(words.advice)</p></body></html>

        """
    }
}
