"""What `ecluse rehearse` says stays as it is: a table for each sentence of it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from desktop.cli import rehearsal
from tests.clock import HandClock

PARIS = 'zone = "Europe/Paris"\n'
ALL = '["mon", "tue", "wed", "thu", "fri", "sat", "sun"]'
MONDAY = "2026-11-23T"


def span(kind: str, start: str, end: str, more: str = "", days: str = ALL) -> str:
    return f'[[schedule.span]]\nkind = "{kind}"\ndays = {days}\nstart = "{start}"\nend = "{end}"\n{more}\n'


BLOCK = span("focus", "09:00", "11:00")
LATE_MORNING = span("check_in", "11:00", "11:30", 'name = "late morning"')
RULES = """
[[rule]]
name = "codes"
match = { code = true }
[[rule]]
name = "key client and the lab"
match = { address = ["contact@client.example"], reason = ["mentioned"] }
[[rule]]
name = "the lab"
match = { domain = ["lab.example"] }
budget = 2
[[rule]]
name = "newsletters on Friday"
match = { list = true }
act = "hold"
until = "friday digest"
[[rule]]
name = "robots"
match = { reason = ["automatic"] }
act = "done"
"""


class Rehearse:
    """One call: what is tried and what has arrived, and of each what became of it."""

    def __init__(self, ecluse: Any, folder: Path) -> None:
        self.ecluse, self.folder = ecluse, folder
        self.rules = folder / "rules.toml"
        self.rules.write_text(RULES)

    def __call__(self, week: str, *arrivals: dict[str, Any] | str) -> list[tuple[Any, ...]]:
        lines = self.lines(week, *arrivals)
        assert list(lines[-1]) == ["summary"]
        assert all(list(line) == ["id", "released_at", "by", "batch", "rule"] for line in lines[:-1])
        return [tuple(line.values()) for line in lines[:-1]]

    def lines(self, week: str, *arrivals: dict[str, Any] | str) -> list[dict[str, Any]]:
        ran = self.ecluse("rehearse", *self.files(week, *arrivals), "--json")
        return [json.loads(line) for line in ran.out.splitlines()]

    def files(self, week: str, *arrivals: dict[str, Any] | str) -> tuple[str, ...]:
        schedule, came = self.folder / "week.toml", self.folder / "arrivals.jsonl"
        schedule.write_text(f"[schedule]\n{week}")
        came.write_text("".join(one if isinstance(one, str) else f"{json.dumps(one)}\n" for one in arrivals))
        return "--schedule", str(schedule), "--rules", str(self.rules), "--arrivals", str(came)


@pytest.fixture
def rehearse(ecluse: Any, tmp_path: Path) -> Rehearse:
    return Rehearse(ecluse, tmp_path)


def mail(at: str, id: Any = 1, **more: Any) -> dict[str, Any]:
    return {"id": id, "at": at if "T" in at else f"{MONDAY}{at}:00+01:00", "channel": "mail", **more}


def mention(at: str, id: Any = 1, **more: Any) -> dict[str, Any]:
    return mail(at, id, **more) | {"channel": "mention"}


def at(time: str, day: str = "2026-11-23") -> str:
    return f"{day}T{time}:00+01:00"


# ------------------------------------------------------------------------------------ what lets it out


def test_a_check_in_lets_out_what_is_held_at_its_start(rehearse: Rehearse) -> None:
    assert rehearse(PARIS + BLOCK + LATE_MORNING, mail("09:30")) == [(1, at("11:00"), "check_in", at("11:00"), None)]


def test_what_arrives_while_it_lasts_joins_it_at_its_own_time(rehearse: Rehearse) -> None:
    week = PARIS + LATE_MORNING
    assert rehearse(week, mail("11:00", 1), mail(f"{MONDAY}11:29:59.25+01:00", 2), mail("11:30", 3)) == [
        (1, at("11:00"), "check_in", at("11:00"), None),
        (2, f"{MONDAY}11:29:59.250000+01:00", "check_in", at("11:00"), None),
        (3, at("11:00", "2026-11-24"), "check_in", at("11:00", "2026-11-24"), None),
    ]


def test_a_check_in_lets_out_what_it_admits(rehearse: Rehearse) -> None:
    week = (
        PARIS + span("check_in", "11:00", "12:00", 'admits = ["mention", "work"]') + span("check_in", "16:00", "17:00")
    )
    found = rehearse(week, mail("09:00", 1), mail("09:00", 2, account="work"), mention("11:10", 3), mail("11:10", 4))
    assert [one[1] for one in found] == [at("16:00"), at("11:00"), at("11:10"), at("16:00")]


def test_together_lets_out_what_is_held_when_it_starts_and_all_that_comes(rehearse: Rehearse) -> None:
    week = PARIS + span("together", "14:00", "15:00") + span("check_in", "16:00", "16:30")
    found = rehearse(week, mail("13:00", 1), mail("14:40", 2), mail("09:00", 3, list_id="dev.example"))
    batch = at("14:00")
    assert found == [
        (1, batch, "together", batch, None),
        (2, at("14:40"), "together", batch, None),
        (3, batch, "together", batch, "newsletters on Friday"),
    ]


def test_open_time_lets_out_what_is_held_where_it_flows(rehearse: Rehearse) -> None:
    week = PARIS + 'between = "flow"\n' + BLOCK + LATE_MORNING
    found = rehearse(week, mail("09:30", 1), mail("12:00", 2), mail("08:59", 3))
    assert found == [
        (1, at("11:00"), "check_in", at("11:00"), None),
        (2, at("12:00"), "open", at("11:30"), None),
        (3, at("08:59"), "open", at("11:30", "2026-11-22"), None),
    ]
    assert rehearse(PARIS + 'between = "flow"\n' + BLOCK, mail("09:30")) == [
        (1, at("11:00"), "open", at("11:00"), None)
    ]


def test_open_time_that_never_began_has_a_batch_a_day(rehearse: Rehearse) -> None:
    week = PARIS + 'between = "flow"\nspan = []'
    assert rehearse(week, mail("09:30")) == [(1, at("09:30"), "open", at("00:00"), None)]


def test_a_rule_lets_out_at_once(rehearse: Rehearse) -> None:
    week = PARIS + BLOCK + LATE_MORNING
    client = {"sender": "Contact <contact@client.example>", "reason": "mentioned"}
    found = rehearse(week, mail("09:30", 1, subject="Your sign-in code is 482913"), mention("11:10", 2, **client))
    assert found == [(1, at("09:30"), "rule", None, "codes"), (2, at("11:10"), "rule", None, "key client and the lab")]


def test_nothing_in_the_sixty_days_after_lets_it_out(rehearse: Rehearse) -> None:
    never = PARIS + span("check_in", "11:00", "11:30", 'admits = ["mention"]')
    assert rehearse(never, mail("09:30")) == [(1, None, None, None, None)]
    late = (
        PARIS
        + '[[schedule.exception]]\ndate = "2027-01-22"\nspans = [{ kind = "check_in", start = "11:00", end = "12:00" }]'
    )
    assert rehearse(late, mail("11:00", 1), mail("10:59", 2)) == [
        (1, at("11:00", "2027-01-22"), "check_in", at("11:00", "2027-01-22"), None),
        (2, None, None, None, None),
    ]


# -------------------------------------------------------------------------------------------- rules


def test_a_hold_waits_for_the_check_in_of_that_name(rehearse: Rehearse) -> None:
    week = PARIS + LATE_MORNING + span("check_in", "16:00", "16:30", 'name = "friday digest"', '["fri"]')
    found = rehearse(week, mail("09:00", list_id="<dev.example>"))
    friday = at("16:00", "2026-11-27")
    assert found == [(1, friday, "check_in", friday, "newsletters on Friday")]
    assert rehearse(PARIS + LATE_MORNING, mail("09:00", list_id="<dev.example>"))[0][1] == at("11:00")


def test_done_comes_never_and_names_its_rule(rehearse: Rehearse) -> None:
    assert rehearse(PARIS + LATE_MORNING, mail("09:00", reason="automatic")) == [(1, None, None, None, "robots")]


def test_a_budget_is_for_one_block(rehearse: Rehearse) -> None:
    week = PARIS + BLOCK + span("check_in", "10:00", "10:10") + LATE_MORNING
    lab = [mail(f"09:0{minute}", minute, sender="ines@deep.lab.example") for minute in range(4)]
    found = rehearse(week, *lab, mail("10:20", 4, sender="x@lab.example"), mail("12:00", 5, sender="x@lab.example"))
    assert [one[2] for one in found] == ["rule", "rule", "check_in", "check_in", "check_in", "rule"]
    assert {one[4] for one in found} == {"the lab"}
    assert found[4][1] == at("11:00")  # the block that goes on after a check-in is the same one


def test_who_is_not_vouched_for_does_not_pass(rehearse: Rehearse) -> None:
    found = rehearse(PARIS + LATE_MORNING, mail("09:00", sender="x@lab.example", verified=False))
    assert found == [(1, at("11:00"), "check_in", at("11:00"), None)]


def test_the_display_name_never_counts(rehearse: Rehearse) -> None:
    spoof = mail("09:00", sender='"contact@lab.example" <x@else.example>')
    assert rehearse(PARIS + LATE_MORNING, spoof)[0][2] == "check_in"


def test_a_second_try_is_by_time_whatever_the_order_of_the_file(rehearse: Rehearse) -> None:
    rehearse.rules.write_text('[[rule]]\nname = "again"\nmatch = { second_try = true }\n')
    one = {"sender": "ines@other.example"}
    found = rehearse(PARIS + LATE_MORNING, mail("09:15", 1, **one), mail("09:00", 2, **one), mail("09:31", 3, **one))
    assert [(line[0], line[2]) for line in found] == [(1, "rule"), (2, "check_in"), (3, "check_in")]


def test_a_tagged_address_counts_where_the_profile_has_no_other(rehearse: Rehearse) -> None:
    rehearse.rules.write_text('[[rule]]\nname = "urgent"\nmatch = { plus = ["urgent"] }\n')
    tagged = [
        mail("09:00", 1, to="Me <me+Urgent@example.org>"),
        mail("09:00", 2, to=["a@b.example", "me+urgent@x.example"]),
    ]
    assert [line[2] for line in rehearse(PARIS + LATE_MORNING, *tagged)] == ["rule", "rule"]
    rehearse.ecluse.paths.prepare()
    account = '[[account]]\nname = "work"\nkind = "imap"\nhost = "h.example"\nuser = "me@example.org"\n'
    rehearse.ecluse.paths.settings_file.write_text(account)
    assert [line[2] for line in rehearse(PARIS + LATE_MORNING, *tagged)] == ["rule", "check_in"]


def test_what_answers_me_is_what_the_line_says_and_of_a_mention_its_reason(rehearse: Rehearse) -> None:
    rehearse.rules.write_text('[[rule]]\nname = "answers"\nmatch = { answers_me = true }\n')
    found = rehearse(
        PARIS + LATE_MORNING,
        mail("09:00", 1, answers_me=True),
        mail("09:00", 2, reason="replied"),
        mention("09:00", 3, reason="replied"),
        mention("09:00", 4, reason="replied", answers_me=False),
    )
    assert [line[2] for line in found] == ["rule", "check_in", "rule", "check_in"]


# -------------------------------------------------------------------------------------------- lines


def test_the_lines_come_in_the_order_of_the_file_with_their_ids_as_they_are(rehearse: Rehearse) -> None:
    ids = ["b", "é\ud800", 12345678901234567890123, "a", 0]
    found = rehearse(PARIS + LATE_MORNING, *(mail(f"09:0{9 - place}", id) for place, id in enumerate(ids)))
    assert [line[0] for line in found] == ids
    half = rehearse.ecluse(
        "rehearse", *rehearse.files(PARIS, '{"id": 1.50, "at": "2026-11-23T09:00:00Z", "channel": "mail"}'), "--json"
    )
    assert half.out.startswith('{"id": 1.50, "released_at": null,')


def test_times_are_of_the_schedules_zone(rehearse: Rehearse) -> None:
    week = 'zone = "America/New_York"\n' + LATE_MORNING
    assert rehearse(week, mail("2026-11-23T09:00:00Z"))[0][1] == "2026-11-23T11:00:00-05:00"


def test_across_a_change_of_the_clock(rehearse: Rehearse) -> None:
    week = PARIS + span("check_in", "02:30", "03:30")
    found = rehearse(week, mail("2026-03-28T12:00:00+01:00", 1), mail("2026-10-24T12:00:00+02:00", 2))
    assert [line[1] for line in found] == ["2026-03-29T03:00:00+02:00", "2026-10-25T02:30:00+02:00"]


def test_no_arrivals_are_a_summary_of_nothing(rehearse: Rehearse) -> None:
    [line] = rehearse.lines(PARIS + LATE_MORNING, "\n\n")
    assert (line["summary"]["arrivals"], line["summary"]["since"], line["summary"]["days"]) == (0, None, 0)


def test_neither_database_nor_keyring_is_touched(rehearse: Rehearse) -> None:
    rehearse(PARIS + LATE_MORNING, mail("09:00"))
    assert not rehearse.ecluse.profile.exists()


# ------------------------------------------------------------------------------------------ summary


def test_the_summary_counts_beside_ones_own_week(rehearse: Rehearse) -> None:
    her = {"sender": "Ines <Ines@other.example>"}
    week = PARIS + BLOCK + span("check_in", "11:00", "11:30", 'admits = ["mail"]')
    lines = rehearse.lines(
        week,
        mail("09:00", 1, **her),
        mail("10:00", 2, **her),
        mail("09:30", 3, sender="x@lab.example"),
        mail("09:40", 4, reason="automatic"),
        mention("09:50", 5),
        mail(
            "2026-11-24T09:00:00+01:00",
            6,
            sender="y@else.example",
            text="Your sign-in code is 482913",
            list_id="n.example",
        ),
    )
    summary = lines[-1]["summary"]
    now = summary.pop("now")
    assert summary == {
        "arrivals": 6,
        "since": at("09:00"),
        "until": at("09:00", "2026-11-24"),
        "days": 2,
        "check_in": 3,
        "together": 0,
        "open": 0,
        "rule": 1,
        "done": 1,
        "never": 1,
        "batches": 2,
        "told": 3,
        "interruptions_a_day": 1.5,
        "median_seconds": 5400,
        "worst_seconds": 7200,
        "expired": 0,
        "people": [
            {"sender": "ines@other.example", "items": 2, "median_seconds": 5400, "worst_seconds": 7200},
            {"sender": "x@lab.example", "items": 1, "median_seconds": 0, "worst_seconds": 0},
        ],
        "rules": [
            {"name": "codes", "passed": 0, "held": 0, "done": 0},
            {"name": "key client and the lab", "passed": 0, "held": 0, "done": 0},
            {"name": "the lab", "passed": 1, "held": 0, "done": 0},
            {"name": "newsletters on Friday", "passed": 0, "held": 1, "done": 0},
            {"name": "robots", "passed": 0, "held": 0, "done": 1},
        ],
    }
    assert (now["check_in"], now["done"], [one["name"] for one in now["rules"]]) == (6, 0, ["codes"])


def test_a_code_that_comes_too_late_is_counted(rehearse: Rehearse) -> None:
    rehearse.rules.write_text('[[rule]]\nname = "none"\nmatch = { words = ["nothing"] }\n')
    code = {"subject": "Your sign-in code is 482913"}
    lines = rehearse.lines(
        PARIS + LATE_MORNING, mail("09:00", 1, **code), mail("10:30", 2, **code), mail("11:10", 3, **code)
    )
    assert lines[-1]["summary"]["expired"] == 1
    assert lines[-1]["summary"]["now"]["expired"] == 0


def test_with_nothing_to_compare_there_is_no_now(rehearse: Rehearse) -> None:
    *_, name, file = rehearse.files(PARIS, mail("09:00"))
    ran = rehearse.ecluse("rehearse", name, file, "--json")
    assert json.loads(ran.out.splitlines()[-1])["summary"]["now"] is None


def test_in_words_two_weeks_stand_side_by_side(rehearse: Rehearse) -> None:
    ran = rehearse.ecluse("rehearse", *rehearse.files(PARIS + LATE_MORNING, mail("09:00", sender="x@lab.example")))
    assert ran.out.startswith("1 item in 1 day. Nothing is changed.\n")
    assert "TRIED" in ran.out
    assert "YOUR WEEK" in ran.out
    assert "the lab" in ran.out


def test_settings_that_cannot_be_read_are_not_compared_with(rehearse: Rehearse) -> None:
    rehearse.ecluse.paths.prepare()
    rehearse.ecluse.paths.settings_file.write_text("nonsense")
    ran = rehearse.ecluse("rehearse", *rehearse.files(PARIS + LATE_MORNING, mail("09:00")), "--json")
    assert json.loads(ran.out.splitlines()[-1])["summary"]["now"] is None
    assert "not TOML" in ran.err
    name, file = rehearse.files(PARIS, mail("09:00"))[-2:]
    assert "not TOML" in rehearse.ecluse("rehearse", name, file, expect=2).err


# ------------------------------------------------------------------------------------- one's own items


def test_ones_own_items_are_rehearsed_by_their_number(
    ecluse: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ecluse.with_mails("Figures", "Plans")
    the_day_after = HandClock(datetime(2026, 11, 24, 9, tzinfo=UTC))  # of the mails' date
    monkeypatch.setattr(rehearsal, "SystemClock", lambda: the_day_after)
    flow = tmp_path / "week.toml"
    flow.write_text('[schedule]\nbetween = "flow"\nspan = []\n')
    ran = ecluse("rehearse", "--schedule", str(flow), "--since", "30d", "--json")
    *lines, last = [json.loads(line) for line in ran.out.splitlines()]
    assert [line["id"] for line in lines] == [1, 2]
    assert {line["by"] for line in lines} == {"open"}
    assert (last["summary"]["arrivals"], last["summary"]["days"]) == (2, 30)
    assert last["summary"]["now"] is not None
    assert ecluse("rehearse", "--since", "1h", "--json").json["summary"]["arrivals"] == 0


def test_no_database_is_nothing_to_rehearse(ecluse: Any) -> None:
    assert ecluse("rehearse", "--json").json["summary"]["arrivals"] == 0
    assert not ecluse.profile.exists()


def test_one_source_of_arrivals_is_enough(ecluse: Any) -> None:
    assert "not allowed with" in ecluse("rehearse", "--arrivals", "x", "--since", "3d", expect=2).err
