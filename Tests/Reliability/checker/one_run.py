"""One run from its seed: plant, run, mend, follow the advice, judge."""
import os
import random
import tempfile

from .faults.choice import Machine, choose_faults
from .faults.fault import Fault
from .faults.server import WrongClock
from .judgement import words
from .judgement.judge import Judge
from .judgement.verdict import Verdict
from .world.process import Outcome
from .world.run import Run
from .world.scenarios import Scenario, Task, choose_verb

#: How many commands a person would type after the first one.
FOLLOW_UPS = 6


def judge_run(seed: int, program: str, session: str, machine: Machine) -> Verdict:
    """The verdict on one run. The caller's process is used up: threads and mounts stay behind."""
    base = tempfile.mkdtemp(prefix=f"run-{seed}-", dir=session)
    os.chmod(base, 0o755)
    run = Run(seed, program, base, machine.has_mounts)
    verb, faults = draw(seed, machine)
    run.loses_power = any(fault.kind == "power cut" for fault in faults)
    run.make_folders()
    return judge_scenario(run, Scenario(run, verb), faults)


def draw(seed: int, machine: Machine) -> tuple[str, list[Fault]]:
    """What a run is about: what is asked, and what goes wrong."""
    source = random.Random(f"run {seed}")
    verb = choose_verb(source)
    return verb, choose_faults(source, verb, machine)


def judge_scenario(run: Run, scenario: Scenario, faults: list[Fault]) -> Verdict:
    """The verdict on a scenario whose run has its folders."""
    verdict = Verdict(run.seed, scenario.verb)
    scenario.set_up()
    judge = Judge(run, scenario, verdict)
    for fault in faults:
        fault.plant(run)
        run.log(f"planted: {fault.description}")
    scenario.has_wrong_clock = any(isinstance(fault, WrongClock) for fault in faults)
    neighbor = scenario.neighbor()
    outcomes = run.execute(scenario.tasks)
    mend(run, faults)
    verdict.faults = [(fault.kind, fault.description, fault.was_met) for fault in faults]
    excuses_loss = any(fault.excuses_loss and fault.was_met for fault in faults)
    is_settled = all([follow(run, scenario, judge, task, outcome, excuses_loss)
                      for task, outcome in zip(scenario.tasks, outcomes)])
    judge.close(is_settled)
    if neighbor and (damage := neighbor.damage()):
        verdict.add("damage", damage)
    verdict.conversation = run.told()
    return verdict


def mend(run: Run, faults: list[Fault]) -> None:
    """Ends all faults, and keeps which signals were sent until the outcome is judged."""
    run.server.heal()
    sent = set(run.sent_signals)
    # The power comes back first: what the others changed may be as it was before, or not.
    for fault in sorted(reversed(faults), key=lambda fault: fault.kind != "power cut"):
        fault.heal(run)
    run.timeout = 10
    is_mute, is_short = run.is_mute, run.is_short_of_memory
    run.forget_faults()
    # What holds for the command that met the faults, until it is judged.
    run.sent_signals, run.is_mute, run.is_short_of_memory = sent, is_mute, is_short


def follow(run: Run, scenario: Scenario, judge: Judge, first: Task, outcome: Outcome,
           excuses_loss: bool) -> bool:
    """Judges a command, and types what its message says; whether that leads to the value."""
    judge.judge(first, outcome, excuses_loss)
    run.sent_signals, run.is_mute, run.is_short_of_memory = set(), False, False
    task = first
    for _ in range(FOLLOW_UPS):
        if is_over(scenario, first, task, outcome):
            return True
        typed = advised(task, first, outcome)
        if "--list" in typed:
            return True
        delivers = not {"delete", "finish", "cancel"} & set(typed)
        task = Task(typed, first.name, first.destinations, first.stdout, delivers)
        task.stdout.settle()
        judge.begin()
        outcome = run.execute([task])[0]
        judge.judge(task, outcome, excuses_loss=False)
    return is_over(scenario, first, task, outcome)


def is_over(scenario: Scenario, first: Task, task: Task, outcome: Outcome) -> bool:
    """Whether nothing is left to do, or nothing that can be done by following advice."""
    if outcome.status == 3 and scenario.ends_credential:
        # The value that was rotated was the way in; another one is a person's to find.
        return True
    if outcome.status == 4 and scenario.verb == "finish" and scenario.fate == "deleted":
        # There is nothing to finish, and the old token is kept.
        return True
    is_last = task.delivers or not first.delivers or "finish" in task.words
    return outcome.is_hung or outcome.status == 0 and is_last


def advised(task: Task, first: Task, outcome: Outcome) -> list[str]:
    """The words that a person types next: those of the message, or else the first ones again."""
    typed = None if outcome.status == 0 else words.next_words(outcome.stderr, task.words)
    if typed is None:
        return first.words
    if "recover" in typed or "rotate" in typed:
        return with_destinations(typed, task)
    return typed


def with_destinations(typed: list[str], task: Task) -> list[str]:
    flags = [flag for destination in task.destinations for flag in destination.flags() if flag not in typed]
    return typed + flags + (["--yes"] if "rotate" in typed and "--yes" not in typed else [])
