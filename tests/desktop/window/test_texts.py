from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from desktop.core.views import Hold, Row
from desktop.window import now_words, texts
from desktop.window.busy_line import busy_words
from desktop.window.hold_words import held_note, hold_reason
from desktop.window.troubles import account_trouble, problem_trouble
from inbox.item import State
from inbox.sources import Remark
from tests.clock import HandClock
from tests.desktop import sample

NOW = datetime(2026, 11, 18, 11, 12, tzinfo=ZoneInfo("Europe/Paris"))
pytestmark = pytest.mark.usefixtures("qapp")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=NOW.tzinfo)


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("2026-11-18T16:00", "16:00"),
        ("2026-11-19T09:00", "tomorrow 09:00"),
        ("2026-11-17T09:00", "yesterday 09:00"),
        ("2026-11-23T09:00", "Mon 09:00"),
        ("2026-11-25T09:00", "25 Nov 09:00"),
        ("2027-01-04T09:00", "04/01/2027"),
    ],
)
def test_an_instant_is_said_as_one_says_it_now(when: str, said: str) -> None:
    assert texts.moment(at(when), NOW) == said


def test_times_of_day_follow_the_locale_and_have_no_seconds() -> None:
    QLocale.setDefault(QLocale("en_US"))
    assert texts.clock(at("2026-11-18T16:05")).replace("\u202f", " ") == "4:05 PM"
    QLocale.setDefault(QLocale.c())
    assert texts.clock(at("2026-11-18T16:05")) == "16:05"


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(0, "0 min"), (48, "48 min"), (59.6, "1 h"), (60, "1 h"), (112, "1 h 52"), (125, "2 h 05")],
)
def test_lengths(minutes: float, said: str) -> None:
    assert texts.length(timedelta(minutes=minutes)) == said


def test_minutes_left_count_up_to_the_very_end() -> None:
    end = at("2026-11-18T11:30")
    assert texts.minutes_left(end, at("2026-11-18T11:12")) == 18
    assert texts.minutes_left(end, end - timedelta(seconds=1)) == 1
    assert texts.minutes_left(end, end) == 0
    assert texts.minutes_left(end, end + timedelta(hours=1)) == 0


@pytest.mark.parametrize(
    ("moment", "first", "second"),
    [
        (sample.CHECK_IN, "Check-in, 18 min left", "Next focus block 13:30"),
        (sample.FOCUS, "In focus until 16:00", "Next check-in 16:00"),
        (sample.OPEN, "Open until 13:30", "Next check-in 16:00"),
    ],
)
def test_what_is_going_on_in_two_lines(moment: datetime, first: str, second: str) -> None:
    now = sample.desk(HandClock(moment)).now()
    assert now_words.headline(now, now.at) == first
    assert now_words.subline(now, now.at) == second


def test_in_focus_the_second_line_says_who_sees_it() -> None:
    now = sample.desk(HandClock(sample.FOCUS)).now()
    assert now_words.subline(now, now.at, busy_words([sample.provider()])) == "This desktop: do not disturb"


def test_nothing_from_outside_can_reorder_or_break_a_line() -> None:
    item = replace(sample.items()[0], subject="pay\u202egnp.exe\nnow\x00", sender_name="Claire\u2066\r\nX")
    assert texts.subject(item) == "paygnp.exe now"
    assert texts.sender(item) == "Claire X"
    assert len(texts.subject(replace(item, subject="long " * 500))) <= 300


@pytest.mark.parametrize(
    ("name", "poses"),
    [("boss@hull.example", True), ("Hugo Perrin", False), ("promo@win-a-prize.example", False), ("@home", True)],
)
def test_a_name_that_looks_like_another_address_is_told(name: str, poses: bool) -> None:
    item = replace(sample.items()[0], sender_name=name, sender_address="promo@win-a-prize.example")
    assert texts.poses_as_another(item) is poses
    assert ("check the sender" in [text for text, _ in texts.chips(item)]) is poses


@pytest.mark.parametrize(
    "because", ["focus", "together_soon", "between", "not_admitted", "snoozed", "never", "off", "rule", "new"]
)
@pytest.mark.parametrize("name", ["", "late morning"])
def test_every_hold_says_until_when_and_why(because: str, name: str) -> None:
    hold = Hold(None if because == "never" else at("2026-11-18T16:00"), because, name)
    said = hold_reason(hold, NOW, "Release 2.0")
    assert said.endswith(".")
    assert "{" not in said
    assert ("16:00" in said) is (because != "never")
    assert ("Release 2.0" in said) is (because == "focus")


def test_a_released_item_says_how_long_it_was_held_and_during_what() -> None:
    clock = HandClock(sample.CHECK_IN)
    now = sample.desk(clock).now()
    item = sample.items()[0]
    assert (
        held_note(Row(item), now.at, now)
        == "Held 48 min while you were in focus on “Release 2.0”, given to you at 11:00."
    )
    refused = Row(
        replace(item, state=State.HELD, sender_address="claire@client.example"), Hold(None, "never"), "Claire"
    )
    assert held_note(refused, now.at, now).endswith(
        "It looks like it is from claire@client.example, but nobody vouches for that: "
        "your rule “Claire” does not let it through."
    )
    urgent = replace(item, passed_by="Codes pass")
    assert held_note(Row(urgent), now.at, now) == "Came through at once by your rule “Codes pass”."
    quick = replace(item, arrived_at=item.released_at)  # type: ignore[arg-type]
    assert held_note(Row(quick), now.at, now) == "Given to you at 11:00."


def test_a_row_is_one_whole_sentence_for_a_screen_reader() -> None:
    item = replace(sample.items()[3], state=State.RELEASED)
    assert (
        texts.sentence(Row(item), NOW, marked=True)
        == "Claire Lemoine: Contract renewal, clause 4, held 1 h 52, pinned, selected."
    )


@pytest.mark.parametrize("health", ["ok", "connecting", "offline", "off"])
def test_what_heals_by_itself_is_not_told(health: str) -> None:
    assert account_trouble(sample.account(health)) is None


@pytest.mark.parametrize(
    "health",
    ["sign_in_refused", "certificate_refused", "wrong_setting", "no_secret", "no_keyring", "unsupported", "broken"],
)
def test_what_needs_the_person_names_the_account_and_what_to_do(health: str, qapp: QApplication) -> None:
    trouble = account_trouble(sample.account(health, "said <b>so</b>"))
    assert trouble is not None
    assert "work" in trouble.title
    assert "said <b>so</b>" in trouble.advice
    assert trouble.command == "settings"


def test_one_of_several_mailboxes_that_cannot_be_read_is_told(qapp: QApplication) -> None:
    line = replace(sample.account("ok"), remarks=(Remark("mailbox", "no such mailbox", "Clients"),))
    trouble = account_trouble(line)
    assert trouble is not None
    assert "“Clients” of “work”" in trouble.title
    assert "no such mailbox" in trouble.advice
    assert account_trouble(replace(line, health="offline")) is None


def test_the_words_of_a_server_are_shown_whole_as_text(qapp: QApplication) -> None:
    """P26: cut at 300 characters when they came."""
    trouble = problem_trouble("alert", "work: <b>" + "x" * 297)
    assert trouble.title == "A mail server has something to say"
    assert trouble.advice == "work: <b>" + "x" * 297


def test_a_problem_nobody_knows_still_has_words() -> None:
    trouble = problem_trouble("never heard of", "disk on fire")
    assert trouble.title
    assert "disk on fire" in trouble.advice


def test_what_is_left_is_time_that_passes_not_hands_of_a_clock() -> None:
    """In the night of 25 October 2026 the hour from 2 to 3 comes twice."""
    zone = ZoneInfo("Europe/Paris")
    begin, end = datetime(2026, 10, 25, 1, 30, tzinfo=zone), datetime(2026, 10, 25, 3, 30, tzinfo=zone)
    assert texts.minutes_left(end, begin) == 180
    now = replace(sample.desk(HandClock(sample.FOCUS)).now(), since=begin, until=end)
    assert texts.share_left(now, datetime(2026, 10, 25, 2, 30, tzinfo=zone)) == pytest.approx(2 / 3)
