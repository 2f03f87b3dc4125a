"""Judges a command by the promise alone: the live value is delivered, or kept where it is said, or said to be lost."""

import re

from ..marks import traces
from ..server.tokens import Token
from ..world.destinations import Stdout
from ..world.process import Outcome
from ..world.run import Run
from ..world.scenarios import Scenario, Task
from . import words
from .leaks import LeakSearch, contents, files_below
from .verdict import Verdict

CRASH_WORDS = ("Fatal error", "Crashed", "stack dump", "terminate called", "*** buffer overflow")


class Judge:
    """Follows the commands of a run, one after another."""

    def __init__(self, run: Run, scenario: Scenario, verdict: Verdict):
        self._run, self._scenario, self._verdict = run, scenario, verdict
        self._leaks = LeakSearch(run, scenario)
        #: The values that were said to be lost: nobody has to find them any more.
        self._written_off: set[str] = set()
        #: The paths that messages named.
        self._named: set[str] = set()
        self._told_of_login = False
        self._live_before = scenario.before

    def begin(self) -> None:
        """Notes what is live before a command."""
        self._live_before = self._scenario.live()

    def judge(self, task: Task, outcome: Outcome, excuses_loss: bool) -> None:
        self._verdict.commands += 1
        if outcome.is_hung:
            return self._verdict.add("hang", f"no end after {self._run.patience:.0f} s")
        for leak in self._leaks.after(task, outcome):
            self._verdict.add("leak", leak)
        self._named |= set(words.paths(outcome.stderr))
        if is_crash(outcome, self._run) and self._run.is_short_of_memory:
            self._verdict.deaths_for_memory += 1
        elif is_crash(outcome, self._run):
            self._verdict.add("crash", f"died of signal {-outcome.status}: {outcome.stderr[-200:]}")
        if not outcome.was_killed and not self._run.is_mute:
            self._judge_refresh(outcome)
        if task.delivers and outcome.status in (0, 8) and self.fresh(task):
            self._judge_login(task, outcome)
        if outcome.status == 0 and task.delivers:
            self._judge_success(task)
        elif outcome.was_killed or self._run.is_mute:
            self._judge_death(task)
        elif outcome.status != 0:
            self._judge_failure(task, outcome, excuses_loss)

    def fresh(self, task: Task) -> list[Token]:
        """The tokens with a new value that the task has to account for."""
        return [token for token in self._run.tokens.all
                if self._scenario.concerns(task, token) and token.live
                and token.live != self._scenario.before.get(token.identifier)
                and token.live not in self._written_off]

    def is_delivered(self, task: Task, token: Token) -> bool:
        return all(destination.text() == token.live for destination in task.destinations)

    def is_somewhere(self, task: Task, token: Token) -> bool:
        return any(destination.text() == token.live for destination in task.destinations)

    def _has_rival(self, task: Task, token: Token) -> bool:
        """Whether another program of the same run replaced the value, and has the new one."""
        others = [other for other in self._scenario.tasks if other is not task and other.name == task.name]
        return any(self.is_delivered(other, token) for other in others)

    def _was_overtaken(self, task: Task, token: Token) -> bool:
        """Whether the value was delivered, and another program of the same run then replaced it: its loss to tell."""
        others = [other for other in self._scenario.tasks if other is not task and other.name == task.name]
        return bool(others) and all(destination.text() in token.values[1:] for destination in task.destinations)

    def records(self, token: Token) -> list[str]:
        """The recovery records that hold the token's live value."""
        plain = traces(token.live)[0]
        return [path for path in files_below(self._run.home) if "/recovery/" in path and plain in contents(path)]

    def _judge_success(self, task: Task) -> None:
        fresh = self.fresh(task)
        if not fresh and self._scenario.verb not in ("recover", "finish") and not self._written_off:
            self._verdict.add("wrong exit", "exit 0, and no new value was made")
        for token in fresh:
            if self.is_delivered(task, token) or self._has_rival(task, token) or self._was_overtaken(task, token):
                continue
            if self.records(token) or self.is_somewhere(task, token):
                self._verdict.add("wrong exit", f"exit 0, but {missing(task, token)} has not got the value")
            else:
                self._lose(token, "exit 0, and nobody has the value")

    def _judge_death(self, task: Task) -> None:
        lost = [token for token in self.fresh(task) if not self.is_somewhere(task, token) and not self.records(token)]
        if not lost:
            return
        listing = self._list_leftovers()
        for token in lost:
            if token.identifier in listing or f"'{token.name}'" in listing:
                self._write_off(token)
            else:
                self._lose(token, "killed, and no record tells of it")

    def _judge_failure(self, task: Task, outcome: Outcome, excuses_loss: bool) -> None:
        said, fresh = outcome.stderr, self.fresh(task)
        changed = [token for token in fresh if token.live != self._live_before.get(token.identifier)
                   and not self._has_rival(task, token)]
        if changed and words.says_unchanged(said):
            self._verdict.add("wrong message", f"'nothing was changed', but {changed[0].name} has a new value")
        if outcome.status == 8 and not fresh and self._scenario.verb != "recover" and not self._written_off:
            self._verdict.add("wrong exit", "exit 8, and nothing was done")
        for token in fresh:
            if not self.is_delivered(task, token) and not self._has_rival(task, token):
                self._judge_undelivered(task, token, outcome, excuses_loss)

    def _judge_undelivered(self, task: Task, token: Token, outcome: Outcome, excuses_loss: bool) -> None:
        records = self.records(token)
        if records:
            if "recover" in outcome.stderr or self._named & set(records):
                self._named |= set(records)
            elif not self._run.is_mute:
                self._verdict.add("wrong message", f"the record of {token.name} is not named (exit {outcome.status})")
        elif self.is_somewhere(task, token):
            return
        elif not words.says_lost(outcome.stderr):
            self._lose(token, f"exit {outcome.status} without a word")
        else:
            self._write_off(token)
            if token.live in self._run.server.sent and not excuses_loss:
                self._verdict.add("needless loss", f"the value of {token.name} came whole, and was thrown away")

    def _write_off(self, token: Token) -> None:
        self._written_off.add(token.live)
        self._verdict.losses_told += 1

    def _lose(self, token: Token, text: str) -> None:
        """A loss without a word: counted once for each value."""
        self._written_off.add(token.live)
        self._verdict.add("unreported loss", f"{token.name}: {text}")

    def _list_leftovers(self) -> str:
        stdout = Stdout.plain(self._run)
        task = Task([*self._scenario.family, "recover", "--list"], "", [], stdout, delivers=False)
        outcome = self._run.execute([task])[0]
        return outcome.stderr + outcome.stdout.decode("utf-8", "replace")

    def _judge_old_token(self, task: Task) -> None:
        """An old token goes only when somebody has the one that replaces it."""
        for old in self._run.tokens.all:
            if old.is_deleted and old.identifier in self._scenario.before and self._scenario.concerns(task, old):
                if reason := self._scenario.reason_to_keep(old):
                    self._verdict.add("outage", f"{old.name} ({old.identifier}) was deleted, but {reason}")

    def _judge_login(self, task: Task, outcome: Outcome) -> None:
        """A login that was rotated is kept, or it is said that it is not."""
        token = self._scenario.targets[0]
        if self._scenario.verb == "self stored" and token.live not in self._run.stored_login():
            self._told_of_login |= "login" in words.serious(outcome.stderr)
            if not self._told_of_login:
                self._verdict.add("wrong message", "the rotated login was not kept, and nobody was told")

    def _judge_refresh(self, outcome: Outcome) -> None:
        """A refresh token that was spent is replaced in the login store, or the person is told to log in."""
        refresh = self._run.server.logins.refresh
        if self._scenario.verb != "refresh" or refresh in self._run.stored_login():
            return
        self._told_of_login |= bool(re.search("log ?in", words.serious(outcome.stderr)))
        if not self._told_of_login:
            self._verdict.add("unreported loss", f"the refresh token was spent without a word (exit {outcome.status})")
        elif outcome.status != 0 and refresh in self._run.server.sent:
            self._verdict.losses_told += 1

    def close(self, is_settled: bool) -> None:
        """What holds at the end of a run, when all faults are mended and all advice was followed."""
        for task in self._scenario.tasks:
            for destination in task.destinations:
                if not self._run.destinations_were_replaced and (damage := destination.damage()):
                    self._verdict.add("damage", damage)
            self._judge_old_token(task)
            for token in self.fresh(task):
                if not (self.is_somewhere(task, token) or self._has_rival(task, token) or self.records(token)):
                    self._lose(token, "at the end nobody has the value")
        if not is_settled and not self._scenario.ends_credential:
            self._verdict.add("dead end", "without any fault, the advice does not lead to a value")


def is_crash(outcome: Outcome, run: Run) -> bool:
    """Whether the program died of a signal that nobody sent."""
    died = outcome.was_killed and not outcome.is_hung and -outcome.status not in run.sent_signals
    return died or any(word in outcome.stderr for word in CRASH_WORDS)


def missing(task: Task, token: Token) -> str:
    names = [type(destination).__name__ for destination in task.destinations if destination.text() != token.live]
    return ", ".join(names)
