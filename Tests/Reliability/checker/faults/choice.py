"""Which faults meet in a run."""
from .disk import DISK_FAULTS
from .fault import Fault
from .limits import LIMIT_FAULTS
from .login import LOGIN_FAULTS
from .machine import MACHINE_FAULTS
from .power import POWER_FAULTS
from .server import SERVER_FAULTS
from .signals import SIGNAL_FAULTS


class Machine:
    """What can be planted here."""

    def __init__(self, has_mounts: bool, has_loop_devices: bool, has_strace: bool):
        self.has_mounts, self.has_loop_devices, self.has_strace = has_mounts, has_loop_devices, has_strace

    def allows(self, kind: type[Fault]) -> bool:
        if kind in POWER_FAULTS:
            return self.has_loop_devices and self.has_strace
        if kind.__name__ in ("FailingCall", "SignalAtCall"):
            return self.has_strace
        return self.has_mounts or not kind.needs_root


def choose_faults(source, verb: str, machine: Machine) -> list[Fault]:
    """No fault to three, of different kinds."""
    kinds = {"server": (SERVER_FAULTS, 5), "disk": (DISK_FAULTS, 4), "signals": (SIGNAL_FAULTS, 3),
             "limits": (LIMIT_FAULTS, 1), "machine": (MACHINE_FAULTS, 2), "power": (POWER_FAULTS, 2)}
    if verb in ("self stored", "refresh"):
        kinds["login"] = (LOGIN_FAULTS, 8)
    if verb in ("writers", "rivals"):
        # Several programs share what would be planted for one.
        kinds = {"server": kinds["server"]}
    count = source.choices([0, 1, 2, 3], [1, 6, 3, 1])[0]
    chosen: list[Fault] = []
    while kinds and len(chosen) < count:
        name = source.choices(list(kinds), [weight for _, weight in kinds.values()])[0]
        fault = source.choice(kinds.pop(name)[0])
        if fault.kind in ("machine", "power cut"):
            # Odd homes lie outside of the disk that loses its power.
            for other in ("power", "machine"):
                kinds.pop(other, None)
        if machine.allows(fault):
            chosen.append(fault(source))
    return chosen
