package import AstroPlaces
import Kernel

extension PlaceNames {
    /// Checks that a Workspace's Deployments are known if tokens are selected by Workspace.
    ///
    /// - Throws: ``CommandError`` with ``ExitCode/unauthorized``: a token without a known place must not escape a rule.
    package func requireWorkspaces(_ words: [String], of criteria: TokenCriteria) throws {
        let needsDeployments = criteria.scopes.isEmpty || criteria.scopes.contains(.deployment)
        guard !words.isEmpty, needsDeployments, deploymentIDs() == nil else { return }
        throw CommandError(
            .unauthorized,
            "the credential may not list Deployments, so it is unknown which tokens belong to the Workspace "
                + "\(words[0].shortened); nothing was changed",
            hint: "use a credential that may list them, or name the Deployments instead")
    }
}
