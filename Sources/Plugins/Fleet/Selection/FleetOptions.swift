import AstroAPI
import AstroPlaces
import AstroTokens
import Kernel

/// The options that select tokens of the whole Organization.
struct FleetOptions: ArgumentGroup, Equatable {
    static let title: String? = CriteriaOptions.title

    // No variables: what a shell happens to have set must not decide which tokens are rotated.

    @Option(
        valueName: "NAME_OR_ID", help: "Tokens of this Workspace and its Deployments", validate: .notEmpty,
        completion: .workspaces)
    var workspace: [String] = []

    @Option(
        valueName: "NAME_OR_ID", help: "Tokens of this Deployment", validate: .notEmpty,
        completion: .deployments)
    var deployment: [String] = []

    @OptionGroup var traits: CriteriaOptions

    /// Whether any of them is given.
    var isGiven: Bool { self != FleetOptions() }

    /// Returns the criteria that the options set.
    ///
    /// - Throws: ``CommandError`` with ``ExitCode/notFound`` if a place doesn't exist.
    func criteria(_ names: PlaceNames, _ context: Context) async throws -> TokenCriteria {
        try await placed(traits.criteria, names, context)
    }

    /// Returns the criteria without ages, which a check uses as reasons instead.
    func checkedCriteria(_ names: PlaceNames, _ context: Context) async throws -> TokenCriteria {
        try await placed(traits.traits, names, context)
    }

    private func placed(
        _ criteria: TokenCriteria, _ names: PlaceNames, _ context: Context
    ) async throws -> TokenCriteria {
        var criteria = criteria
        try names.requireWorkspaces(workspace, of: criteria)
        criteria.workspaces = try await names.ids(.workspace, workspace, context)
        criteria.deployments = try await names.ids(.deployment, deployment, context)
        criteria.match = context.output.rowPattern.map(Glob.init)
        return criteria
    }

    /// Notes that variables that name a place have no effect here.
    func tellOfVariables(_ context: Context) {
        let set = ["DEPLOYMENT_ID", "WORKSPACE_ID"].map(context.environment.names.variable)
            .filter { context.environment[$0] != nil }
        guard !set.isEmpty, workspace.isEmpty, deployment.isEmpty else { return }
        context.output.notice(
            "\(set.joined(last: "and")) \(set.count == 1 ? "does" : "do") not narrow this down: "
                + "these are tokens of the whole Organization.")
    }
}

/// The options to match, sort and limit the selected tokens, for commands that aren't lists.
struct PickOptions: ArgumentGroup, Equatable {
    static let title: String? = CriteriaOptions.title

    @Option(valueName: "GLOB", help: "Tokens whose names match, such as 'ci-*'", validate: .notEmpty)
    var match: String?

    @Option(valueName: "FIELD[:desc]", help: "Order by a field, such as createdAt:desc")
    var sort: SortOrder?

    @Option(valueName: "N", help: "Take at most N", validate: .range(1...1_000_000))
    var limit: Int?

    /// Whether the options select any tokens.
    var isGiven: Bool { match != nil || limit != nil }

    func validate() throws {
        guard let sort, !FleetColumns.fields.contains(sort.field) else { return }
        throw CommandError.usage(
            "--sort: unknown field '\(sort.field.shortened)'",
            hint: "--sort takes \(FleetColumns.fields.joined(separator: ", "))")
    }

    /// Returns the selected tokens, in order.
    func pick(_ tokens: [APIToken], _ columns: [Column<APIToken>]) -> [APIToken] {
        let order = sort.map { RowSelection.Order(field: $0.field, isDescending: $0.isDescending) }
        return RowSelection(order: order, limit: limit).rows(of: tokens, columns: columns)
    }
}
