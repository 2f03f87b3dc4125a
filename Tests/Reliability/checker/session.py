"""Many runs, some at a time, each in a process of its own."""
import os
import pickle
import select
import shutil
import signal
import tempfile
import time
import traceback
from typing import Callable, Iterator

from .faults.choice import Machine
from .judgement.verdict import Verdict
from .one_run import draw, judge_run
from .world import isolation

#: How long a run may take: a few commands that hang, each until its own limit.
RUN_LIMIT = 700


class Session:
    """A folder for the runs, with the program in it, where every user can start it."""

    def __init__(self, program: str):
        self.folder = tempfile.mkdtemp(prefix="reliability-", dir="/var/tmp")
        os.chmod(self.folder, 0o755)
        self.program = os.path.join(self.folder, "astro")
        shutil.copy(program, self.program)
        os.chmod(self.program, 0o755)
        #: A word that a run's verb or faults must have; None lets every run pass.
        self.only: str | None = None
        has_loop_devices = isolation.has_loop_devices(self.folder)
        self.machine = Machine(can_separate_mounts(), has_loop_devices, isolation.has_strace())

    def close(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def verdicts(self, seeds: Iterator[int], jobs: int) -> Iterator[Verdict]:
        """The verdicts in the order in which the runs end."""
        chosen = (seed for seed in seeds if self._concerns(seed))
        running: dict[int, tuple[int, int, float]] = {}
        while True:
            while len(running) < jobs and (seed := next(chosen, None)) is not None:
                pid, pipe = start(lambda: self._run(seed))
                running[pipe] = (pid, seed, time.monotonic() + RUN_LIMIT)
            if not running:
                return
            ready, _, _ = select.select(list(running), [], [], 1)
            for pipe in [pipe for pipe, entry in running.items() if pipe in ready or time.monotonic() > entry[2]]:
                pid, seed, _ = running.pop(pipe)
                yield self._result(pid, seed, pipe, pipe in ready)

    def _concerns(self, seed: int) -> bool:
        if self.only is None:
            return True
        verb, faults = draw(seed, self.machine)
        return self.only in [verb, *(word for fault in faults for word in (fault.kind, type(fault).__name__))]

    def _run(self, seed: int) -> Verdict:
        if self.machine.has_mounts:
            isolation.separate_mounts()
        return judge_run(seed, self.program, self.folder, self.machine)

    def _result(self, pid: int, seed: int, pipe: int, is_ready: bool) -> Verdict:
        if not is_ready:
            os.kill(pid, signal.SIGKILL)
        verdict = result(pid, pipe)
        self._remove_folder(seed)
        if verdict is None:
            verdict = Verdict(seed, "the checker")
            verdict.add("hang", f"the run did not end within {RUN_LIMIT} s")
        verdict.seed = seed
        return verdict

    def _remove_folder(self, seed: int) -> None:
        for name in os.listdir(self.folder):
            if name.startswith(f"run-{seed}-"):
                shutil.rmtree(os.path.join(self.folder, name), ignore_errors=True)


def start(work: Callable[[], Verdict]) -> tuple[int, int]:
    """Begins some work in a process of its own; its ID, and the pipe that brings the verdict."""
    reading_end, writing_end = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading_end)
        with os.fdopen(writing_end, "wb") as file:
            pickle.dump(verdict_of(work), file)
        os._exit(0)
    os.close(writing_end)
    return pid, reading_end


def result(pid: int, pipe: int) -> Verdict | None:
    """The verdict of a process, or None when it ended without one."""
    with os.fdopen(pipe, "rb") as file:
        data = file.read()
    os.waitpid(pid, 0)
    return pickle.loads(data) if data else None


def in_separate_process(work: Callable[[], Verdict]) -> Verdict | None:
    return result(*start(work))


def verdict_of(work: Callable[[], Verdict]) -> Verdict:
    """A verdict even where the checker itself fails: nothing may look like success then."""
    try:
        return work()
    except BaseException:
        verdict = Verdict(0, "the checker")
        verdict.add("crash", "the checker failed: " + traceback.format_exc())
        return verdict


def can_separate_mounts() -> bool:
    return isolation.succeeds_in_child(isolation.separate_mounts)
