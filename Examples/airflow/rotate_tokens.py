"""Rotates an Organization's API tokens every night, as a policy says. README.md tells how to set it up.

plan -> canary (shard 0) -> apply (one mapped task per further shard) -> finish
"""

import os
import re
import subprocess
from datetime import timedelta
from pathlib import Path

from airflow.sdk import Connection, dag, get_current_context, task

# A folder that every worker sees: it holds the policy, the plans and the receipts, and no secret.
FOLDER = Path(os.environ.get("ASTRO_FLEET_FOLDER", "/opt/airflow/astro-fleet"))
# Airflow maps over at most 1,024 tasks; a shard for every few hundred tokens is plenty.
SHARDS = min(int(os.environ.get("ASTRO_FLEET_SHARDS", "8")), 256)
CONNECTION = os.environ.get("ASTRO_FLEET_CONNECTION", "astro_fleet")
# A pool of this name limits how many shards work at once: airflow pools set astro_tokens 4 'Token rotations'
POOL = os.environ.get("ASTRO_FLEET_POOL", "astro_tokens")
POLICY = FOLDER / "tokens.yaml"
# A task that died is tried again after this time, then after twice as long, and so on.
RETRIES = {
    "retries": 5,
    "retry_delay": timedelta(seconds=float(os.environ.get("ASTRO_FLEET_RETRY_SECONDS", "60"))),
    "retry_exponential_backoff": True,
}


def astro(*words, may_end_with=(0,)):
    """Runs astro with the connection's credential, which never leaves the child's environment."""
    environment = dict(os.environ)
    credential = Connection.get(CONNECTION).password
    if credential:
        environment["ASTRO_API_TOKEN"] = credential
    # Its messages go to the task's log, which has no values in it; its result is not needed here.
    done = subprocess.run(["astro", *words], env=environment, stdout=subprocess.DEVNULL)
    if done.returncode not in may_end_with:
        raise RuntimeError(f"astro {words[0]} {words[1]} ended with {done.returncode}; the log says why")
    return done.returncode


def plan_file():
    """The plan of this run, the same for all its tasks and all their tries."""
    name = re.sub(r"[^A-Za-z0-9]", "-", get_current_context()["run_id"])
    return FOLDER / "plans" / f"{name}.json"


def do_shard(index):
    astro(
        "token", "apply", str(plan_file()), "--policy", str(POLICY), "--yes",
        "--shard", f"{index}/{SHARDS}", "--receipts", str(FOLDER / "receipts"))


@dag(schedule="@daily", catchup=False, max_active_runs=1, tags=["astro"])
def rotate_astro_tokens():
    @task
    def plan():
        astro("token", "plan", "--policy", str(POLICY), "--check")
        plan_file().parent.mkdir(parents=True, exist_ok=True)
        astro("token", "plan", "--policy", str(POLICY), "--to-file", str(plan_file()))
        return list(range(1, SHARDS))

    @task(**RETRIES)
    def canary():
        """Does the first shard alone: where it fails, nothing else is touched."""
        do_shard(0)
        return 0

    @task(pool=POOL, **RETRIES)
    def apply(index):
        do_shard(index)

    @task(trigger_rule="all_done")
    def finish():
        """Fails while any part of the plan is not done, whoever was to do it."""
        # It runs whatever became of the shards, but after a dead canary it would do all that the canary is to save.
        if get_current_context()["ti"].xcom_pull(task_ids="canary") is None:
            raise RuntimeError("there was no plan, or the canary failed: nothing else is touched; their logs say why")
        astro(
            "token", "apply", str(plan_file()), "--policy", str(POLICY), "--yes",
            "--receipts", str(FOLDER / "receipts"))

    planned = plan()
    first = canary()
    rest = apply.expand(index=planned)
    planned >> first >> rest >> finish()


rotate_astro_tokens()
