import AstroAPI
import Kernel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A resource that the articles are about.
struct Variable: PageItem {
    static let pageField = "variables"
    let id: String
    var value: String
}

// What the articles about requests quote; it only has to compile.

func readAndChange(_ context: Context, id: String, key: String) async throws {
    let client = try await AstroClient(context)
    let variable = try await client.get(
        "deployments/\(id)/variables/\(key)", as: Variable.self, purpose: "show the variable \(key)")
    try await client.delete(
        "deployments/\(id)/variables/\(key)", purpose: "delete the variable \(key)",
        change: DeclaredChange("delete", subject: id, name: key), doubt: "the variable may have been deleted")
    _ = variable
}

func otherServer(_ context: Context, presigned: URL) async throws {
    let request = HTTPRequest(.get, presigned, credential: .omit)
    let response = try await context.download(request, to: "report.csv")
    guard response.isSuccess else {
        throw CommandError(.failure, "the report is not there (status \(response.status))")
    }
}

func refused(_ client: AstroClient, id: String) async throws -> Variable? {
    do {
        return try await client.get("variables/\(id)", as: Variable.self, purpose: "show the variable \(id)")
    } catch let error as APIError where error.status == 404 {
        return nil
    }
}

func arriving(_ context: Context, _ client: AstroClient, columns: [Column<Variable>]) async throws {
    try await context.output.list(key: "variables", columns: columns, none: "There are no variables.") { add in
        for try await page in client.pages(of: Variable.self, "variables", purpose: "list the variables") {
            try add(page)
        }
    }
}

func files(_ client: AstroClient, id: String) async throws {
    try await client.download(
        "deployments/\(id)/logs", to: "scheduler.log", purpose: "download the logs of \(id)")
}

func several(_ context: Context, _ client: AstroClient, _ variables: [Variable]) async throws {
    let outcomes = try await context.forEach(variables, "Deleting the variables", atOnce: 16) { variable in
        try await client.delete("variables/\(variable.id)", purpose: "delete the variable \(variable.id)")
    }
    try outcomes.requireSuccess { "variable \($0.id)" }
}

func slowly(_ context: Context, _ client: AstroClient, ids: [String], columns: [Column<Variable>]) async throws {
    let outcomes = try await context.forEach(ids, "Reading the variables", rate: .perSecond(5)) { id in
        try await client.get("variables/\(id)", as: Variable.self, purpose: "show the variable \(id)")
    }
    try context.output.list(outcomes.values, key: "variables", columns: columns, none: "There are no variables.")
    try outcomes.requireSuccess { $0 }
}

func audited(_ context: Context, url: URL, id: String, name: String) async throws {
    var request = HTTPRequest(.post, url)
    request.change = DeclaredChange("resize", subject: id, name: name)
    _ = try await context.http.send(request)
}
