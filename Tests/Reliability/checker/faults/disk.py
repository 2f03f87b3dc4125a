"""Faults of the disk: what cannot be written, has no room, cannot be changed, or is gone."""
import os
import shutil
import subprocess

from .fault import Fault, FaultAtMoment


class Unwritable(FaultAtMoment):
    """A folder or a file of the state that its user may not write to."""

    kind = "disk"

    def strike(self, run) -> None:
        self._path = self.random.choice([run.state_root, run.work, *run.state_files()])
        self._mode = os.stat(self._path).st_mode & 0o7777
        os.chmod(self._path, self._mode & 0o500)
        run.log(f"fault: mode {self._mode & 0o500:o} for {self._path}")

    def heal(self, run) -> None:
        if hasattr(self, "_mode") and os.path.exists(self._path):
            os.chmod(self._path, self._mode)


class ReadOnlyHome(FaultAtMoment):
    """The file system of the home becomes read-only."""

    kind = "disk"
    needs_root = True

    def strike(self, run) -> None:
        # Fails while files are open for writing, as it does in life.
        done = subprocess.run(["mount", "-o", "remount,ro", run.home], capture_output=True)
        run.log(f"fault: read-only home ({'done' if done.returncode == 0 else 'busy'})")

    def heal(self, run) -> None:
        subprocess.run(["mount", "-o", "remount,rw", run.home], capture_output=True)


class NoRoom(FaultAtMoment):
    """The home has room for a few bytes at most."""

    kind = "disk"
    needs_root = True

    def strike(self, run) -> None:
        self._filler = os.path.join(run.home, "filler")
        left = self.random.choice([0, 0, 4096, 16384, 40960])
        with open(self._filler, "wb", buffering=0) as file:
            status = os.statvfs(run.home)
            self._fill(file, max(0, status.f_bavail * status.f_frsize - left))

    @staticmethod
    def _fill(file, size: int) -> None:
        try:
            while size > 0:
                size -= file.write(b"\0" * min(size, 1 << 16))
        except OSError:
            pass

    def heal(self, run) -> None:
        if hasattr(self, "_filler") and os.path.isfile(self._filler):
            os.remove(self._filler)


class Immutable(FaultAtMoment):
    """A destination, its folder, or a folder of the state cannot be changed, not even by root."""

    kind = "disk"
    needs_root = True

    def strike(self, run) -> None:
        paths = [run.work, *run.files_of_destinations(), run.config_file]
        paths += run.state_files()
        self._path = self.random.choice([path for path in paths if os.path.exists(path)])
        attribute = "+a" if os.path.isfile(self._path) and self.random.random() < 0.2 else "+i"
        subprocess.run(["chattr", attribute, self._path], capture_output=True)
        run.log(f"fault: chattr {attribute} {self._path}")

    def heal(self, run) -> None:
        if hasattr(self, "_path"):
            subprocess.run(["chattr", "-i", "-a", self._path], capture_output=True)


class GoneDestination(FaultAtMoment):
    """The folder of the destinations is removed, or a folder is where a file should be."""

    kind = "disk"
    moments = ["asked", "worked"]

    def strike(self, run) -> None:
        aside = run.work + ".aside"
        try:
            os.rename(run.work, aside)
            self._aside = aside
        except OSError:
            # Another fault keeps it in its place.
            run.log("fault: the folder stays")

    def heal(self, run) -> None:
        # After a power cut, the folder may never have been away.
        if not hasattr(self, "_aside") or not os.path.isdir(self._aside):
            return
        if os.path.isdir(run.work):
            # What the program made there meanwhile counts, and stands in the place of what was there.
            run.destinations_were_replaced = True
            for name in os.listdir(run.work):
                shutil.move(os.path.join(run.work, name), os.path.join(self._aside, name))
            os.rmdir(run.work)
        os.rename(self._aside, run.work)


class FailingCall(Fault):
    """A system call that fails once, or from then on, counted from the start."""

    kind = "system call"
    CALLS = ["openat", "write", "pwrite64", "fsync", "fdatasync", "rename", "renameat", "renameat2", "mkdir", "unlink",
             "flock", "fchmod", "fchmodat", "fchown", "ftruncate", "close", "fstat", "newfstatat", "lseek", "pipe2",
             "socket", "connect", "clone3", "read"]
    ERRORS = ["EIO", "ENOSPC", "EROFS", "EACCES", "EDQUOT", "EMFILE", "ENOMEM", "EPERM"]

    def plant(self, run) -> None:
        call = self.random.choice(self.CALLS)
        count = self.random.choice([self.random.randint(1, 6), self.random.randint(1, 40)])
        if call in ("openat", "close", "read", "fstat", "newfstatat"):
            # The first ones are the loader's.
            count += 20
        on = self.random.choice(["", "", "+"])
        rule = f"inject={call}:error={self.random.choice(self.ERRORS)}:when={count}{on}"
        self.description = rule
        run.tracing.append(rule)
        # Messages are written, too.
        run.is_mute |= call == "write"


class SizeLimit(FaultAtMoment):
    """No file may grow beyond some bytes, as under a quota."""

    kind = "limit"
    moments = ["start", "asked", "worked"]

    def strike(self, run) -> None:
        run.limit_file_size(self.random.choice([0, 1, 100, 1000, 8192, 20000]))


DISK_FAULTS = [Unwritable, ReadOnlyHome, NoRoom, NoRoom, Immutable, Immutable, GoneDestination, FailingCall,
               FailingCall, FailingCall, SizeLimit]
