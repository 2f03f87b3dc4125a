"""Searches everything that a command left behind for secrets that should not be there."""
import os
import re
import stat

from ..marks import traces
from ..world.process import Outcome, read
from ..world.run import Run


class LeakSearch:
    """Finds every trace of every secret outside of the places that are meant for it."""

    def __init__(self, run: Run, scenario):
        self._run, self._scenario = run, scenario

    def after(self, task, outcome: Outcome) -> list[str]:
        found = [f"{name} on stderr" for name in self._names(outcome.stderr.encode())]
        found += [f"{name} in a child's arguments or variables" for name in self._names(outcome.children.encode())]
        found += [f"{name} in an execve" for name in self._names(executed(outcome.trace))]
        found += self._on_stdout(task, outcome)
        found += self._in_probes() + self._at_strangers()
        return found + self._in_files(outcome)

    def _names(self, data: bytes, spared: set[str] = frozenset()) -> list[str]:
        """The names of the secrets in some bytes."""
        return [name for value, name in self._run.mint.names.items()
                if value not in spared and any(trace in data for trace in traces(value))]

    def _on_stdout(self, task, outcome: Outcome) -> list[str]:
        data, spared = outcome.stdout, set()
        if task.has_masked_stdout:
            data = b"\n".join(line for line in data.splitlines() if not line.startswith(b"::add-mask::"))
        if task.stdout in task.destinations:
            spared = {token.live for token in self._run.tokens.all if self._scenario.concerns(task, token)}
            spared |= set(value for token in self._run.tokens.all for value in token.values[1:])
            if self._scenario.verb == "create":
                spared |= {token.values[0] for token in self._run.tokens.all if token.name == task.name}
        return [f"{name} on stdout" for name in self._names(data, spared)]

    def _in_probes(self) -> list[str]:
        probe, found = self._run.probe, []
        for part in ("arguments", "variables"):
            names = self._names(read(f"{probe}.{part}").encode())
            found += [f"{name} in the {part} of the command" for name in names]
        found += [f"a descriptor of the program's in the command: {link}" for link in inherited(probe)]
        return found

    def _at_strangers(self) -> list[str]:
        return [f"{name} at a stranger" for stranger in self._run.strangers for name in self._names(stranger.heard)]

    def _in_files(self, outcome: Outcome) -> list[str]:
        found = []
        for path in files_below(self._run.home, "/tmp" if self._run.has_mounts else None):
            names = self._names(contents(path))
            if names:
                found += self._wrong_place(path, names, outcome) + self._wrong_mode(path)
        return found

    def _wrong_place(self, path: str, names: list[str], outcome: Outcome) -> list[str]:
        destinations = [destination.path for task in self._scenario.tasks for destination in task.destinations]
        if path in destinations or path == self._run.config_file and self._scenario.has_stored_login:
            return []
        if "/recovery/" in path and not path.startswith(f"{self._run.state_root}/.astro/"):
            # A home that is there for one command alone is nobody's to look into later.
            return []
        if "/recovery/" in path:
            # A copy that stays after all went well is named.
            is_left = outcome.status == 0 and path not in outcome.stderr and len(self._scenario.tasks) == 1
            return [f"a copy that nobody was told of: {path}"] if is_left and not self._run.loses_power else []
        if outcome.was_killed or self._run.loses_power:
            # Whoever is killed cannot clean up; the mode is looked at all the same.
            return []
        return [f"{name} in {path}" for name in names]

    def _wrong_mode(self, path: str) -> list[str]:
        mode = stat.S_IMODE(os.stat(path).st_mode)
        shared = [destination.path for task in self._scenario.tasks for destination in task.destinations
                  if destination.was_there]
        # A file that takes the place of a shared one has its mode from the start.
        if mode & 0o077 and not any(path == other or path.startswith(f"{other}.") for other in shared):
            return [f"mode {mode:o} of {path}"]
        folder = os.path.dirname(path)
        if "/recovery/" in path and os.stat(folder).st_mode & 0o077:
            return [f"mode of {folder}"]
        return []


def executed(trace: str) -> bytes:
    return "\n".join(line for line in trace.splitlines() if "execve(" in line).encode()


def inherited(probe: str) -> list[str]:
    """What a command has open besides its three streams and the lock of the token that it delivers: sockets and other
    locks are none of its business."""
    found = re.findall(r" (\d+) -> (.*)", read(f"{probe}.descriptors"))
    links = [link for number, link in found if int(number) > 2]
    own = [link for link in links if "/.astro/locks/" in link]
    others = [link for link in links if link not in own and ("socket:" in link or ".lock" in link)]
    return [re.sub(r"\d+", "N", os.path.basename(link)) for link in others + own[1:]]


def files_below(*folders: str | None):
    for root in filter(None, folders):
        for folder, _, names in os.walk(root):
            for name in names:
                path = os.path.join(folder, name)
                if stat.S_ISREG(os.lstat(path).st_mode) and name != "filler":
                    yield path


def contents(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return b""
