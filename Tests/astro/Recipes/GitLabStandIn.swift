import Foundation
import Support

/// The GitLab API call that sets a variable; it answers with the value, like GitLab.
final class GitLabStandIn {
    static let token = "glpat-standin"
    /// The value of `CI_API_V4_URL`.
    let url: String
    private let process: ChildProcess

    /// - Parameter standIns: Where the value is kept, as `gitlab NAME`, and whether the service refuses.
    init(_ standIns: StandIns) async throws {
        let program = ChildProgram.shell(
            "exec python3 -c \"$1\" \"$2\" \"$3\"",
            [
                Self.script, standIns.file("").path(), Self.token,
            ])
        process = try program.start(stdout: .pipe)
        url = "http://127.0.0.1:\(try await process.nextLine())/api/v4"
    }

    private static let script = #"""
        import email, http.server, json, os, re, sys
        folder, token = sys.argv[1], sys.argv[2]
        variables = "/api/v4/projects/42/variables/"

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_PUT(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                head = b"Content-Type: " + self.headers["Content-Type"].encode() + b"\r\n\r\n"
                parts = email.message_from_bytes(head + body).get_payload()
                form = {p.get_param("name", header="content-disposition"): p.get_payload(decode=True) for p in parts}
                value = form["value"].decode()
                key = self.path.removeprefix(variables)
                if self.headers["PRIVATE-TOKEN"] != token:
                    return self.answer(401, {"message": "401 Unauthorized"})
                if os.path.exists(folder + "/refuses"):
                    return self.answer(403, {"message": "403 Forbidden"})
                if not self.path.startswith(variables) or key != "ASTRO_DEPLOY_TOKEN":
                    return self.answer(404, {"message": "404 Variable Not Found"})
                if form["masked"] != b"true" or not re.fullmatch("[A-Za-z0-9_:@.~+/=-]{8,}", value):
                    return self.answer(400, {"message": {"value": ["is invalid"]}})
                with open(folder + "/gitlab " + key, "wb") as file:
                    file.write(form["value"])
                self.answer(200, {"key": key, "value": value, "masked": True})

            def answer(self, status, content):
                text = json.dumps(content).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *arguments):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        print(server.server_address[1], flush=True)
        server.serve_forever()
        """#
}
