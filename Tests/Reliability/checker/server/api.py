"""The part of the Astro API that token commands use, for callers who may do everything."""
import json
import re

from .. import places
from .answer import Answer, refusal
from .logins import Logins
from .request import Request
from .tokens import Token, Tokens


class API:
    """Answers requests from, and makes changes to, the tokens in memory."""

    def __init__(self, tokens: Tokens, logins: Logins):
        self._tokens, self._logins = tokens, logins
        self._person = tokens.add("person", "ORGANIZATION")
        prefix = f"/v1/organizations/{places.ORGANIZATION}"
        self._routes = [
            ("GET", "/v1/organizations", lambda _: page("organizations", [places.organization()], _)),
            ("GET", prefix, lambda _: Answer(200, places.organization())),
            ("GET", f"{prefix}/workspaces", lambda _: page("workspaces", [places.workspace()], _)),
            ("GET", f"{prefix}/workspaces/{places.WORKSPACE}", lambda _: Answer(200, places.workspace())),
            ("GET", f"{prefix}/deployments", lambda _: page("deployments", [places.deployment()], _)),
            ("GET", f"{prefix}/deployments/{places.DEPLOYMENT}", lambda _: Answer(200, places.deployment())),
            ("GET", "/v1/users/self", lambda _: Answer(200, {"id": "cuser00000000000000000ada", "username": "a@b.c"})),
            ("GET", f"{prefix}/tokens", self._list),
            ("POST", f"{prefix}/tokens", self._create),
            ("GET", f"{prefix}/tokens/(c[a-z0-9]+)", self._get),
            ("POST", f"{prefix}/tokens/(c[a-z0-9]+)", self._update),
            ("DELETE", f"{prefix}/tokens/(c[a-z0-9]+)", self._delete),
            ("POST", f"{prefix}/tokens/(c[a-z0-9]+)/rotate", self._rotate),
            ("POST", f"{prefix}/tokens/(c[a-z0-9]+)/roles", self._set_roles),
        ]

    def answer(self, request: Request) -> Answer:
        with self._tokens.lock:
            is_person = self._logins.is_open_to(request.bearer)
            caller = self._person if is_person else self._tokens.owner(request.bearer)
            if caller is None:
                return refusal(401, "the bearer token is unknown, expired or revoked")
            request.caller = caller
            answer = self._routed(request)
            caller.used = caller.used or caller.changed
            return answer

    def _routed(self, request: Request) -> Answer:
        for method, pattern, action in self._routes:
            match = re.fullmatch(pattern, request.path)
            if not match or method != request.method:
                continue
            if not match.groups():
                return action(request)
            token = self._tokens.find(match.group(1))
            return action(request, token) if token else refusal(404, f"token {match.group(1)} not found")
        return refusal(404, "there is nothing at this path")

    def _list(self, request: Request) -> Answer:
        tokens = self._tokens.present()
        for key, kind in (("deploymentId", "DEPLOYMENT"), ("workspaceId", "WORKSPACE")):
            if key in request.query:
                tokens = [token for token in tokens if any(
                    role["entityType"] == kind and role["entityId"] == request.query[key] for role in token.roles)]
        return page("tokens", [token.shown() for token in tokens], request)

    def _get(self, _: Request, token: Token) -> Answer:
        return Answer(200, token.shown())

    def _create(self, request: Request) -> Answer:
        wanted = json.loads(request.body)
        token = self._tokens.add(wanted["name"], wanted["scope"], request.caller.identifier,
                                 description=wanted.get("description", ""))
        token.kind = wanted.get("kind", "STANDARD")
        token.roles = [places.role(token.scope, wanted["role"])]
        token.days = wanted.get("tokenExpiryPeriodInDays")
        return Answer(200, token.shown() | {"token": token.live})

    def _update(self, request: Request, token: Token) -> Answer:
        wanted = json.loads(request.body)
        token.name = wanted["name"]
        token.description = wanted.get("description", token.description)
        return Answer(200, token.shown())

    def _rotate(self, _: Request, token: Token) -> Answer:
        value = self._tokens.renew(token)
        token.rotated = token.changed
        return Answer(200, token.shown() | {"token": value})

    def _delete(self, _: Request, token: Token) -> Answer:
        token.is_deleted = True
        return Answer(204)

    def _set_roles(self, request: Request, token: Token) -> Answer:
        token.roles = json.loads(request.body)["roles"]
        return Answer(200, {})


def page(key: str, rows: list[dict], request: Request) -> Answer:
    offset, limit = int(request.query.get("offset", 0)), int(request.query.get("limit", 20))
    return Answer(200, {key: rows[offset:offset + limit], "limit": limit, "offset": offset, "totalCount": len(rows)})
