"""Accounts of project tools, from the command line to the queue, and back to the tool."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.contract.feeds import TOKEN, Double
from tests.desktop.cli.conftest import Ring
from tests.servers import basecamp, discourse, linear, nextcloud, trello

_KINDS: Mapping[str, tuple[Callable[[], Double], str, tuple[str, ...]]] = {
    "linear": (linear.Linear, "", ()),
    "basecamp": (basecamp.Basecamp, basecamp.ACCOUNT, ("--contact", basecamp.CONTACT)),
    "trello": (trello.Trello, "", ("--key", trello.KEY)),
    "discourse": (discourse.Discourse, "/forum", ()),
    "nextcloud": (nextcloud.Nextcloud, "/cloud", ("--user", "grace")),
}


@pytest.mark.parametrize("kind", _KINDS)
def test_added_held_once_and_marked_by_switch(ecluse: Any, ring: Ring, kind: str) -> None:
    made, path, more = _KINDS[kind]
    double = made()
    with double.web:
        double.tell(1, 2)
        url = double.web.url + path
        switch = ("--done-marks-read", "yes")
        ecluse("account", "add", kind, "--url", url, *more, *switch, "--token-stdin", stdin=TOKEN + "\n")
        ecluse("focus", "start", "50m")
        ecluse("pull")
        rows = ecluse("queue", "--state", "held", "--json").json
        assert len(rows) == 2
        ecluse("pull")
        assert len(ecluse("queue", "--json").json) == 2
        ecluse("done", str(rows[0]["id"]))
        ecluse("pull")
        marked = [one for one in double.web.asked if one.method in {"PUT", "DELETE"} or b"mutation" in one.body]
        assert len(marked) == 1
        assert TOKEN not in ecluse.paths.settings_file.read_text()
    assert double.web.violations == []
