"""Rich presence against a double of the Discord app, on a real Unix socket."""

from __future__ import annotations

import os
import socket
import struct
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from focus.errors import Broken, Offline, ProviderError, WrongSetting
from focus.lane import Lane
from focus.presence import Level, Presence
from focus.providers import Means, Provider
from focus.providers.discord import SPEC, places
from tests.contract.provider_contract import MEANS, ProviderContract, read
from tests.servers.discord import CLOSE, FRAME, PING, READY, Discord, send

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
UNTIL = NOW + timedelta(hours=1)
BUSY = Presence(Level.TEXT, "In focus until 11:00", until=UNTIL)
SHOWN = {"instance": False, "details": "In focus until 11:00", "timestamps": {"end": int(UNTIL.timestamp())}}


@pytest.fixture(autouse=True)
def nowhere_else(monkeypatch: pytest.MonkeyPatch, short_path: Path) -> Path:
    """Discord's own folders are the test's."""
    for name in ("TMPDIR", "TMP", "TEMP"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(short_path))
    return short_path


@pytest.fixture
def discord(short_path: Path) -> Iterator[Discord]:
    with Discord(short_path) as made:
        yield made
    assert made.violations == []


class Clock:
    def __init__(self) -> None:
        self.now = NOW


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def provider(clock: Clock) -> Iterator[Provider]:
    made = opened(clock)
    yield made
    made.close()


def opened(clock: Clock, client_id: str = "1234567890") -> Provider:
    return SPEC.open({"client_id": client_id}, {}, Means(MEANS.web, lambda: clock.now))


class TestDiscord(ProviderContract):
    spec = SPEC

    @pytest.fixture
    def provider(self, discord: Discord) -> Iterator[Provider]:
        del discord
        made = SPEC.open({"client_id": "1234567890"}, {}, MEANS)
        yield made
        made.close()


def test_friends_see_the_text_and_the_time_left(discord: Discord, provider: Provider) -> None:
    (part,) = provider.parts
    part.write(part.shown(replace(BUSY, level=Level.DO_NOT_DISTURB)))
    assert discord.seen([SHOWN])
    longer = replace(BUSY, until=UNTIL + timedelta(minutes=30))
    part.write(longer)
    assert discord.seen([SHOWN | {"timestamps": {"end": int(UNTIL.timestamp()) + 1800}}])
    part.write(Presence())
    assert discord.seen([])
    assert [one["args"]["pid"] for one in discord.commands] == [os.getpid()] * 3


def test_it_ends_with_our_process(discord: Discord, provider: Provider) -> None:
    assert provider.parts[0].lasting is False
    provider.parts[0].write(BUSY)
    assert discord.seen([SHOWN])
    provider.close()  # what the end of a process does to its sockets
    assert discord.seen([])


def test_a_discord_that_was_started_anew_shows_it_again(
    discord: Discord, provider: Provider, short_path: Path, tmp_path: Path
) -> None:
    lane = Lane("it", lambda: provider, {}, lambda _part, _entry: None)
    lane.bring(BUSY, NOW)
    assert discord.seen([SHOWN])
    discord.quit()
    lane.bring(BUSY, NOW)
    assert lane.error is not None
    assert lane.error.code == "offline"
    with Discord(short_path) as again:
        lane.bring(BUSY, NOW)
        assert again.seen([SHOWN])
        lane.bring(None, NOW)
        assert again.seen([])


def test_a_discord_that_has_gone_needs_nothing_taken_back(discord: Discord, provider: Provider) -> None:
    lane = Lane("it", lambda: provider, {}, lambda _part, _entry: None)
    lane.bring(BUSY, NOW)
    discord.quit()
    lane.bring(None, NOW)
    assert (lane.error, lane.ours) == (None, False)


def test_what_is_over_is_taken_back_by_looking(discord: Discord, provider: Provider, clock: Clock) -> None:
    provider.parts[0].write(BUSY)
    clock.now = UNTIL
    assert read(provider.parts[0]).blank
    assert discord.seen([])


def test_without_a_discord_app_there_is_nothing_to_take_back(provider: Provider) -> None:
    provider.parts[0].write(Presence())
    assert read(provider.parts[0]).blank
    with pytest.raises(Offline, match="No Discord app runs"):
        provider.parts[0].write(BUSY)


@pytest.mark.parametrize("folder", ["app/com.discordapp.Discord", "snap.discord"])
def test_flatpak_and_snap_are_found(short_path: Path, provider: Provider, folder: str) -> None:
    with Discord(short_path / folder, number=3) as discord:
        provider.parts[0].write(BUSY)
        assert discord.seen([SHOWN])


def test_a_socket_nobody_listens_on_is_passed_over(short_path: Path, provider: Provider) -> None:
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(short_path / "discord-ipc-0"))
    with Discord(short_path, number=1) as discord:
        provider.parts[0].write(BUSY)
        assert discord.seen([SHOWN])


def test_a_socket_of_another_user_is_none(
    discord: Discord, provider: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.getuid", lambda: discord.path.stat().st_uid + 1)
    with pytest.raises(Offline, match="No Discord app"):
        provider.parts[0].write(BUSY)
    assert discord.commands == []


def test_it_is_looked_for_where_discord_says(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_RUNTIME_DIR", "TMPDIR", "TMP", "TEMP"):
        monkeypatch.setenv(name, f"/{name}")
    firsts = list(dict.fromkeys(place.parts[1] for place in places()))
    assert firsts == ["XDG_RUNTIME_DIR", "TMPDIR", "TMP", "TEMP", "tmp"]


def test_an_unknown_application_is_the_setting_s_fault(discord: Discord, clock: Clock) -> None:
    made = opened(clock, "99")
    with pytest.raises(WrongSetting, match="does not know this application: Invalid Client ID") as raised:
        made.parts[0].write(BUSY)
    assert raised.value.field == "client_id"
    assert discord.shown == []


def test_an_id_is_a_number(clock: Clock) -> None:
    with pytest.raises(WrongSetting, match="long number"):
        opened(clock, "my app")


def test_texts_fit(provider: Provider) -> None:
    part = provider.parts[0]
    assert len(part.shown(replace(BUSY, text="a" * 300)).text) == 128
    assert part.shown(replace(BUSY, text="x")) == Presence(Level.TEXT, "", until=UNTIL)
    assert part.shown(Presence(Level.AVAILABLE)).blank


def test_one_that_pings_gets_its_answer(discord: Discord, provider: Provider) -> None:
    def ping_first(_: Discord, stream: socket.socket, kind: int, _told: Any) -> bool:
        if kind == FRAME:
            send(stream, PING, {"are you": "there"})
        return False

    discord.instead = ping_first
    provider.parts[0].write(BUSY)
    assert discord.seen([SHOWN])
    assert read(provider.parts[0]) == BUSY
    assert discord.pongs == [{"are you": "there"}]


def refuse(_: Discord, stream: socket.socket, kind: int, told: Any) -> bool:
    if kind == FRAME:
        said = {"cmd": told["cmd"], "nonce": told["nonce"], "evt": "ERROR", "data": {"code": 4000, "message": "No."}}
        send(stream, FRAME, said)
    return kind == FRAME


def garbage(_: Discord, stream: socket.socket, _kind: int, _told: Any) -> bool:
    send(stream, FRAME, b"<html>")
    return True


def endless(_: Discord, stream: socket.socket, _kind: int, _told: Any) -> bool:
    stream.sendall(struct.pack("<II", FRAME, 1 << 31))
    return True


def chatter(_: Discord, stream: socket.socket, _kind: int, _told: Any) -> bool:
    for _time in range(60):
        send(stream, FRAME, READY | {"evt": "GUILD_STATUS"})
    return True


def goodbye(_: Discord, stream: socket.socket, kind: int, _told: Any) -> bool:
    if kind == FRAME:
        send(stream, CLOSE, {"code": 1000, "message": "Bye"})
    return kind == FRAME


def hang_up(_: Discord, stream: socket.socket, _kind: int, _told: Any) -> bool:
    stream.shutdown(socket.SHUT_RDWR)
    return True


def silence(_: Discord, _stream: socket.socket, _kind: int, _told: Any) -> bool:
    return True


@pytest.mark.parametrize(
    ("fault", "kind", "words"),
    [
        (refuse, Broken, r"refuses it: No\."),
        (garbage, Offline, "no JSON"),
        (endless, Offline, "longer than any"),
        (chatter, Offline, "nothing of what it was asked"),
        (goodbye, Offline, "closed the connection: Bye"),
        (hang_up, Offline, "closed the connection"),
        (silence, Offline, "does not answer"),
    ],
)
def test_a_fault_is_told_and_mended_by_the_next_try(
    discord: Discord,
    provider: Provider,
    monkeypatch: pytest.MonkeyPatch,
    fault: Any,
    kind: type[ProviderError],
    words: str,
) -> None:
    discord.instead = fault
    with monkeypatch.context() as patched:
        patched.setattr("focus.providers.discord.SECONDS", 0.2 if fault is silence else 20.0)
        with pytest.raises(kind, match=words):
            provider.parts[0].write(BUSY)
    assert read(provider.parts[0]).blank
    discord.instead = None
    provider.parts[0].write(BUSY)
    assert discord.seen([SHOWN])
