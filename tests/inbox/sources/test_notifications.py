"""Other apps' notifications, under a real dbus-daemon."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from inbox.caught.shown import GTK, PORTAL
from inbox.errors import Gone, Offline, Unsupported, WrongSetting
from inbox.gaps import Doubt, Gap, Standing, follow
from inbox.item import Arrival, Channel, Reason, Verdict
from inbox.sources import Source, Terms
from inbox.sources.notifications import SPEC
from inbox.wakeup import Wakeup
from tests.contract.source_contract import SpecContract, everything
from tests.servers.notifications import NotificationDaemon
from tests.servers.session_bus import Program, session_bus

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="D-Bus is Linux's")


class TestSpec(SpecContract):
    spec = SPEC


@pytest.fixture
def daemon(monkeypatch: pytest.MonkeyPatch) -> Iterator[NotificationDaemon]:
    with NotificationDaemon() as found:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", found.address)
        yield found


@pytest.fixture
def program(daemon: NotificationDaemon) -> Iterator[Program]:
    with Program(daemon.address) as found:
        yield found


@contextmanager
def listening(*apps: str, text: bool = True) -> Iterator[Source]:
    source = SPEC.open({"app": apps or ("slack",), "text": text}, {}, Terms())
    try:
        assert everything(source)[0] == []
        yield source
    finally:
        source.close()


def heard(source: Source, cursor: str = "", *, seconds: float = 60.0, least: int = 1) -> list[Arrival]:
    """What there is once there are so many."""
    wakeup = Wakeup()
    end = time.monotonic() + seconds
    found: list[Arrival] = []
    while len(found) < least and time.monotonic() < end:
        source.wait(wakeup, 1.0)
        found = everything(source, cursor)[0]
    wakeup.close()
    return found


def test_what_a_chosen_app_shows_is_an_item(program: Program) -> None:
    with listening("Slack") as source:
        program.notify("Slack", "Ada Lovelace", "could <b>you</b> look\nat this &amp; that?")
        (one,) = heard(source)
    assert (one.sender_name, one.subject, one.text) == ("Slack", "Ada Lovelace", "could you look\nat this & that?")
    assert (one.channel, one.reason, one.verdict) == (Channel.MENTION, Reason.SUBSCRIBED, Verdict.UNKNOWN)
    assert (one.tool, one.caught, one.events, one.link) == ("slack", True, (), "")
    assert one.rank <= 3
    assert abs(one.received_at - datetime.now(UTC)) < timedelta(seconds=10)


def test_of_other_apps_nothing_is_kept(program: Program, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    with listening("slack") as source:
        program.notify("Bank", "Your code", "481516 is your code")
        program.notify("slack", "Ada", "hello")
        (one,) = heard(source)
        kept = repr(vars(source))
    assert one.subject == "Ada"
    assert "481516" not in kept + caplog.text
    assert "hello" not in caplog.text


def test_the_title_alone(program: Program) -> None:
    with listening("slack", text=False) as source:
        program.notify("slack", "Ada", "between us")
        (one,) = heard(source)
        program.notify("slack", "Ada", "another")
        assert len(heard(source, least=2)) == 2
    assert (one.subject, one.text, one.preview) == ("Ada", "", "")


def test_our_own_are_never_taken(program: Program) -> None:
    with listening("Écluse", "ecluse", "slack") as source:
        program.notify("Écluse", "5 messages", "")
        program.notify("slack", "5 messages", "", {"desktop-entry": ("s", "ecluse")})
        program.notify("slack", "Ada", "")
        assert [one.subject for one in heard(source)] == ["Ada"]


@pytest.mark.parametrize(
    "hints",
    [
        {"urgency": ("y", 0)},
        {"transient": ("b", True)},
        {"transient": ("i", 1)},
        {"value": ("i", 40)},
        {"x-canonical-private-synchronous": ("s", "volume")},
        {"category": ("s", "transfer.complete")},
    ],
)
def test_what_is_not_meant_to_stay_is_passed_over(program: Program, hints: dict[str, Any]) -> None:
    with listening() as source:
        program.notify("slack", "passing", "", hints)
        program.notify("slack", "staying", "", {"urgency": ("y", 2), "image-data": ("ay", b"x" * 400_000)})
        assert [one.subject for one in heard(source)] == ["staying"]


def test_put_in_its_own_place_it_is_the_same_and_other_words_are_another(program: Program) -> None:
    with listening() as source:
        number = program.notify("slack", "Ada", "ok")
        for _ in range(3):
            program.notify("slack", "Ada", "ok", replaces=number)
        program.notify("slack", "Ada", "and this", replaces=number)
        program.notify("slack", "Grace", "ok")
        found = [(one.subject, one.text) for one in heard(source, least=3)]
    assert found == [("Ada", "ok"), ("Ada", "and this"), ("Grace", "ok")]


@pytest.mark.parametrize("interface", [GTK, PORTAL])
def test_by_gtk_and_by_the_portal(program: Program, interface: str) -> None:
    with listening("slack") as source:
        program.add(interface, "com.slack.Slack", "7", {"title": ("s", "Ada"), "body": ("s", "a < b")})
        program.add(interface, "org.example.Other", "7", {"title": ("s", "Other")})
        program.add(interface, "com.slack.Slack", "8", {"title": ("s", "low"), "priority": ("s", "low")})
        # A portal hands it on to the service.
        program.notify("", "Ada", "a < b", {"desktop-entry": ("s", "com.slack.Slack")})
        (one,) = heard(source)
    assert (one.sender_name, one.subject, one.text, one.tool) == ("Slack", "Ada", "a < b", "slack")


def test_one_that_brings_a_file_is_heard_and_the_file_is_let_go_of(program: Program) -> None:
    def open_files() -> int:
        return len(os.listdir("/proc/self/fd"))

    with listening() as source, open(os.memfd_create("icon"), "rb") as icon:
        before = open_files()
        for number in range(20):
            about = {
                "title": ("s", f"with an icon {number}"),
                "icon": ("v", ("(sv)", ("file-descriptor", ("h", icon)))),
            }
            program.add(PORTAL, "com.slack.Slack", str(number), about)
        assert len(heard(source, least=20)) == 20
        assert open_files() == before


def test_calls_with_other_arguments_than_there_are_do_no_harm(program: Program) -> None:
    with listening() as source:
        program.call("Notify", "s", ("slack",))
        program.call("Notify", "", ())
        program.add(GTK, "slack", "1", {"title": ("u", 7), "body": ("as", ["x"]), "priority": ("d", 0.5)})
        program.notify("slack", "a\x1b[31m\u202e" + "x" * 40_000, "<" * 200_000, {"desktop-entry": ("u", 7)})
        (one,) = heard(source)
    assert (len(one.subject), one.subject.isprintable(), len(one.text) <= 4000) == (500, True, True)


def test_a_flood_is_heard_whole(daemon: NotificationDaemon, program: Program) -> None:
    titles = [f"thing {number}" for number in range(5000)]
    with listening() as source:
        program.notify_often("slack", titles)
        program.notify_often("another", titles[:500])
        program.settle()
        begin = time.monotonic()
        found: list[str] = []
        portions: list[int] = []
        cursor = ""
        while len(found) < 5000 and time.monotonic() < begin + 60:
            for fetched in source.fetch(cursor, datetime.now(UTC)):
                found += [one.subject for one in fetched.arrivals]
                portions.append(len(fetched.arrivals))
                cursor = fetched.cursor
        assert everything(source, cursor)[0] == []
    assert found == titles
    assert max(portions) <= 500


def test_what_was_not_stored_comes_again_under_the_same_key(program: Program) -> None:
    with listening() as source:
        program.notify("slack", "one")
        program.notify("slack", "two")
        first, stored = heard(source, least=2), everything(source)[1]
        again = everything(source)[0]
        assert [one.key for one in again] == [one.key for one in first]
        program.notify("slack", "three")
        assert [one.subject for one in heard(source, stored)] == ["three"]
        assert len({one.content_key for one in first}) == 2


def test_another_start_has_keys_of_its_own(program: Program) -> None:
    with listening() as source:
        program.notify("slack", "one")
        (first,), cursor = heard(source), everything(source)[1]
    with listening() as source:
        everything(source, cursor)
        program.notify("slack", "two")
        (second,) = heard(source, cursor)
    assert first.key != second.key


def test_waiting_ends_for_what_counts_and_for_a_wake_up(program: Program) -> None:
    wakeup = Wakeup()
    with listening() as source:
        begin = time.monotonic()
        program.notify("another", "not this")
        source.wait(wakeup, 0.3)
        assert time.monotonic() - begin >= 0.3
        wakeup.wake()
        source.wait(wakeup, 60.0)
        program.notify("slack", "this")
        source.wait(wakeup, 60.0)
        source.wait(wakeup, 60.0)
        assert time.monotonic() - begin < 50
    wakeup.close()


def test_a_bus_that_went_away_is_found_again(monkeypatch: pytest.MonkeyPatch) -> None:
    wakeup = Wakeup()
    with NotificationDaemon() as daemon, Program(daemon.address) as program:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", daemon.address)
        source = SPEC.open({"app": ("slack",)}, {}, Terms())
        everything(source)
        program.notify("slack", "before")
        heard(source)
    with pytest.raises(Offline, match="gone"):
        everything(source)
    with pytest.raises(Offline):
        source.wait(wakeup, 60.0)
    with pytest.raises(Offline, match="cannot be reached"):
        everything(source)
    with NotificationDaemon() as daemon, Program(daemon.address) as program:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", daemon.address)
        assert [one.subject for one in everything(source)[0]] == ["before"]
        program.notify("slack", "after")
        assert [one.subject for one in heard(source, least=2)] == ["before", "after"]
    source.close()
    source.close()
    wakeup.close()


def test_the_test_says_who_shows_notifications_and_shows_none(daemon: NotificationDaemon) -> None:
    source = SPEC.open({"app": ("slack",)}, {}, Terms())
    found = source.probe()
    assert (found.server, found.remarks) == ("recorder 1", ())
    assert daemon.shown == []


def test_nothing_that_shows_notifications_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with session_bus() as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        found = SPEC.open({"app": ("slack",)}, {}, Terms()).probe()
    assert [one.code for one in found.remarks] == ["no_service"]


def test_a_bus_that_lets_nobody_listen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with session_bus(deaf_in=tmp_path) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        source = SPEC.open({"app": ("slack",)}, {}, Terms())
        asks: list[Callable[[], Any]] = [source.probe, lambda: everything(source)]
        for ask in asks:
            with pytest.raises(Unsupported, match=r"AccessDenied.*--socket=session-bus"):
                ask()


@pytest.mark.parametrize(
    ("platform", "says"), [("win32", "package"), ("darwin", "macOS"), ("freebsd14", "no session bus")]
)
def test_elsewhere_it_says_why_not(monkeypatch: pytest.MonkeyPatch, platform: str, says: str) -> None:
    source = SPEC.open({"app": ("slack",)}, {}, Terms())
    monkeypatch.setattr("inbox.caught.monitor.sys.platform", platform)
    with pytest.raises(Unsupported, match=says):
        everything(source)


def test_no_session_bus(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    with pytest.raises(Unsupported, match="no session bus"):
        everything(SPEC.open({"app": ("slack",)}, {}, Terms()))


@pytest.mark.parametrize("apps", [(), ("",), (" ",)])
def test_without_an_app_there_is_nothing_to_hear(apps: tuple[str, ...]) -> None:
    with pytest.raises(WrongSetting) as caught:
        SPEC.open({"app": apps}, {}, Terms())
    assert caught.value.field == "app"


def test_there_is_no_mail_of_it() -> None:
    source = SPEC.open({"app": ("slack",)}, {}, Terms())
    with pytest.raises(Gone):
        source.message("x 1")
    assert source.mailboxes() == ()


def test_what_was_shown_while_nobody_listened_may_be_missing() -> None:
    begun = datetime(2026, 11, 16, 10, tzinfo=UTC)
    answered = begun + timedelta(minutes=5)
    ok = Standing("desk", "ok", answered, read_at=answered, keeps=SPEC.keeps)
    [closed] = follow([Gap(1, "desk", begun, None, None, 0, "offline", "")], ok, answered, begun)
    assert (closed.until, closed.doubt) == (answered, Doubt.NOT_KEPT)
