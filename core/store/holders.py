"""Which process holds a lease or a run, in a form by which another one can tell whether it still lives.

A process that was killed says no goodbye. On the same machine its death is certain at once (a
process number alone would not do: it is given out again); of other machines we know nothing and
wait until the lease runs out.
"""

import hashlib
import os
import socket
from pathlib import Path

_PROC = Path("/proc")


def this_holder(part: str = "") -> str:
    """Return the mark of this process, "host:pid:birth"; `part` tells several holders within it apart."""
    mark = f"{socket.gethostname()}:{os.getpid()}:{_birth(os.getpid())}"
    return f"{mark}:{part}" if part else mark


def is_dead(holder: str) -> bool:
    """Return whether the holder certainly lives no more; False when we cannot know."""
    host, pid, birth = [*holder.split(":"), "", "", ""][:3]
    if host != socket.gethostname() or not pid.isdigit():
        return False
    if (_PROC / "self").exists():
        return _birth(int(pid)) != birth
    return os.name == "posix" and not _answers(int(pid))


def _birth(pid: int) -> str:
    """Return what no later process of that number shares: boot and start time; "" if there is no such process."""
    try:
        boot = (_PROC / "sys/kernel/random/boot_id").read_text()
        status = (_PROC / str(pid) / "stat").read_text()
    except OSError:
        return ""
    # The name in brackets may hold blanks; state is the 1st field after it, the start time the 20th (proc(5)).
    fields = status.rpartition(")")[2].split()
    if fields[0] in "ZX":
        return ""
    return hashlib.sha256(f"{boot}{fields[19]}".encode()).hexdigest()[:12]


def _answers(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
