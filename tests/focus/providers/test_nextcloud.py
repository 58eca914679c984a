from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import pytest

from focus.errors import Broken, SignInRefused, Unsupported, WrongSetting
from focus.presence import Entry, Leave, Level, Presence, Write, reconcile, same
from focus.providers import Part, Provider
from focus.providers.nextcloud import SPEC
from tests.clock import HandClock
from tests.contract.provider_contract import MEANS, ProviderContract, read
from tests.contract.provider_faults import FaultMatrix
from tests.focus.providers.calls import a_call_within_a_block
from tests.servers.nextcloud_status import CHOICES, NextcloudStatus, Row
from tests.servers.web import Asked, Says

TRAIN = Presence(Level.TEXT, "On a train", "🚆")
END = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=12)
WANTED = Presence(Level.DO_NOT_DISTURB, "In focus", "", END)


@pytest.fixture
def nextcloud() -> Iterator[NextcloudStatus]:
    double = NextcloudStatus()
    with double.web:
        yield double
        assert double.web.violations == []


@pytest.fixture
def provider(nextcloud: NextcloudStatus) -> Iterator[Provider]:
    made = nextcloud.provider(MEANS)
    yield made
    made.close()


@pytest.fixture
def message(provider: Provider) -> Part:
    return provider.parts[0]


@pytest.fixture
def status(provider: Provider) -> Part:
    return provider.parts[1]


class TestNextcloud(ProviderContract):
    spec = SPEC
    endless = frozenset({"status"})

    @pytest.fixture
    def provider(self, nextcloud: NextcloudStatus) -> Iterator[Provider]:
        made = nextcloud.provider(MEANS)
        yield made
        made.close()

    def test_writing_twice_is_harmless(self, provider: Provider, busy: Presence) -> None:
        """A status ends with the message beside it, so neither is without the other."""
        longer = replace(busy, until=END + timedelta(minutes=15))
        for one in (busy, busy, longer):
            for part in provider.parts:
                part.write(part.shown(one))
        for part in provider.parts:
            assert same(read(part), self._look(part, part.shown(longer)))
        for part in (*provider.parts, *provider.parts):
            part.write(Presence())
        assert all(read(part).blank for part in provider.parts)

    def test_what_was_read_can_be_put_back(self, provider: Provider, busy: Presence) -> None:
        before = [read(part) for part in provider.parts]
        for part in provider.parts:
            part.write(part.shown(busy))
        for part, there in zip(provider.parts, before, strict=True):
            part.write(there)
        assert all(same(read(part), there) for part, there in zip(provider.parts, before, strict=True))


def test_a_status_is_not_set_where_nothing_would_end_it(
    nextcloud: NextcloudStatus, message: Part, status: Part
) -> None:
    with pytest.raises(Broken, match="ends a status with the message beside it"):
        status.write(status.shown(WANTED))
    message.write(message.shown(replace(WANTED, until=END - timedelta(minutes=30))))
    with pytest.raises(Broken, match="left as it is"):
        status.write(status.shown(WANTED))
    nextcloud.by_hand("message", TRAIN)
    with pytest.raises(Broken, match="not Écluse's"):
        status.write(status.shown(WANTED))
    assert nextcloud.shown()["status"].blank


class TestNextcloudFaults(FaultMatrix):
    """What is stronger stands apart below: a status that a person sets beside a message of ours ends with that, as
    Nextcloud says where they set it ("clear status after"), and the matrix knows of no such end."""

    spec = SPEC
    theirs: ClassVar = {"message": TRAIN}

    @pytest.fixture
    def double(self, clock: HandClock) -> NextcloudStatus:
        double = NextcloudStatus()
        double.now = clock.now
        return double

    def refused(self, status: int) -> Says:
        headers = {"Retry-After": "77"} if status == 429 else {}
        return Says(status, {"ocs": {"meta": {"status": "failure", "statuscode": status}, "data": []}}, headers)


def test_the_message_ends_soon_after_the_block_and_the_status_with_it(
    nextcloud: NextcloudStatus, message: Part, status: Part
) -> None:
    message.write(message.shown(WANTED))
    status.write(status.shown(WANTED))
    assert nextcloud.row == Row("dnd", True, "⛔", "In focus", "", END + timedelta(seconds=30))
    nextcloud.now = lambda: END + timedelta(minutes=1)
    assert read(message).blank
    assert read(status).blank


def test_what_ended_with_the_message_is_set_anew_for_the_block_that_follows(
    nextcloud: NextcloudStatus, message: Part, status: Part
) -> None:
    wanted, longer = (
        status.shown(WANTED),
        status.shown(Presence(Level.DO_NOT_DISTURB, "", "", END + timedelta(hours=1))),
    )
    message.write(message.shown(WANTED))
    status.write(wanted)
    entry = Entry(before=Presence(), asked=wanted, ours=read(status))
    now = END + timedelta(minutes=1)
    nextcloud.now = lambda: now
    assert isinstance(reconcile(longer, read(status), entry, now), Write)


def test_busy_is_do_not_disturb_where_there_is_no_busy(nextcloud: NextcloudStatus, message: Part, status: Part) -> None:
    message.write(message.shown(WANTED))
    busy = status.shown(Presence(Level.BUSY, "In focus", "", END))
    status.write(busy)
    assert nextcloud.row is not None
    assert nextcloud.row.status == "busy"
    nextcloud.has_busy = False
    status.write(busy)
    assert read(status) == Presence(Level.DO_NOT_DISTURB)


def test_only_text_leaves_the_status_alone(status: Part) -> None:
    assert status.shown(Presence(Level.TEXT, "In focus", "", END)).blank


@pytest.mark.parametrize("state", ["dnd", "away", "invisible"])
def test_nothing_is_put_beside_what_the_person_set_themselves(
    nextcloud: NextcloudStatus, message: Part, status: Part, state: str
) -> None:
    """Its end would end that as well."""
    nextcloud.row = Row(state, True)
    for part in (message, status):
        assert reconcile(part.shown(WANTED), read(part), None, datetime.now(UTC)) == Leave()


def test_what_nextcloud_sets_by_itself_is_left_to_it(nextcloud: NextcloudStatus, message: Part, status: Part) -> None:
    nextcloud.sets_by_itself("out-of-office", "dnd")
    for part in (message, status):
        assert read(part).level is Level.DO_NOT_DISTURB


def test_a_call_within_a_block_takes_nothing_of_it_away(nextcloud: NextcloudStatus) -> None:
    """Nextcloud shows the call, and then what was there: ours, which has a block that may have ended by then."""
    it = nextcloud
    a_call_within_a_block(it.provider(MEANS), WANTED, it.shown, it.call_begins, it.call_ends)
    assert nextcloud.shown() == {"message": Presence(), "status": Presence()}


def test_a_message_that_was_chosen_is_chosen_again(nextcloud: NextcloudStatus, message: Part) -> None:
    icon, words = CHOICES["commuting"]
    nextcloud.row = Row("online", True, icon, words, "commuting", END)
    before = read(message)
    message.write(message.shown(WANTED))
    message.write(before)
    assert nextcloud.row == Row("online", True, icon, words, "commuting", END)


def test_who_is_away_by_what_they_do_is_not_put_back_to_that(nextcloud: NextcloudStatus, status: Part) -> None:
    nextcloud.row = Row("away", by_the_person=False)
    assert read(status).blank


def test_who_never_had_a_status_has_none(nextcloud: NextcloudStatus, message: Part, status: Part) -> None:
    assert nextcloud.row is None
    assert read(message).blank
    assert read(status).blank
    assert len([one for one in nextcloud.web.asked if one.path.endswith("capabilities")]) == 1


def test_where_the_app_is_switched_off_it_is_told_of(nextcloud: NextcloudStatus, message: Part) -> None:
    nextcloud.enabled = False
    with pytest.raises(Unsupported, match="switched that app off"):
        message.read()
    nextcloud.web.violations.clear()


def test_an_emoji_it_does_not_take_is_named(nextcloud: NextcloudStatus) -> None:
    provider = nextcloud.provider(MEANS, emoji=":no_entry:")
    with pytest.raises(WrongSetting, match="one emoji") as caught:
        provider.parts[0].write(provider.parts[0].shown(WANTED))
    assert caught.value.field == "emoji"
    provider.close()


def test_a_wrong_password_is_told_of_as_that(nextcloud: NextcloudStatus) -> None:
    provider = nextcloud.provider(MEANS, user="ada")
    with pytest.raises(SignInRefused):
        provider.parts[0].read()
    provider.close()


@pytest.mark.parametrize("data", [None, [], {}, {"ocs": {"data": []}}, {"ocs": {"data": {"status": 7}}}])
def test_what_is_no_answer_is_told_of_as_that(nextcloud: NextcloudStatus, message: Part, data: object) -> None:
    def instead(_: Asked) -> Says:
        return Says(200, data)

    nextcloud.web.instead = instead
    with pytest.raises(Broken):
        message.read()
