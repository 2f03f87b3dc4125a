import Kernel

/// Checks this machine's path to the network: the HTTP library, a proxy, certificates.
struct NetworkChecks {
    let context: Context

    var findings: [Finding] {
        guard let url = try? context.auth.baseURL(),
            let report = context.world.describeNetwork(url, context.environment)
        else { return [Finding("network", .skipped, "no address to look at")] }
        return [library(report), proxy(report), certificates(report)]
    }

    private func library(_ report: NetworkReport) -> Finding {
        switch report.library {
        case .success(let version): Finding("HTTP library", .ok, version)
        case .failure(let error): Finding("HTTP library", error)
        }
    }

    private func proxy(_ report: NetworkReport) -> Finding {
        guard let proxy = report.proxy else { return Finding("proxy", .ok, "none") }
        let words = "\(proxy.host), from \(proxy.variable)"
        guard let fault = report.proxyFault else { return Finding("proxy", .ok, words) }
        return Finding(
            "proxy", .problem, "\(proxy.variable): \(fault)", fix: "set \(proxy.variable) to another address")
    }

    private func certificates(_ report: NetworkReport) -> Finding {
        let missing = report.certificates.filter { context.files.target(of: $0).kind == .nothing }
        if let path = missing.first {
            return Finding(
                "certificates", .problem, "\(path) does not exist",
                fix: "set SSL_CERT_FILE to a file with the certificates to trust")
        }
        let found = report.certificates.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
            .joined(separator: ", ")
        return Finding("certificates", .ok, found.isEmpty ? "those of the system's HTTP library" : found)
    }
}
