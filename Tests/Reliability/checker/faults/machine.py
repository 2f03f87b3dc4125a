"""Machines as they are: odd homes, masks, streams, and folders that are missing."""
import os
import pwd
import stat

from .fault import Fault


class Umask(Fault):
    """A umask that gives everything away, or takes away what the owner needs."""

    kind = "machine"

    def plant(self, run) -> None:
        run.umask = self.random.choice([0, 0o002, 0o777, 0o177, 0o377])
        self.description = f"umask {run.umask:03o}"


class OddHome(Fault):
    """HOME is not set, is not there, or is not text."""

    kind = "machine"
    needs_root = True

    def plant(self, run) -> None:
        inside = [f"{run.home}/not/there", f"{run.home}/\udcff", f"{run.home}/a file"]
        home = self.random.choice([None, "", "relative", "/proc", "/dev/null", *inside])
        self.description = f"HOME={home!r}".replace(run.home, "~")
        # What the password database says instead must not be the real home of whoever runs the checker.
        if not run.is_ordinary_user:
            bind = f'mount --bind {run.home} {pwd.getpwuid(run.user).pw_dir}; exec "$@"'
            run.wrappers.append(["unshare", "-m", "sh", "-c", bind, "sh"])
        self._saved = {key: run.environment.pop(key, None) for key in ("HOME", "ASTRO_HOME")}
        if home and home.endswith("/a file"):
            open(home, "w").close()
        if home is not None:
            run.environment["HOME"] = home
        self._home = os.path.join(run.work, home) if home else None

    def heal(self, run) -> None:
        # Where the program found room for its state, it is looked for there afterwards.
        if self._home and os.path.isdir(os.path.join(self._home, ".astro")):
            return
        run.environment |= {key: value for key, value in self._saved.items() if value is not None}


class NoProc(Fault):
    """There is no /proc, as in some containers."""

    kind = "machine"
    needs_root = True

    def plant(self, run) -> None:
        run.wrappers.append(["unshare", "-m", "sh", "-c", 'mount -t tmpfs none /proc; exec "$@"', "sh"])


class GoneWorkingFolder(Fault):
    """The working directory is deleted before the start."""

    kind = "machine"

    def plant(self, run) -> None:
        folder = os.path.join(run.scratch, "gone")
        run.wrappers.append(["sh", "-c", f'mkdir {folder}; cd {folder}; rmdir {folder}; exec "$@"', "sh"])


class ClosedStreams(Fault):
    """Some of the three streams are closed."""

    kind = "machine"

    def plant(self, run) -> None:
        closed = self.random.choice(["0<&-", "1>&-", "2>&-", "0<&- 1>&-", "0<&- 1>&- 2>&-"])
        self.description = f"closed streams: {closed}"
        run.wrappers.append(["sh", "-c", f'exec "$@" {closed}', "sh"])
        run.is_mute |= "2>&-" in closed


class StrangeNode(Fault):
    """A link, a pipe, or a folder is where the program keeps its state, or where a value shall go."""

    kind = "disk"
    STATE = ["recovery", "locks", "overlap", "audit.jsonl", "login.lock", "config.yaml.lock", "."]

    def plant(self, run) -> None:
        path = os.path.normpath(os.path.join(run.state_root, ".astro", self.random.choice(self.STATE)))
        if os.path.lexists(path):
            self._aside = path + ".aside"
            os.rename(path, self._aside)
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        way = self.random.choice(["pipe", "folder", "link to a folder", "link to nothing", "link to /dev/null", "file"])
        self._make(run, path, way)
        os.chown(path, run.user, run.group, follow_symlinks=False)
        os.chown(os.path.dirname(path), run.user, run.group)
        self._path, self.description = path, f"{way} at {os.path.relpath(path, run.home)}"

    def _make(self, run, path: str, way: str) -> None:
        elsewhere = os.path.join(run.home, "elsewhere")
        if way == "pipe":
            os.mkfifo(path, 0o600)
        elif way == "folder":
            os.mkdir(path, 0o700)
        elif way == "file":
            open(path, "w").close()
        elif way == "link to a folder":
            os.makedirs(elsewhere, mode=0o777, exist_ok=True)
            os.chmod(elsewhere, 0o777)
            os.symlink(elsewhere, path)
        else:
            os.symlink("/dev/null" if "null" in way else os.path.join(run.home, "nothing"), path)

    def heal(self, run) -> None:
        if not os.path.lexists(self._path):
            return
        if stat.S_ISDIR(os.lstat(self._path).st_mode):
            if os.listdir(self._path):
                # What is in there now is the program's own.
                return
            os.rmdir(self._path)
        else:
            os.remove(self._path)
        if hasattr(self, "_aside"):
            os.rename(self._aside, self._path)


MACHINE_FAULTS = [Umask, OddHome, NoProc, GoneWorkingFolder, ClosedStreams, StrangeNode, StrangeNode]
