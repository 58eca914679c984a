from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from desktop.core.settings.edit import (
    remove_account,
    remove_provider,
    replace_schedule,
    save_account,
    save_preferences,
    save_provider,
)
from desktop.core.settings.load import load
from desktop.core.settings.model import ProviderSettings, Settings
from desktop.core.settings.reader import SettingsError
from desktop.core.views import AccountSettings, Preferences
from focus.schedule import Mode, Schedule, Span

WORK = AccountSettings("work", "imap", {"host": "imap.example.org", "port": 993, "user": "me"})


def test_several_texts_are_a_list_and_one_is_a_text(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    for chosen, written in ((("INBOX", "a, b"), 'mailbox = ["INBOX", "a, b"]'), (("INBOX",), 'mailbox = "INBOX"')):
        save_account(file, replace(WORK, values={**WORK.values, "mailbox": chosen}))
        assert written in file.read_text()
        (account,) = load(file)[0].accounts
        assert account.values["mailbox"] == chosen
    file.write_text(file.read_text().replace('mailbox = "INBOX"', "mailbox = [1]"))
    with pytest.raises(SettingsError, match="mailbox"):
        load(file)


WRITTEN = """# my settings
language = "fr"  # at home
colour = "blue"

[schedule]  # the week
zone = "Europe/Paris"
odd = 1

# mornings
[[schedule.span]]
kind = "focus"  # deep
days = ["mon"]
start = "08:30"
end = "11:00"

[[account]]
name = "home"   # the old one
kind = "imap"
host = "imap.example.net"
user = "you"
later = true
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "settings.toml"
    path.write_text(WRITTEN)
    return path


def test_an_account_is_added_changed_and_removed(file: Path) -> None:
    assert [one.name for one in save_account(file, WORK).accounts] == ["home", "work"]
    changed = AccountSettings("work", "imap", {"host": "new.example.org", "user": "me"})
    save_account(file, changed)
    found = load(file)[0].account("work")
    assert found is not None
    assert found.values["host"] == "new.example.org"
    assert file.read_text().startswith(WRITTEN.rstrip())
    remove_account(file, "work")
    assert load(file)[0].account("work") is None
    assert file.read_text().rstrip() == WRITTEN.rstrip()
    remove_account(file, "home")
    assert load(file)[0].accounts == ()
    save_account(file, WORK)
    assert [one.name for one in load(file)[0].accounts] == ["work"]


def test_what_is_not_touched_stays_as_it_was_written(file: Path) -> None:
    schedule = load(file)[0].schedule
    longer = replace(schedule.spans[0], end=time(12))
    more = Span(Mode.CHECK_IN, frozenset({0}), time(12), time(12, 30), frozenset({"mail"}), name="noon")
    replace_schedule(file, replace(schedule, spans=(longer, more)), "Europe/Paris")
    text = file.read_text()
    for kept in (
        "# my settings",
        "# at home",
        'colour = "blue"',
        "# the week",
        "odd = 1",
        "# mornings",
        "# deep",
        "later",
    ):
        assert kept in text
    assert load(file)[0].schedule.spans == (longer, more)


def test_preferences(file: Path) -> None:
    wanted = Preferences("en", "dark", "counts")
    assert save_preferences(file, wanted).preferences == wanted
    assert load(file)[0].preferences == wanted
    assert "# at home" in file.read_text()


def test_no_file_yet(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    before = os.umask(0)
    try:
        save_account(file, WORK)
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text().startswith("# Settings of Écluse")
    assert [path.name for path in tmp_path.iterdir()] == ["settings.toml"]


def test_the_providers_that_are_on_unwritten_are_kept_or_removed_as_asked(tmp_path: Path) -> None:
    added, removed = tmp_path / "added.toml", tmp_path / "removed.toml"
    added.write_text("[start]\ndays = 3\n")
    removed.write_text("[start]\ndays = 3\n")
    both = save_provider(added, ProviderSettings("second", "desktop", {}))
    assert [one.name for one in both.providers] == ["desktop", "second"]
    assert remove_provider(removed, "desktop").providers == ()
    assert load(removed)[0].providers == ()
    assert load(removed)[1] == ()
    assert [one.name for one in save_provider(removed, ProviderSettings("third", "desktop", {})).providers] == ["third"]


@pytest.mark.parametrize("broken", ["a = [", 'port = "x"', "\xff"])
def test_a_file_broken_by_hand_is_never_written(file: Path, broken: str) -> None:
    content = WRITTEN.encode() + broken.encode("latin-1")
    file.write_bytes(content)
    changes: tuple[Callable[[], Settings], ...] = (
        lambda: save_account(file, WORK),
        lambda: remove_account(file, "home"),
        lambda: save_preferences(file, Preferences()),
        lambda: replace_schedule(file, Schedule(ZoneInfo("UTC")), "UTC"),
    )
    for change in changes:
        with pytest.raises(SettingsError):
            change()
    assert file.read_bytes() == content


def test_what_could_not_be_read_again_is_never_written(file: Path) -> None:
    with pytest.raises(SettingsError, match="port = 0 is wrong"):
        save_account(file, AccountSettings("work", "imap", {**WORK.values, "port": 0}))
    with pytest.raises(SettingsError, match="name"):
        save_account(file, AccountSettings("mail", "imap", WORK.values))
    assert file.read_text() == WRITTEN


def test_a_schedule_whose_parts_stand_apart(file: Path) -> None:
    file.write_text(WRITTEN + '\n[[schedule.exception]]\ndate = "2026-12-25"\nspans = []\n')
    schedule = load(file)[0].schedule
    assert len(schedule.exceptions) == 1
    new = replace(schedule, spans=(), exceptions=())
    assert replace_schedule(file, new, "Europe/Paris").schedule == new
    assert "odd = 1" in file.read_text()
    assert load(file)[0].account("home") is not None


spans = st.builds(
    Span,
    st.just(Mode.CHECK_IN),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.sampled_from([time(8), time(9), time(23)]),
    st.sampled_from([time(0), time(12)]),
    st.none() | st.just(frozenset({"mail"})),
    st.sampled_from(["", "noon"]),
)


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(spans, max_size=4).map(tuple), min_size=2, max_size=4))
def test_any_week_after_any_other(file: Path, weeks: list[tuple[Span, ...]]) -> None:
    file.write_text(WRITTEN)
    for week in weeks:
        wanted = Schedule(ZoneInfo("Europe/Paris"), week)
        assert replace_schedule(file, wanted, "Europe/Paris").schedule == wanted
        assert load(file)[0].schedule == wanted
