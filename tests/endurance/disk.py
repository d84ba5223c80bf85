"""A disk that may lose what was not synced: rebuilt from the system calls that a process made, as strace told them.

A power loss keeps of every file what stood there at its last sync, and of each later write any sectors or none; a file
that was deleted may come back, unless its folder was synced since.
"""

import re
from dataclasses import dataclass, field

SECTOR = 512
CALLS = "write,pwrite64,ftruncate,fsync,fdatasync,unlink"
_CALL = re.compile(
    rb"^(?:\d+ +)?(write|pwrite64|ftruncate|fsync|fdatasync)\(\d+<([^>]*)>"
    rb"(?:, \"((?:\\x[0-9a-f]{2})*)\"(?:, (\d+))?(?:, (\d+))?|, (\d+))?"
)
_DELETED = re.compile(rb"^(?:\d+ +)?unlink\(\"((?:\\x[0-9a-f]{2})*)\"\) += 0")


@dataclass(frozen=True)
class Call:
    """One call on a file: `write` with what and where, `truncate` with the new length in `at`, `delete`, `sync`."""

    what: str
    name: str
    at: int = 0
    content: bytes = b""


def calls_of(trace):
    """Yield the calls of `strace -f -y -xx -s <enough> -e trace=CALLS`, in their order."""
    for line in trace.read_bytes().splitlines():
        if found := _CALL.match(line):
            call, path, content, _, at, length = found.groups()
            name = _name(path)
            if call in (b"write", b"pwrite64"):
                yield Call("write", name, int(at or 0), bytes.fromhex((content or b"").replace(b"\\x", b"").decode()))
            elif call == b"ftruncate":
                yield Call("truncate", name, int(length))
            else:
                yield Call("sync", name)
        elif found := _DELETED.match(line):
            yield Call("delete", _name(found[1]))


def _name(path):
    text = bytes.fromhex(path.replace(b"\\x", b"").decode()) if path.startswith(b"\\x") else path
    return text.rpartition(b"/")[2].decode(errors="replace")


@dataclass
class File:
    """What the disk certainly holds, and the calls since the last sync."""

    certain: bytearray = field(default_factory=bytearray)
    pending: list = field(default_factory=list)

    def do(self, call):
        """Take a call."""
        self.pending.append(call)
        if call.what == "sync":
            self.certain, self.pending = self.written(), []

    def folder_synced(self):
        """Make a deletion certain, and with it what came before."""
        deleted = max((at for at, call in enumerate(self.pending) if call.what == "delete"), default=-1)
        if deleted >= 0:
            self.certain, self.pending = bytearray(), self.pending[deleted + 1 :]

    def written(self):
        """Return the content as whoever reads it now sees it: what a killed process leaves."""
        content = bytearray(self.certain)
        for call in self.pending:
            _apply(content, call)
        return content

    def after_power_loss(self, chance):
        """Return what a power loss may leave: of the calls since the last sync any, and of a write any sectors."""
        content = bytearray(self.certain)
        for call in self.pending:
            if call.what != "write":
                if chance.random() < 0.5:
                    _apply(content, call)
                continue
            kept = chance.random()
            for begin in range(0, len(call.content), SECTOR):
                if chance.random() < kept:
                    _apply(content, Call("write", call.name, call.at + begin, call.content[begin : begin + SECTOR]))
        return content


def _apply(content, call):
    if call.what == "write":
        content.extend(bytes(max(call.at - len(content), 0)))
        content[call.at : call.at + len(call.content)] = call.content
    elif call.what == "truncate":
        content.extend(bytes(max(call.at - len(content), 0)))
        del content[call.at :]
    elif call.what == "delete":
        content.clear()
