"""One run: everything that is around the program, made from one seed."""
import json
import os
import random
import shlex
import signal
import subprocess
import time

from .. import places
from ..marks import Mint
from ..server.server import Server
from ..server.tokens import Tokens
from . import process
from .disks import Folder, Image, Tmpfs
from .process import Launcher, Outcome
from .stranger import Stranger

#: When a login that has to be refreshed was over.
OVER = "2026-01-01T00:00:00Z"

SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


class Run:
    """The world of one run. Faults change its settings, and scenarios fill it."""

    def __init__(self, seed: int, program: str, base: str, has_mounts: bool):
        self.seed, self.program, self.base, self.has_mounts = seed, program, base, has_mounts
        self.random = random.Random(seed)
        self.conversation: list[str] = []
        self._begin = time.monotonic()
        self.mint = Mint(self.random)
        self.tokens = Tokens(self.mint)
        self.server = Server(self.tokens, self.log)
        self.admin = self.tokens.add("admin", "ORGANIZATION")
        self.strangers: list[Stranger] = []
        self.environment: dict[str, str] = {}
        self.loses_power = False
        #: Whether a fault took the files of others away, so that nobody can keep their lines.
        self.destinations_were_replaced = False
        self.timeout = 10
        self.patience = process.PATIENCE
        self.forget_faults()
        self._choose_user()

    def forget_faults(self) -> None:
        """Takes back every setting that a fault may have made."""
        self.limits: dict[str, int] = {}
        self.tracing: list[str] = []
        self.ignored_signals: set[signal.Signals] = set()
        self.sent_signals: set[signal.Signals] = set()
        self.at_start: list = []
        #: Commands that set something, and then become the words that follow them.
        self.wrappers: list[list[str]] = []
        self.umask = 0o022
        #: Whether what the program says may not arrive.
        self.is_mute = False
        #: Whether the runtime may die for want of memory, which nothing in a program can prevent.
        self.is_short_of_memory = False
        self._size_limit: int | None = None
        self._processes: list[subprocess.Popen] = []
        self.server.heal()

    def _choose_user(self) -> None:
        self.is_ordinary_user = os.geteuid() == 0 and self.random.random() < 0.5
        # One number for each run: some limits count all processes of a user.
        self.user = 40000 + self.seed % 20000 if self.is_ordinary_user else os.geteuid()
        self.group = self.user if self.is_ordinary_user else os.getegid()
        self.watches_children = self.random.random() < 0.25

    # Folders

    def make_folders(self) -> None:
        self.scratch = os.path.join(self.base, "scratch")
        self.home = os.path.join(self.base, "home")
        self.probe = os.path.join(self.scratch, "probe")
        self.trace_file = os.path.join(self.scratch, "trace")
        os.mkdir(self.scratch)
        os.mkdir(os.path.join(self.scratch, "bin"))
        self.disk = self._disk()
        self.state_root = self.home if self.random.random() < 0.6 else os.path.join(self.home, "state")
        self.work = os.path.join(self.home, "work")
        self.config_file = os.path.join(self.state_root, ".astro", "config.yaml")
        for folder in (self.state_root, self.work, os.path.join(self.home, "tmp"), *self._state_folders()):
            os.makedirs(folder, mode=0o700, exist_ok=True)
        self._set_environment()

    def _disk(self) -> Folder:
        if self.loses_power:
            return Image(self.home, has_journal=self.random.random() < 0.7)
        return Tmpfs(self.home) if self.has_mounts else Folder(self.home)

    def _state_folders(self) -> list[str]:
        if self.random.random() < 0.5:
            return []
        return [os.path.join(self.state_root, ".astro")]

    def _set_environment(self) -> None:
        self.environment |= {
            "PATH": os.path.join(self.scratch, "bin") + ":" + SYSTEM_PATH, "HOME": self.home,
            "TMPDIR": os.path.join(self.home, "tmp"), "ASTRO_DOMAIN": "localhost", "LANG": "C.UTF-8",
            "ASTRO_LOCAL_CORE": f"http://127.0.0.1:{self.server.port}"}
        if self.state_root != self.home:
            self.environment["ASTRO_HOME"] = self.state_root

    def give_to_user(self) -> None:
        """Makes everything the user's own, once it is all there."""
        for folder, _, files in os.walk(self.base):
            for path in [folder, *(os.path.join(folder, name) for name in files)]:
                os.chown(path, self.user, self.group, follow_symlinks=False)
        self.disk.settle()

    def files_of_destinations(self) -> list[str]:
        return [os.path.join(self.work, name) for name in os.listdir(self.work)]

    def state_files(self) -> list[str]:
        """The folders and files of the program's state that are there."""
        found = []
        for folder, _, names in os.walk(os.path.join(self.state_root, ".astro")):
            found += [folder, *(os.path.join(folder, name) for name in names)]
        return sorted(path for path in found if os.path.exists(path))

    # Logins

    def store_login(self, value: str, has_helper: bool, refresh: str | None = None) -> None:
        """Logs in with a token's value, kept in the config file or by a helper; one with a refresh token is over."""
        lines = ["context: localhost"]
        if has_helper:
            lines.append("credential_helper: checker")
            self._install_helper(value, refresh)
        lines += ["contexts:", "  localhost:", "    domain: localhost", f"    organization: {places.ORGANIZATION}"]
        if not has_helper:
            lines.append(f"    token: Bearer {value}")
            lines += [f"    refreshtoken: {refresh}"] if refresh else []
        lines += [f"    expiresin: {OVER}"] if refresh else []
        lines += ["local:", f"  core: http://127.0.0.1:{self.server.port}"]
        os.makedirs(os.path.dirname(self.config_file), mode=0o700, exist_ok=True)
        with open(self.config_file, "w") as file:
            file.write("\n".join(lines) + "\n")
        os.chmod(self.config_file, 0o600)

    def _install_helper(self, value: str, refresh: str | None) -> None:
        store = os.path.join(self.scratch, "login")
        script = os.path.join(self.scratch, "bin", "astro-credential-checker")
        login = {"version": 1, "domain": "localhost", "token": value}
        with open(store, "w") as file:
            file.write(json.dumps(login | ({"refreshToken": refresh, "expires": OVER} if refresh else {})) + "\n")
        with open(script, "w") as file:
            file.write(f"""#!/bin/sh
case $1 in
get) cat {store} ;;
store) if [ -e {store}.broken ]; then . {store}.broken; fi; cat > {store}.new && mv {store}.new {store} ;;
erase) rm -f {store} ;;
esac
""")
        os.chmod(script, 0o755)

    def break_helper(self, script: str | None) -> None:
        path = os.path.join(self.scratch, "login.broken")
        if script:
            with open(path, "w") as file:
                file.write(script + "\n")
        elif os.path.exists(path):
            os.remove(path)

    def stored_login(self) -> str:
        """Everything that the login store holds, wherever it is."""
        return process.read(self.config_file) + process.read(os.path.join(self.scratch, "login"))

    # The program

    def execute(self, tasks: list) -> list[Outcome]:
        """Runs the commands of some tasks at once."""
        started = []
        for task in tasks:
            reader = task.stdout.reader()
            words = [*task.words, "--timeout", str(self.timeout)]
            self.log(f"$ astro {shlex.join(words)}  (stdout: {task.stdout.way})")
            started.append((task, words, reader, Launcher(self).start(words, self.environment, reader)))
        self._processes = [entry[3] for entry in started]
        self._begun()
        return [self._finished(*entry) for entry in started]

    def _begun(self) -> None:
        for action in self.at_start:
            action()
        if self._size_limit is not None:
            self.limit_file_size(self._size_limit)

    def _finished(self, task, words: list[str], reader, child: subprocess.Popen) -> Outcome:
        outcome = process.observe(self, child, reader, words)
        task.stdout.take(outcome.stdout)
        outcome.trace = process.read(self.trace_file) if self.tracing else ""
        self.log(f"exit {outcome.status} after {outcome.seconds:.2f} s{', hung' if outcome.is_hung else ''}")
        for name, text in (("stdout", outcome.stdout.decode("utf-8", "replace")), ("stderr", outcome.stderr)):
            for line in text.splitlines():
                self.log(f"{name}: {line}")
        return outcome

    def send(self, number: signal.Signals) -> None:
        """Sends a signal to the program, if it is there."""
        self.sent_signals.add(number)
        for child in self._processes:
            if child.returncode is None and process.has_begun(child.pid):
                try:
                    os.kill(child.pid, number)
                    self.log(f"fault: sent {number.name}")
                except ProcessLookupError:
                    pass

    def limit_file_size(self, size: int) -> None:
        if not self._processes:
            self._size_limit = size
        for child in self._processes:
            process.limit_file_size(child.pid, size)

    def stranger(self) -> Stranger:
        self.strangers.append(Stranger())
        return self.strangers[-1]

    def log(self, line: str) -> None:
        self.conversation.append(f"{time.monotonic() - self._begin:7.3f}  {line}")

    def told(self) -> str:
        """The whole conversation, with secrets blanked."""
        return self.mint.blanked("\n".join(self.conversation))
