"""A run of its own: mounts that nobody else sees, and what this machine lets us do."""
import ctypes
import os
import shutil
import subprocess
from typing import Callable

from .disks import Image

CLONE_NEWNS = 0x00020000


def separate_mounts() -> bool:
    """Gives this process mounts of its own, which end with it; whether the machine allows that."""
    if os.geteuid() != 0:
        return False
    if ctypes.CDLL(None, use_errno=True).unshare(CLONE_NEWNS) != 0:
        return False
    done = subprocess.run(["mount", "--make-rprivate", "/"], capture_output=True)
    return done.returncode == 0 and hide("/tmp") and hide("/dev/shm")


def hide(folder: str) -> bool:
    """Puts an empty folder over one that all programs share, so that what is left there can be found."""
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m,mode=1777", "none", folder], capture_output=True)
    return done.returncode == 0


def has_loop_devices(scratch: str) -> bool:
    """Whether an image can be mounted, tried once in a process of its own."""
    if os.geteuid() != 0 or not shutil.which("mkfs.ext4"):
        return False
    return succeeds_in_child(lambda: separate_mounts() and _mounts_image(scratch))


def succeeds_in_child(attempt: Callable[[], bool]) -> bool:
    pid = os.fork()
    if pid == 0:
        os._exit(0 if attempt() else 1)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def _mounts_image(scratch: str) -> bool:
    try:
        Image(os.path.join(scratch, f"probe-{os.getpid()}"), has_journal=True)
        return True
    except (OSError, subprocess.CalledProcessError):
        return False


def has_strace() -> bool:
    if not shutil.which("strace"):
        return False
    done = subprocess.run(["strace", "-D", "-f", "-qq", "-o", "/dev/null", "true"], capture_output=True)
    return done.returncode == 0
