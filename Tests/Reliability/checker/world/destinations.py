"""Where values shall go, and how to look from outside whether they are there."""
import os
import re
import subprocess

from .readers import File, Full, Quitter, Reader

OTHER_LINES = "# kept by somebody else\nOTHER='stays as it is'\nexport PATH_TO=/x # text\n"


class Destination:
    """Something that a flag names. One for each run."""

    #: Whether the value is in a file that must survive a power cut.
    path: str | None = None

    def __init__(self, run, number: int):
        self._run = run
        self._number = number

    def flags(self) -> list[str]:
        raise NotImplementedError

    def prepare(self) -> None:
        """Makes what is there before the program starts."""

    def text(self) -> str | None:
        """The value that is there now, as somebody who uses it would get it."""
        raise NotImplementedError

    @property
    def was_there(self) -> bool:
        """Whether its file was somebody else's before, who chose its mode."""
        return False

    def damage(self) -> str | None:
        """What was done to the things of others."""
        return None

    def _file(self, name: str) -> str:
        return os.path.join(self._run.work, name)


class ToFile(Destination):
    def __init__(self, run, number: int):
        super().__init__(run, number)
        self.path = self._file(f"value{number}")

    def flags(self) -> list[str]:
        return ["--to-file", self.path]

    def text(self) -> str | None:
        content = contents(self.path)
        return None if content is None else content.removesuffix("\n")


class SharedText(Destination):
    """A file with lines of others in it, whose owner and mode stay."""

    def prepare(self) -> None:
        if self._run.random.random() < 0.7 and not os.path.exists(self.path):
            self._make(OTHER_LINES)

    def _make(self, text: str) -> None:
        with open(self.path, "w") as file:
            file.write(text)
        os.chmod(self.path, self._run.random.choice([0o600, 0o640, 0o644]))
        os.chown(self.path, self._run.user, self._run.group)
        self._before, self._lines = os.stat(self.path), text.splitlines()

    @property
    def was_there(self) -> bool:
        return hasattr(self, "_before")

    def damage(self) -> str | None:
        if not self.was_there:
            return None
        content = contents(self.path) or ""
        if not all(line in content.splitlines() for line in self._lines):
            return f"lines of others are gone from {self.path}"
        before, after = described(self._before), described(os.stat(self.path))
        return f"{self.path} was {before} and is {after}" if before != after else None


class ToEnvFile(SharedText):
    def __init__(self, run, number: int):
        super().__init__(run, number)
        self.path = self._file(".env")
        self._name = f"TOKEN_{number}"

    def flags(self) -> list[str]:
        return ["--to-env-file", f"{self.path}:{self._name}"]

    def text(self) -> str | None:
        script = f'set -a; . "$1"; printf %s "${self._name}"'
        done = subprocess.run(["bash", "-c", script, "bash", self.path], capture_output=True, text=True)
        return done.stdout or None


class ToGitHubEnv(SharedText):
    def __init__(self, run, number: int):
        super().__init__(run, number)
        self.path = self._file("github.env")
        self._name = f"VARIABLE_{number}"
        run.environment["GITHUB_ENV"] = self.path

    def prepare(self) -> None:
        super().prepare()
        if not os.path.exists(self.path):
            self._make("")

    def flags(self) -> list[str]:
        return ["--to-github-env", self._name]

    def text(self) -> str | None:
        return github_variables(contents(self.path) or "").get(self._name)


class ToCommand(Destination):
    """A command that keeps its input, and notes what it can see of secrets elsewhere."""

    SCRIPT = """#!/bin/sh
tr '\\0' '\\n' < /proc/$$/cmdline > PROBE.arguments
tr '\\0' '\\n' < /proc/$$/environ > PROBE.variables
ls -l /proc/$$/fd > PROBE.descriptors
umask 077
cat > "$1" && sync "$1"
"""

    def __init__(self, run, number: int):
        super().__init__(run, number)
        self.path = self._file(f"vault{number}")
        self._script = os.path.join(run.scratch, "vault.sh")

    def prepare(self) -> None:
        with open(self._script, "w") as file:
            file.write(self.SCRIPT.replace("PROBE", self._run.probe))
        os.chmod(self._script, 0o755)

    def flags(self) -> list[str]:
        return ["--to-command", f"{self._script} {self.path}"]

    def text(self) -> str | None:
        return contents(self.path)


class Stdout(Destination):
    """The program's stdout, whatever it is."""

    def __init__(self, run, number: int):
        super().__init__(run, number)
        self.way = run.random.choice(["pipe", "pipe", "slow pipe", "file", "quits at once", "quits late",
                                      "/dev/full"])
        if run.loses_power:
            self.way = "file"
        self.path = self._file("stdout") if self.way == "file" else None
        self._read = b""

    @classmethod
    def plain(cls, run) -> "Stdout":
        """A pipe that is read to its end."""
        stdout = cls(run, 0)
        stdout.way, stdout.path = "pipe", None
        return stdout

    def flags(self) -> list[str]:
        return []

    def reader(self) -> Reader:
        if self.way == "file":
            try:
                return File(self.path, self._run.user, self._run.group)
            except OSError:
                # A shell would not start the program then.
                self.way, self.path = "pipe", None
        if self.way == "/dev/full":
            return Full()
        if self.way == "quits at once":
            return Quitter()
        if self.way == "quits late":
            # After the write and before the program ends, as far as that can be hit.
            return Quitter(self._run.random.random() * 0.5)
        return Reader(0.4 if self.way == "slow pipe" else 0)

    def settle(self) -> None:
        """Takes the place of a reader that quits by one that reads."""
        if self.way.startswith("quits") or self.way == "/dev/full":
            self.way = "pipe"

    def take(self, data: bytes) -> None:
        """Keeps what the reader has got; a file is looked at when asked for."""
        self._read += data

    def text(self) -> str | None:
        data = (contents(self.path) or "") if self.path else self._read.decode("utf-8", "replace")
        found = re.findall(r"eyJ[\w-]+\.[\w-]+\.[\w-]{43}(?![\w-])", data)
        return found[-1] if found else None


def described(status: os.stat_result) -> str:
    return f"mode {status.st_mode & 0o7777:o} of {status.st_uid}:{status.st_gid}"


def contents(path: str) -> str | None:
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return None


def github_variables(text: str) -> dict[str, str]:
    """What the runner makes of the file: `NAME=value`, or `NAME<<DELIMITER` and lines until the delimiter."""
    found, lines = {}, iter(text.split("\n"))
    for line in lines:
        name, mark, delimiter = line.partition("<<")
        if mark and "=" not in name:
            value = []
            for inner in lines:
                if inner == delimiter:
                    found[name] = "\n".join(value)
                    break
                value.append(inner)
        elif "=" in line:
            name, _, value = line.partition("=")
            found[name] = value
    return found


NAMED = [ToFile, ToEnvFile, ToCommand, ToGitHubEnv]
