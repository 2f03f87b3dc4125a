"""The Organization, Workspaces, and Deployment that the stand-in server has."""

ORGANIZATION = "corganization0000000acme0"
WORKSPACE = "cworkspace00000000reports"
DEPLOYMENT = "cdeployment0000production"
TIME = "2026-01-02T03:04:05.678Z"


def organization() -> dict:
    return {"id": ORGANIZATION, "name": "Acme", "product": "HOSTED", "status": "ACTIVE", "createdAt": TIME,
            "updatedAt": TIME}


def workspace() -> dict:
    return {"id": WORKSPACE, "name": "Reports", "organizationId": ORGANIZATION, "organizationName": "Acme",
            "description": "", "cicdEnforcedDefault": False, "createdAt": TIME, "updatedAt": TIME}


def deployment() -> dict:
    return {"id": DEPLOYMENT, "name": "Production", "namespace": "stellar-orbit-1042", "status": "HEALTHY",
            "workspaceId": WORKSPACE, "workspaceName": "Reports", "organizationId": ORGANIZATION,
            "description": "", "airflowVersion": "3.0.2", "astroRuntimeVersion": "3.0-4", "cloudProvider": "AWS",
            "region": "eu-central-1", "isCicdEnforced": False, "isDagDeployEnabled": True, "type": "STANDARD",
            "createdAt": TIME, "updatedAt": TIME}


def role(scope: str, name: str | None = None) -> dict:
    entity = {"ORGANIZATION": ORGANIZATION, "WORKSPACE": WORKSPACE, "DEPLOYMENT": DEPLOYMENT}[scope]
    standard = {"ORGANIZATION": "ORGANIZATION_OWNER", "WORKSPACE": "WORKSPACE_OWNER", "DEPLOYMENT": "DEPLOYMENT_ADMIN"}
    return {"entityId": entity, "entityType": scope, "role": name or standard[scope]}
