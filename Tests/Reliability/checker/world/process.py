"""Starts the program under judgment, and sees what it does until it ends."""
import dataclasses
import os
import resource
import signal
import subprocess
import threading
import time

from .readers import Reader

#: How long a command may take before it counts as hanging: longer than all of its own limits together.
PATIENCE = 100.0

#: The small programs that come before the command.
CHAIN = ("env", "unshare", "sh", "dash", "bash", "setpriv", "strace", "prlimit")


@dataclasses.dataclass
class Outcome:
    """What one command left behind."""

    words: list[str]
    status: int
    stdout: bytes
    stderr: str
    is_hung: bool
    seconds: float
    #: Arguments and variables of the children, as far as they were seen.
    children: str = ""
    #: What the program executed, when it was traced.
    trace: str = ""

    @property
    def was_killed(self) -> bool:
        return self.status < 0


class Launcher:
    """Puts a chain of small programs before the command, each of which sets one thing and becomes the next."""

    def __init__(self, run):
        self._run = run

    def words(self, command: list[str]) -> list[str]:
        run, chain = self._run, ["env"]
        chain += [f"--ignore-signal={number.name[3:]}" for number in sorted(run.ignored_signals)]
        chain += [f"--default-signal={number.name[3:]}" for number in
                  (signal.SIGPIPE, signal.SIGXFSZ) if number not in run.ignored_signals]
        for wrapper in run.wrappers:
            chain += wrapper
        if run.is_ordinary_user:
            chain += ["setpriv", f"--reuid={run.user}", f"--regid={run.group}", "--clear-groups"]
        if run.tracing:
            chain += ["strace", "-D", "-f", "-qq", "-s", "4096", "-o", run.trace_file]
            calls = {rule.split("=")[1].split(":")[0] for rule in run.tracing} | {"execve"}
            chain += ["-e", "trace=" + ",".join(sorted(calls))]
            for rule in run.tracing:
                chain += ["-e", rule]
        if run.limits:
            chain += ["prlimit"] + [f"--{name}={value}" for name, value in sorted(run.limits.items())]
        return chain + [run.program, *command]

    def start(self, command: list[str], environment: dict[str, str], reader: Reader) -> subprocess.Popen:
        return subprocess.Popen(
            self.words(command), env=environment, cwd=self._run.work, stdin=subprocess.DEVNULL,
            stdout=reader.writing_end, stderr=subprocess.PIPE, start_new_session=True, umask=self._run.umask)


def observe(run, process: subprocess.Popen, reader: Reader, words: list[str]) -> Outcome:
    """Waits for the end of a command, which is enforced."""
    begin = time.monotonic()
    reader.start()
    watcher = Watcher(process.pid) if run.watches_children else None
    stderr: list[bytes] = []
    collector = threading.Thread(target=lambda: stderr.append(process.stderr.read()), daemon=True)
    collector.start()
    is_hung = False
    try:
        process.wait(run.patience)
    except subprocess.TimeoutExpired:
        is_hung = True
    end_session(process.pid, collector, is_hung)
    process.wait()
    collector.join(5)
    if not collector.is_alive():
        process.stderr.close()
    children = watcher.stop() if watcher else ""
    text = b"".join(stderr).decode("utf-8", "backslashreplace")
    return Outcome(words, process.returncode, reader.finish(), text, is_hung, time.monotonic() - begin, children)


def end_session(leader: int, collector: threading.Thread, is_hung: bool) -> None:
    """Ends what the command left running, and the command itself when it hangs."""
    if not is_hung:
        collector.join(1)
        if not collector.is_alive():
            return
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:
        pass


def has_begun(pid: int) -> bool:
    """Waits until the chain of small programs is through; whether the command itself is there."""
    for _ in range(500):
        name = os.path.basename(link(f"/proc/{pid}/exe"))
        if name not in CHAIN:
            return name != ""
        time.sleep(0.002)
    return False


def limit_file_size(pid: int, size: int) -> None:
    try:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, size))
    except (ProcessLookupError, PermissionError):
        pass


class Watcher:
    """Looks at the arguments and variables of all descendants of a process, over and over."""

    def __init__(self, leader: int):
        self._leader, self._seen, self._is_over = leader, {}, False
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def stop(self) -> str:
        self._is_over = True
        self._thread.join()
        return "\n".join(self._seen.values())

    def _look(self) -> None:
        while not self._is_over:
            for pid in descendants(self._leader):
                # Until it executes something, a child is its parent.
                leader = link(f"/proc/{self._leader}/exe")
                own = link(f"/proc/{pid}/exe")
                # The tracer is none of the program's children; for an instant it looks like one.
                is_other = own != leader and os.path.basename(own) != "strace" and os.path.basename(leader) not in CHAIN
                text = read(f"/proc/{pid}/cmdline") + "\n" + read(f"/proc/{pid}/environ")
                if is_other:
                    self._seen[f"{pid} {hash(text)}"] = text.replace("\0", "\n")
            text = read(f"/proc/{self._leader}/cmdline")
            self._seen["leader"] = self._seen.get("leader", "") or text.replace("\0", "\n")
            time.sleep(0.01)


def descendants(pid: int) -> list[int]:
    found = [int(child) for child in read(f"/proc/{pid}/task/{pid}/children").split()]
    return found + [grandchild for child in found for grandchild in descendants(child)]


def link(path: str) -> str:
    try:
        return os.readlink(path)
    except OSError:
        return ""


def read(path: str) -> str:
    try:
        with open(path, "rb") as file:
            return file.read().decode("utf-8", "replace")
    except OSError:
        return ""
