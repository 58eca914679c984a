"""An account that hears other apps' notifications, from the command line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests.desktop.cli.conftest import Ring
from tests.servers.notifications import NotificationDaemon

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="D-Bus is Linux's")


@pytest.fixture
def daemon(monkeypatch: pytest.MonkeyPatch) -> Iterator[NotificationDaemon]:
    with NotificationDaemon() as found:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", found.address)
        yield found


def test_added_tested_and_listed(ecluse: Any, ring: Ring, daemon: NotificationDaemon) -> None:
    added = ecluse("account", "add", "notifications", "--app", "slack", "--app", "Signal", "--text", "false")
    assert added.out.startswith('Account "notifications" was added')
    assert 'app = ["slack", "Signal"]' in ecluse.paths.settings_file.read_text()
    tested = ecluse("account", "test", "notifications", "--json").json
    assert (tested["ok"], tested["server"], tested["remarks"]) == (True, "recorder 1", [])
    (line,) = ecluse("account", "list", "--json").json
    assert (line["kind"], line["remarks"]) == ("notifications", [])
    assert daemon.shown == []
    assert "Once for each" in ecluse("account", "add", "notifications", "--help").out


def test_without_do_not_disturb_it_says_that_they_still_pop_up(
    ecluse: Any, ring: Ring, daemon: NotificationDaemon
) -> None:
    ecluse("account", "add", "notifications", "--app", "slack")
    ecluse("provider", "remove", "desktop")
    (line,) = ecluse("account", "list", "--json").json
    assert [one["code"] for one in line["remarks"]] == ["pop_ups"]
    assert "still pops up" in ecluse("account", "list").out


def test_without_a_bus_it_is_not_added(ecluse: Any, ring: Ring, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    refused = ecluse("account", "add", "notifications", "--app", "slack", expect=1)
    assert "no session bus" in refused.err
    assert "was not added" in refused.err


def test_an_app_must_be_named(ecluse: Any, ring: Ring) -> None:
    assert "--app" in ecluse("account", "add", "notifications", expect=2).err
