"""What the program is asked to do in a run, and what counts as having done it."""
import dataclasses
import os
import threading
import time

from .. import places
from .destinations import NAMED, Destination, Stdout, ToEnvFile, ToFile, ToGitHubEnv
from .neighbor import Neighbor
from .run import Run

FAMILIES = {"DEPLOYMENT": (["deployment", "token"], ["--deployment", places.DEPLOYMENT], "DEPLOYMENT_ADMIN"),
            "WORKSPACE": (["workspace", "token"], ["--workspace", places.WORKSPACE], "WORKSPACE_MEMBER"),
            "ORGANIZATION": (["organization", "token"], ["--organization", places.ORGANIZATION],
                             "ORGANIZATION_MEMBER")}


@dataclasses.dataclass
class Task:
    """One command line and where its value shall be afterwards."""

    words: list[str]
    name: str
    destinations: list[Destination]
    stdout: Stdout
    #: Whether it makes or delivers a value at all.
    delivers: bool = True

    @property
    def has_masked_stdout(self) -> bool:
        return any(isinstance(destination, ToGitHubEnv) for destination in self.destinations)


class Scenario:
    """What is done before faults are planted, the tasks that meet them, and what may follow."""

    #: Whether the credential is dead after the rotation.
    ends_credential = False

    def __init__(self, run: Run, verb: str):
        self.run, self.verb, self.random = run, verb, run.random
        self.scope = self.random.choices(sorted(FAMILIES), [4, 1, 1])[0]
        self.family, self.place, self.role = FAMILIES[self.scope]
        self.before: dict[str, str] = {}
        self.has_stored_login = False
        #: Whether the server's clock is a fault's, so that nothing can be said of what is due.
        self.has_wrong_clock = False

    def set_up(self) -> None:
        self.targets = [self.run.tokens.add(f"CI {number}", self.scope) for number in range(4)]
        self._log_in()
        self.tasks = [self._task(number) for number in range(PROGRAMS.get(self.verb, 1))]
        for task in self.tasks:
            for destination in task.destinations:
                destination.prepare()
        self.run.give_to_user()
        self._prepare()
        self.before = self.live()

    def live(self) -> dict[str, str]:
        return {token.identifier: token.live for token in self.run.tokens.all if token.live}

    def _log_in(self) -> None:
        if self.verb == "refresh":
            return self._log_in_as_person()
        credential = self.run.admin
        if self.verb.startswith("self"):
            self.ends_credential = True
            credential = self.targets[0]
            credential.roles = [places.role("ORGANIZATION"), places.role(self.scope)]
            credential.scope = self.scope
        self.has_stored_login = self.verb == "self stored" or self.verb != "self env" and self.random.random() < 0.25
        if self.has_stored_login:
            self.run.store_login(credential.live, has_helper=self.random.random() < 0.3)
        else:
            self.run.environment["ASTRO_API_TOKEN"] = credential.live

    def _log_in_as_person(self) -> None:
        """A login that is over, and whose refresh token works once."""
        self.has_stored_login, self.ends_credential = True, True
        logins = self.run.server.logins
        logins.renew()
        self.run.store_login(logins.access, self.random.random() < 0.3, logins.refresh)
        self.first_refresh = logins.refresh

    def _task(self, number: int) -> Task:
        stdout = Stdout(self.run, number)
        if self.verb in ("finish", "rivals"):
            named = [ToFile(self.run, number)]
        elif self.verb == "writers":
            kind = self.random.choice([ToEnvFile, ToGitHubEnv]) if number == 0 else type(self.first)
            named = [kind(self.run, number)]
            self.first = named[0]
        else:
            count = self.random.choice([0, 0, 1, 1, 1, 2, 3])
            named = [kind(self.run, number) for kind in self.random.sample(NAMED, count)]
        if named:
            stdout.way = "pipe"
            stdout.path = None
        token = self.targets[0 if self.verb == "rivals" else number]
        words = self._verb_words(token) + [flag for destination in named for flag in destination.flags()]
        words += self.random.choice([[], [], ["--clean-output"], ["-o", "json"], ["--verbosity", "debug"]])
        if self.random.random() < 0.15:
            words.append("--verify")
        name = "new token" if self.verb == "create" else token.name
        return Task(words, name, named or [stdout], stdout)

    def _verb_words(self, token) -> list[str]:
        if self.verb == "create":
            return [*self.family, "create", "--name", "new token", "--role", self.role, *self.place]
        which = ["--name", token.name] if self.random.random() < 0.4 else [token.identifier]
        words = [*self.family, "rotate", *which, *self.place, "--yes"]
        if self.verb == "overlap":
            words += ["--overlap", self.random.choice(["7d", "0", "manual"])]
        return words

    def _prepare(self) -> None:
        """Leaves a value undelivered, where that is what the run is about."""
        if self.verb == "finish":
            self._begin_overlap()
        if self.verb != "recover":
            return
        task = self.tasks[0]
        first = [*self.family, "rotate", self.targets[0].identifier, *self.place, "--yes", "--to-command", "false"]
        self.run.execute([Task(first, task.name, task.destinations, Stdout.plain(self.run))])
        flags = [flag for destination in task.destinations for flag in destination.flags()]
        task.words = [*self.family, "recover", *flags]

    def _begin_overlap(self) -> None:
        """Makes the token that replaces the first one, and has it used, or deleted by somebody, or neither."""
        task, old = self.tasks[0], self.targets[0]
        flags = [flag for destination in task.destinations for flag in destination.flags()]
        way = ["--overlap", self.random.choice(["7d", "manual"])]
        words = [*self.family, "rotate", old.identifier, *self.place, "--yes", *way, *flags]
        self.run.execute([Task(words, task.name, task.destinations, task.stdout)])
        self.successor = next(token for token in reversed(self.run.tokens.all) if token.name == old.name)
        self.fate = self.random.choice(["used", "never used", "deleted"])
        if self.fate == "used":
            self.successor.used = self.successor.created
        self.successor.is_deleted = self.fate == "deleted"
        which = [self.successor.identifier] if self.random.random() < 0.5 else []
        self.is_due = bool(which)
        task.words, task.delivers = [*self.family, "overlap", "finish", *which], False

    def reason_to_keep(self, old) -> str | None:
        """Why an old token should not have been deleted, or None where it may be."""
        if self.verb == "finish":
            if self.fate == "deleted":
                return "the one that replaces it was deleted"
            if self.fate == "never used" and not self.is_due:
                return "the one that replaces it was never used"
            return None if self.is_due or self.has_wrong_clock else "it was not due"
        heirs = [token for token in self.run.tokens.all
                 if token.name == old.name and token.live and token.identifier not in self.before]
        has_heir = any(destination.text() == heir.live for heir in heirs for task in self.tasks
                       for destination in task.destinations)
        return None if has_heir else "nobody has the value of another one"

    def concerns(self, task: Task, token) -> bool:
        """Whether a token's new value is a task's to deliver."""
        return token.name == task.name

    def neighbor(self) -> Neighbor | None:
        """Another writer of the shared file, started now."""
        if self.verb == "writers" and isinstance(self.first, ToGitHubEnv):
            return Neighbor(self.first.path)
        return None


VERBS = {
    "rotate": 5, "create": 2, "overlap": 3, "self env": 2, "self stored": 2, "recover": 1, "finish": 1, "refresh": 1,
    "writers": 1, "rivals": 1}

#: How many programs are at work at once, where it is more than one.
PROGRAMS = {"writers": 4, "rivals": 2}


def choose_verb(source) -> str:
    return source.choices(list(VERBS), list(VERBS.values()))[0]
