#!/usr/bin/env python3
"""Proves that the checker can fail: programs with a planted fault are found out, and an honest one is not."""
import os
import random
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from checker.faults.power import PowerCut
from checker.judgement.verdict import Verdict
from checker.marks import Mint, traces
from checker.one_run import judge_scenario
from checker.session import in_separate_process
from checker.world import isolation
from checker.world.destinations import Stdout, github_variables
from checker.world.run import Run
from checker.world.scenarios import Scenario, Task

#: A stand-in for the program: it rotates over plain HTTP, and does with the value what a test says.
STAND_IN = """#!/usr/bin/env python3
import json, os, re, sys, time, urllib.request
words = sys.argv[1:]
if 'recover' in words:
    print('There are no undelivered values.'); sys.exit(0)
base = os.environ['ASTRO_LOCAL_CORE'] + '/v1/organizations/corganization0000000acme0/tokens'
def ask(path, method='GET'):
    request = urllib.request.Request(base + path, method=method, data=b'' if method == 'POST' else None)
    request.add_header('Authorization', 'Bearer ' + os.environ['ASTRO_API_TOKEN'])
    return json.load(urllib.request.urlopen(request))
identifier = next(word for word in words if re.fullmatch('c[a-z0-9]{24}', word))
value = ask('/' + identifier + '/rotate', 'POST')['token']
home = os.environ['HOME']
"""

HONEST = "print(value)"


class PlainRotation(Scenario):
    """One rotation by ID, to a pipe that is read, by a credential from the environment."""

    def __init__(self, run: Run):
        super().__init__(run, "rotate")

    def _log_in(self) -> None:
        self.run.environment["ASTRO_API_TOKEN"] = self.run.admin.live

    def _task(self, number: int) -> Task:
        stdout, token = Stdout.plain(self.run), self.targets[number]
        return Task([*self.family, "rotate", token.identifier], token.name, [stdout], stdout)


class FileRotation(PlainRotation):
    """The same, to a file."""

    def _task(self, number: int) -> Task:
        task = super()._task(number)
        task.stdout.way, task.stdout.path = "file", os.path.join(self.run.work, "stdout")
        return task


def plain_run(behavior: str, folder: str, has_mounts: bool = False, start: str = STAND_IN) -> Run:
    """A run of a stand-in by the checker's own user."""
    program = os.path.join(folder, "stand-in")
    with open(program, "w") as file:
        file.write(start + behavior + "\n")
    os.chmod(program, 0o755)
    run = Run(1, program, folder, has_mounts)
    run.is_ordinary_user, run.watches_children = False, True
    run.user, run.group = os.geteuid(), os.getegid()
    return run


def verdict(behavior: str, patience: float = 100, start: str = STAND_IN) -> Verdict:
    """What the checker finds about a stand-in in a run without faults."""
    with tempfile.TemporaryDirectory() as folder:
        run = plain_run(behavior, folder, start=start)
        run.patience = patience
        run.make_folders()
        try:
            return judge_scenario(run, PlainRotation(run), [])
        finally:
            run.server.close()


class PlantedFaults(unittest.TestCase):
    def kinds(self, behavior: str) -> set[str]:
        return verdict(behavior).kinds()

    def test_an_honest_program_is_not_blamed(self):
        self.assertEqual(verdict(HONEST).violations, [])

    def test_a_value_that_is_dropped_with_exit_0_is_found(self):
        self.assertIn("unreported loss", self.kinds("sys.exit(0)"))

    def test_a_value_that_is_dropped_with_a_vague_error_is_found(self):
        self.assertIn("unreported loss", self.kinds("print('error: failed', file=sys.stderr); sys.exit(1)"))

    def test_nothing_was_changed_is_found_to_be_untrue(self):
        self.assertIn("wrong message", self.kinds(
            "print('error: failed; nothing was changed', file=sys.stderr); sys.exit(1)"))

    def test_a_value_that_is_thrown_away_though_it_came_is_found(self):
        self.assertIn("needless loss", self.kinds(
            "print('error: the new value is lost', file=sys.stderr); sys.exit(1)"))

    def test_advice_that_leads_nowhere_is_found(self):
        self.assertIn("dead end", self.kinds(
            "print('error: the new value is lost', file=sys.stderr); sys.exit(1)"))

    def test_a_value_on_stderr_is_found(self):
        self.assertIn("leak", self.kinds(HONEST + "\nprint('got', value, file=sys.stderr)"))

    def test_a_value_in_base64_on_stderr_is_found(self):
        self.assertIn("leak", self.kinds(
            HONEST + "\nimport base64; print(base64.b64encode(b'x' + value.encode()).decode(), file=sys.stderr)"))

    def test_a_value_in_another_file_is_found(self):
        self.assertIn("leak", self.kinds(HONEST + "\nopen(home + '/copy', 'w').write(value)"))

    def test_a_record_that_others_can_read_is_found(self):
        behavior = ("os.makedirs(home + '/.astro/recovery'); path = home + '/.astro/recovery/r.json'\n"
                    "open(path, 'w').write(value); os.chmod(path, 0o644)\n"
                    "print('error: undelivered; it is saved in ' + path, file=sys.stderr); sys.exit(8)")
        self.assertIn("leak", self.kinds(behavior))

    def test_a_value_in_the_arguments_of_a_child_is_found(self):
        self.assertIn("leak", self.kinds(
            HONEST + "\nimport subprocess; subprocess.run(['sh', '-c', 'sleep 0.2; :', value])"))

    def test_a_hang_is_found(self):
        self.assertIn("hang", verdict("time.sleep(60)", patience=1).kinds())

    def test_a_crash_is_found(self):
        self.assertIn("crash", self.kinds(HONEST + "\nsys.stdout.flush(); os.kill(os.getpid(), 4)"))

    def test_a_success_without_a_change_is_found(self):
        self.assertIn("wrong exit", verdict("", start="#!/usr/bin/env python3\nimport sys; sys.exit(0)\n").kinds())


class PowerCuts(unittest.TestCase):
    """A value in a file is on the disk when the program says that it is done, or it is lost."""

    def setUp(self):
        with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
            if not isolation.has_loop_devices(folder):
                self.skipTest("no loop devices here")

    def kinds(self, behavior: str) -> set[str]:
        with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
            return in_separate_process(lambda: self._verdict(behavior, folder)).kinds()

    def _verdict(self, behavior: str, folder: str) -> Verdict:
        isolation.separate_mounts()
        run = plain_run(behavior, folder, has_mounts=True)
        run.loses_power = True
        run.make_folders()
        scenario, cut = FileRotation(run), PowerCut(run.random)
        cut.moment = "end"
        return judge_scenario(run, scenario, [cut])

    def test_a_value_that_was_not_synced_is_found(self):
        self.assertIn("unreported loss", self.kinds(HONEST))

    def test_a_value_that_was_synced_is_not_blamed(self):
        self.assertEqual(set(), self.kinds(HONEST + "\nsys.stdout.flush(); os.fsync(1)"))


class Parts(unittest.TestCase):
    def test_a_github_file_is_read_as_the_runner_reads_it(self):
        variables = github_variables("A=1\nB<<X\ntwo\nlines\nX\nC=x<<y\n")
        self.assertEqual(variables, {"A": "1", "B": "two\nlines", "C": "x<<y"})

    def test_a_cut_heredoc_is_no_variable(self):
        self.assertEqual(github_variables("B<<X\ntwo\n"), {})

    def test_secrets_are_blanked_whole_and_cut(self):
        mint = Mint(random.Random(1))
        value = mint.value("the value", {})
        self.assertNotIn(traces(value)[0].decode(), mint.blanked(f"{value} and {value[20:]}"))


if __name__ == "__main__":
    unittest.main()
