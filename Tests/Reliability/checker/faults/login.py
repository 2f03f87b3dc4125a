"""A login store that fails while the login is the token that is being rotated."""
import fcntl
import os
import threading

from .fault import FaultAtMoment


class UnwritableConfig(FaultAtMoment):
    """The file with the login, or its folder, becomes read-only."""

    kind = "login store"
    excuses_loss = False

    def strike(self, run) -> None:
        self._path = self.random.choice([run.config_file, os.path.dirname(run.config_file)])
        self._mode = os.stat(self._path).st_mode & 0o7777
        os.chmod(self._path, self._mode & 0o555)

    def heal(self, run) -> None:
        if hasattr(self, "_mode"):
            os.chmod(self._path, self._mode)


class HeldLock(FaultAtMoment):
    """Another program holds the lock of the config file, or of the login: for a while, seldom for good."""

    kind = "login store"
    excuses_loss = False

    def strike(self, run) -> None:
        folder = os.path.dirname(run.config_file)
        path = os.path.join(folder, self.random.choice(["config.yaml.lock", "login.lock"]))
        self._file = open(path, "a")
        os.chmod(path, 0o600)
        os.chown(path, run.user, run.group)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            # The program was first.
            return
        if self.random.random() < 0.97:
            threading.Timer(self.random.random() * 3, self._file.close).start()

    def heal(self, run) -> None:
        if hasattr(self, "_file"):
            self._file.close()


class FailingHelper(FaultAtMoment):
    """The credential helper refuses to store, or hangs for a while and then fails."""

    kind = "login store"
    excuses_loss = False

    def strike(self, run) -> None:
        run.break_helper(self.random.choice(["exit 1", "sleep 1; exit 1", "cat >/dev/null; exit 3", "kill -9 $$"]))

    def heal(self, run) -> None:
        run.break_helper(None)


LOGIN_FAULTS = [UnwritableConfig, HeldLock, FailingHelper]
