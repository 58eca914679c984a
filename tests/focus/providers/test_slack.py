from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import ClassVar
from urllib.parse import parse_qs

import pytest

import resources
from focus.errors import Broken, Offline, ProviderError, SignInRefused, Unsupported, WrongSetting
from focus.lane import Lane
from focus.presence import Entry, Level, Presence
from focus.providers import Means, Provider
from focus.providers.slack import SPEC
from focus.recording import requests
from tests.clock import HandClock
from tests.contract.faults import Fault
from tests.contract.provider_contract import MEANS, ProviderContract, read
from tests.contract.provider_faults import FaultMatrix
from tests.focus.providers.chats import Chat, any_answer_is_borne
from tests.servers.slack import Slack, refused
from tests.servers.web import Says

GIVEN = {"emoji": ":no_entry:"}
UNTIL = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=12)
FOCUS = Presence(Level.DO_NOT_DISTURB, "In focus until 11:00", until=UNTIL)


@pytest.fixture
def server() -> Iterator[Slack]:
    slack = Slack()
    with slack.web:
        yield slack
    assert slack.web.violations == []
    assert not any(asked.path.endswith("dnd.endDnd") for asked in slack.web.asked)


@pytest.fixture
def provider(server: Slack) -> Iterator[Provider]:
    provider = Chat(SPEC, server, GIVEN).provider(MEANS)
    yield provider
    provider.close()


class TestSlack(ProviderContract):
    spec = SPEC

    @pytest.fixture
    def provider(self, provider: Provider) -> Provider:
        return provider


class TestSlackFaults(FaultMatrix):
    spec = SPEC
    theirs: ClassVar = {"status": Presence(Level.TEXT, "On a train", ":train:")}
    stronger: ClassVar = {"snooze": Presence(Level.DO_NOT_DISTURB)}
    rounding = timedelta(minutes=1)

    @pytest.fixture
    def double(self, clock: HandClock) -> Chat:
        slack = Slack()
        slack.person.now = clock.now
        return Chat(SPEC, slack, GIVEN)

    def refused(self, status: int) -> Says:
        return Says(status, {"ok": False, "error": "ratelimited"}, {"Retry-After": "77"} if status == 429 else {})

    def more_faults(self) -> Sequence[Fault]:
        words = ("ratelimited", "invalid_auth", "no_permission", "internal_error", "a_new_word")
        scope = Fault("ok: false, missing_scope", says=refused("missing_scope", needed="dnd:write"))
        late = Fault("ok: false, fatal_error, done", applied=True, says=refused("fatal_error"))
        return (*(Fault(f"ok: false, {word}", says=refused(word)) for word in words), scope, late)


def test_the_status_has_its_end_to_the_second_and_zero_where_there_is_none(server: Slack, provider: Provider) -> None:
    status, _ = provider.parts
    status.write(status.shown(FOCUS))
    (sent,) = parse_qs(server.web.asked[-1].body.decode())["profile"]
    ends = int(UNTIL.timestamp())
    assert json.loads(sent) == {
        "status_text": "In focus until 11:00", "status_emoji": ":no_entry:", "status_expiration": ends,
    }  # fmt: skip
    status.write(Presence(Level.TEXT, "On a train", ":train:"))
    (sent,) = parse_qs(server.web.asked[-1].body.decode())["profile"]
    assert json.loads(sent)["status_expiration"] == 0
    assert read(status) == Presence(Level.TEXT, "On a train", ":train:")


@pytest.mark.parametrize("level", [Level.TEXT, Level.BUSY])
def test_notifications_are_paused_only_where_that_was_chosen(provider: Provider, level: Level) -> None:
    status, snooze = provider.parts
    wanted = Presence(level, "In focus", until=UNTIL)
    assert status.shown(wanted) == Presence(Level.TEXT, "In focus", ":no_entry:", UNTIL)
    assert snooze.shown(wanted).blank
    assert snooze.shown(FOCUS) == Presence(Level.DO_NOT_DISTURB, until=UNTIL)


@pytest.mark.parametrize(("seconds", "minutes"), [(1, 1), (60, 1), (61, 2), (3541, 60), (3600, 60), (-5, 1)])
def test_a_snooze_is_in_whole_minutes_rounded_up(server: Slack, seconds: int, minutes: int) -> None:
    clock = HandClock(datetime.now(UTC).replace(microsecond=0))
    server.person.now = clock.now
    provider = Chat(SPEC, server, GIVEN).provider(Means(MEANS.web, clock.now))
    _, snooze = provider.parts
    snooze.write(Presence(Level.DO_NOT_DISTURB, until=clock.now() + timedelta(seconds=seconds)))
    assert server.web.asked[-1].body == f"num_minutes={minutes}".encode()
    assert read(snooze).until == clock.now() + timedelta(minutes=minutes)
    clock.pass_by(timedelta(minutes=minutes))
    assert read(snooze).blank
    provider.close()


@pytest.mark.parametrize("until", [UNTIL + timedelta(hours=2), None])
def test_a_later_snooze_of_the_person_s_is_left_alone(
    server: Slack, provider: Provider, until: datetime | None
) -> None:
    theirs = Presence(Level.DO_NOT_DISTURB, until=until)
    server.person.by_hand("snooze", theirs)
    noted: dict[str, Entry | None] = {}
    lane = Lane("it", lambda: provider, {}, noted.__setitem__)
    now = datetime.now(UTC)
    for wanted in (FOCUS, FOCUS, None):
        lane.bring(wanted, now)
        assert lane.error is None
        assert server.person.snooze == theirs
    assert {part for part, _ in server.person.writes} == {"status"}


@pytest.mark.parametrize(("ends", "left"), [(70, 70), (30, None)])
def test_a_shorter_snooze_of_theirs_is_lengthened_and_put_back(server: Slack, ends: int, left: int | None) -> None:
    clock = HandClock(datetime.now(UTC).replace(microsecond=0))
    start, minute = clock.now(), timedelta(minutes=1)
    server.person.now = clock.now
    server.person.by_hand("snooze", Presence(Level.DO_NOT_DISTURB, until=start + ends * minute))
    provider = Chat(SPEC, server, GIVEN).provider(Means(MEANS.web, clock.now))
    noted: dict[str, Entry | None] = {}
    lane = Lane("it", lambda: provider, {}, noted.__setitem__)
    lane.bring(Presence(Level.DO_NOT_DISTURB, "In focus", until=start + 90 * minute), clock.now())
    assert server.person.shown()["snooze"].until == start + 90 * minute
    lane.bring(None, clock.pass_by(60 * minute))
    assert lane.error is None
    shown = server.person.shown()["snooze"]
    assert shown == (Presence() if left is None else Presence(Level.DO_NOT_DISTURB, until=start + left * minute))
    provider.close()


def test_what_slack_escapes_is_read_as_it_was_written(server: Slack, provider: Provider) -> None:
    status, _ = provider.parts
    status.write(Presence(Level.TEXT, "R&D <3", ":train:"))
    assert read(status).text == "R&D <3"
    assert server.person.status.text == "R&D <3"


def test_a_status_without_an_emoji_gets_what_slack_would_add(server: Slack) -> None:
    provider = Chat(SPEC, server, {"emoji": ""}).provider(MEANS)
    status, _ = provider.parts
    status.write(status.shown(FOCUS))
    assert read(status) == status.shown(FOCUS)
    provider.close()


@pytest.mark.parametrize("emoji", ["no such one", "\N{NO ENTRY}", "unicorns"])
def test_an_emoji_that_the_workspace_has_not_is_a_wrong_setting(server: Slack, emoji: str) -> None:
    provider = Chat(SPEC, server, {"emoji": emoji}).provider(MEANS)
    status, _ = provider.parts
    with pytest.raises(WrongSetting, match="no such emoji") as told:
        status.write(status.shown(FOCUS))
    assert told.value.field == "emoji"
    provider.close()


def test_a_person_s_own_emoji_that_is_no_more_keeps_no_text_from_coming_back(server: Slack, provider: Provider) -> None:
    status, _ = provider.parts
    status.write(Presence(Level.TEXT, "On a train", ":old_train:", UNTIL))
    assert server.person.status == Presence(Level.TEXT, "On a train", ":speech_balloon:", UNTIL)


@pytest.mark.parametrize(
    ("methods", "scope", "other"),
    [
        (("dnd.info",), "dnd:read", "status"),
        (("dnd.setSnooze", "dnd.endSnooze"), "dnd:write", "status"),
        (("users.profile.get",), "users.profile:read", "snooze"),
        (("users.profile.set",), "users.profile:write", "snooze"),
    ],
)
def test_a_scope_that_is_missing_stops_only_what_needs_it(
    server: Slack, provider: Provider, methods: tuple[str, ...], scope: str, other: str
) -> None:
    server.person.lacks = dict.fromkeys(methods, scope)
    noted: dict[str, Entry | None] = {}
    lane = Lane("it", lambda: provider, {}, noted.__setitem__)
    lane.bring(FOCUS, datetime.now(UTC))
    assert isinstance(lane.error, Unsupported)
    assert f"lacks the scope {scope}. Add it at api.slack.com/apps" in lane.error.detail
    assert {part for part, shown in server.person.shown().items() if not shown.blank} == {other}
    server.person.lacks = {}
    lane.bring(None, datetime.now(UTC))
    assert all(shown.blank for shown in server.person.shown().values())
    assert lane.error is None


@pytest.mark.parametrize("word", ["no_permission", "not_admin", "cannot_update_admin_user", "not_allowed"])
def test_who_may_not_change_their_profile_is_told_so(server: Slack, provider: Provider, word: str) -> None:
    server.person.refuses = word
    with pytest.raises(Unsupported, match=f"{word}.*only administrators may"):
        provider.parts[0].write(FOCUS)


@pytest.mark.parametrize(
    ("answer", "error", "seconds"),
    [
        (refused("invalid_auth"), SignInRefused, 0.0),
        (refused("token_revoked"), SignInRefused, 0.0),
        (refused("snooze_failed"), Offline, 0.0),
        (refused("too_long"), Unsupported, 0.0),
        (refused("a_new_word"), Broken, 0.0),
        (Says(200, {"ok": False, "error": "ratelimited"}, {"Retry-After": "30"}), Offline, 30.0),
        (Says(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": "77"}), Offline, 77.0),
        (Says(200, {}), Broken, 0.0),
        (Says(200, []), Broken, 0.0),
        (Says(200), Broken, 0.0),
        (Says(503), Offline, 0.0),
    ],
)
def test_what_an_answer_means(
    server: Slack, provider: Provider, answer: Says, error: type[ProviderError], seconds: float
) -> None:
    server.web.instead = lambda _: answer
    for part in provider.parts:
        for call in (part.read, lambda part=part: part.write(FOCUS), lambda part=part: part.write(Presence())):
            with pytest.raises(error) as told:
                call()
            assert type(told.value) is error
            assert told.value.wait_seconds == seconds


@pytest.mark.parametrize("profile", [{}, {"profile": []}, {"profile": "none"}])
def test_a_profile_that_is_none_is_not_taken_for_an_empty_one(
    server: Slack, provider: Provider, profile: object
) -> None:
    server.web.instead = lambda _: Says(200, {"ok": True, **profile})  # type: ignore[dict-item]
    for part in provider.parts:
        with pytest.raises(Broken):
            part.read()


@pytest.mark.parametrize(
    ("address", "base"),
    [
        ("https://acme.slack.com", "https://slack.com/api"),
        ("https://acme.enterprise.slack.com/", "https://slack.com/api"),
        ("https://ACME.slack-gov.com", "https://slack-gov.com/api"),
        ("http://localhost:1234", "http://localhost:1234/api"),
    ],
)
def test_the_token_goes_to_slack_itself(address: str, base: str) -> None:
    asked: list[tuple[str, str]] = []

    def web(base: str, headers: dict[str, str], *, ca_file: str = "") -> object:
        if headers:
            asked.append((base, headers["Authorization"]))
        return MEANS.web(base, headers, ca_file=ca_file)

    SPEC.open({"url": address}, {"token": "xoxp-1"}, Means(web, MEANS.now)).close()  # type: ignore[arg-type]
    assert asked == [(base, "Bearer xoxp-1")]


@pytest.mark.parametrize(
    "address", ["", "https://example.org", "https://slack.com.example.org", "https://notslack.com"]
)
def test_another_address_is_a_wrong_setting(address: str) -> None:
    with pytest.raises(WrongSetting) as told:
        SPEC.open({"url": address}, {"token": "xoxp-1"}, MEANS)
    assert told.value.field == "url"


def test_the_manifest_asks_for_what_is_needed() -> None:
    scopes = json.loads(resources.text("slack", "manifest.json"))["oauth_config"]["scopes"]["user"]
    assert {"users.profile:read", "users.profile:write", "dnd:read", "dnd:write"} <= set(scopes)


def test_any_answer_is_borne(server: Slack) -> None:
    any_answer_is_borne(Chat(SPEC, server, GIVEN))


def test_what_would_be_sent_is_told_in_full() -> None:
    wanted = Presence(Level.DO_NOT_DISTURB, "In focus", until=datetime(2026, 11, 23, 11, tzinfo=UTC))
    given = {"url": "https://acme.slack.com", **GIVEN}
    asked = requests(SPEC, given, wanted, datetime(2026, 11, 23, 10, tzinfo=UTC))
    assert [f"{one.method} {one.url}" for one in asked] == [
        "GET https://slack.com/api/users.profile.get",
        "POST https://slack.com/api/users.profile.set",
        "GET https://slack.com/api/users.profile.get",
        "GET https://slack.com/api/dnd.info",
        "POST https://slack.com/api/dnd.setSnooze",
        "GET https://slack.com/api/dnd.info",
    ]
