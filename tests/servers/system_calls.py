"""What a process asked of the system, as strace wrote it down: which files it named, and whom it called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

TRACED = ("strace", "-f", "-qq", "-s", "4096", "-e", "trace=%file,connect,sendto,sendmsg,sendmmsg")
"""In front of the process's own command, with `-o FILE` between."""

_CALL = re.compile(r"^\d+ +(?:<\.\.\. )?([a-z0-9_]+)(?:\(| resumed>)(.*)$")
_PATH = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ADDRESS = re.compile(r'sin6?_port=htons\((\d+)\).*?(?:inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)")')
_CALLS_OUT = {"connect", "sendto", "sendmsg", "sendmmsg"}
_TWO_NAMES = {"rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat"}


@dataclass(frozen=True, slots=True)
class Called:
    host: str
    port: int


def files(log: Path) -> Iterator[str]:
    """The names of all files that were asked for, also of those that are not there. What was asked for by a relative
    name, as a mail may write one, lies below no folder: nothing of ours does so. '' is what is open already."""
    for name, arguments in _calls(log):
        if name in _CALLS_OUT:
            continue
        # The first name alone: what follows in an execve are its arguments.
        for path in _PATH.findall(arguments)[: 2 if name in _TWO_NAMES else 1]:
            decoded = path.encode().decode("unicode_escape").encode("latin-1").decode("utf-8", "surrogateescape")
            if decoded:
                yield decoded


def network(log: Path) -> Iterator[Called]:
    """Everyone who was called, by whatever protocol of the Internet."""
    for name, arguments in _calls(log):
        if name in _CALLS_OUT and (found := _ADDRESS.search(arguments)):
            yield Called(found[2] or found[3], int(found[1]))


def outside(names: Iterator[str], allowed: Sequence[Path]) -> set[str]:
    """Those below none of these folders, and not on the way to one."""
    roots = tuple(f"{folder}/" for folder in allowed)
    return {
        name
        for name in names
        if not f"{name}/".startswith(roots) and not any(root.startswith(f"{name.rstrip('/')}/") for root in roots)
    }


def _calls(log: Path) -> Iterator[tuple[str, str]]:
    with log.open(errors="replace") as lines:
        for line in lines:
            if call := _CALL.match(line):
                yield call[1], call[2]
