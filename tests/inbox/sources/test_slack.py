from __future__ import annotations

import json
import queue
from collections.abc import Iterator

import pytest

import resources
from inbox.errors import Broken, Gone, Offline, SignInRefused, SourceError, Unsupported, WrongSetting
from inbox.item import Reason
from inbox.sources import Start, Terms
from inbox.sources.slack import SPEC
from inbox.wakeup import Wakeup
from inbox.web.feed import FeedSource
from inbox.web.slack import plain
from inbox.writing import Standing
from tests.contract.feed_contract import FeedContract
from tests.contract.feeds import TOKEN, carried_out, change, everything, numbers, opened
from tests.servers.slack import ADA, BOT, DIRECT, GENERAL, ME, SMALL, Slack, refused
from tests.servers.sockets import Sockets
from tests.servers.web import Asked, Says


@pytest.fixture
def double() -> Iterator[Slack]:
    slack = Slack()
    with slack.web:
        yield slack
    assert slack.web.violations == []


@pytest.fixture
def live() -> Iterator[Slack]:
    """With Socket Mode."""
    slack = Slack()
    with slack.web, Sockets() as sockets:
        slack.sockets = sockets
        yield slack
    assert slack.web.violations == []


@pytest.fixture
def wakeup() -> Iterator[Wakeup]:
    made = Wakeup()
    yield made
    made.close()


class TestSlack(FeedContract):
    spec = SPEC

    @pytest.fixture
    def double(self) -> Iterator[Slack]:
        slack = Slack()
        with slack.web:
            yield slack

    def refused(self, status: int) -> Says:
        """But for a limit, which has its code, and a gateway's, a refusal is a 200."""
        if status == 429:
            return Says(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": "77"})
        words = {401: "invalid_auth", 403: "account_inactive", 404: "unknown_method", 500: "internal_error"}
        return refused(words[status]) if status in words else Says(status, {"ok": False})


@pytest.mark.parametrize(
    ("word", "error"),
    [
        ("invalid_auth", SignInRefused), ("token_revoked", SignInRefused), ("account_inactive", SignInRefused),
        ("token_expired", SignInRefused), ("not_allowed_token_type", SignInRefused), ("fatal_error", Offline),
        ("ratelimited", Offline), ("missing_scope", Unsupported), ("invalid_arguments", Broken), ("new_word", Broken),
    ],
)  # fmt: skip
def test_a_refusal_is_a_200_with_a_word(double: Slack, word: str, error: type[SourceError]) -> None:
    with opened(double) as source:
        double.web.instead = lambda _: refused(word, needed="channels:history")
        with pytest.raises(SourceError) as caught:
            everything(source)
        assert type(caught.value) is error
        assert word in caught.value.detail


def test_each_kind_is_told_as_what_it_is(double: Slack) -> None:
    with opened(double) as source:
        mine = double.put("who takes it?", user=ME)
        _, cursor = everything(source)
        double.put(f"<@{ME}> and <@{ADA}|ada>: <https://example.org/a?b=1&amp;c|the log> &lt;here&gt; in <#C1|general>")
        double.put("<!subteam^S0BOATS01|@boats> please")
        double.put("<!subteam^S0CARS001|@cars> please")
        double.put("<!channel> cake")
        double.put(f"<@{ME}> red", user=BOT, bot_id="B01")
        double.put("lunch?", DIRECT)
        double.put("lunch, all?", SMALL)
        double.put("lunch!", DIRECT, user=ME)
        double.put(f"<@{ME}> has joined the channel", subtype="channel_join")
        double.put("I do", thread=mine)
        double.put("nothing for anyone")
        found, cursor = everything(source, cursor)
        assert everything(source, cursor)[0] == []
    assert [(one.text, one.reason, one.rank) for one in found] == [
        ("@Grace and @Ada: the log (https://example.org/a?b=1&c) <here> in #general", Reason.MENTIONED, 5),
        ("@boats please", Reason.MENTIONED, 3),
        ("@channel cake", Reason.MENTIONED, 0),
        ("@Grace red", Reason.MENTIONED, 1),
        ("lunch?", Reason.DIRECT, 4),
        ("lunch, all?", Reason.DIRECT, 4),
        ("I do", Reason.REPLIED, 3),
    ]
    first, reply = found[0], found[-1]
    place = f"acme.slack.com/archives/{GENERAL}"
    written = reply.key.split(":")[1].replace(".", "")
    assert (first.sender_name, first.project, first.thread) == ("Ada", GENERAL.lower(), first.events[0])
    assert reply.thread == f"{place}/p{mine.replace('.', '')}"
    assert reply.events == (f"{place}/p{written}",)
    assert reply.link == f"https://{place}/p{written}?thread_ts={mine}&cid={GENERAL}"


def test_marking_one_speaks_for_none_before_it(double: Slack) -> None:
    with opened(double) as source:
        double.tell(1, 3, 5)
        found, cursor = everything(source)
        keys = [one.key for one in found]
        carried_out(source, change(keys[1]))
        after = [Standing.UNREAD, Standing.READ, Standing.UNREAD]
        assert list(source.standing(keys).values()) == after
        _, cursor = everything(source, cursor)
    with opened(double) as source:
        everything(source, cursor)
        assert list(source.standing(keys).values()) == after
        double.read_there(5)
        assert set(source.standing(keys).values()) == {Standing.READ}


def test_an_answer_in_a_thread_can_not_be_marked_and_is_not_looked_at(double: Slack) -> None:
    with opened(double) as source:
        mine = double.put("who takes it?", user=ME)
        _, cursor = everything(source)
        double.put("I do", thread=mine)
        ((one,), _) = everything(source, cursor)
        assert source.standing([one.key]) == {}
        assert carried_out(source, change(one.key)).problem == Gone.code
        assert double.read == {}


def test_more_conversations_than_may_be_asked_for_at_once_take_several_turns(double: Slack) -> None:
    double.channels = [f"C0CHANNEL{number:03}" for number in range(130)]
    double.put(f"<@{ME}> early", double.channels[0])
    with opened(double) as source:
        found, cursor = everything(source)
        turns = 1
        while not found:
            found, cursor = everything(source, cursor)
            turns += 1
        assert turns >= 3
        double.put(f"<@{ME}> late", double.channels[129])
        double.put(f"<@{ME}> soon", double.channels[1])
        told = []
        for _ in range(8):
            found, cursor = everything(source, cursor)
            told += [one.text for one in found]
        assert told == ["@Grace soon", "@Grace late"]


def test_a_limit_in_the_midst_of_a_reading_undoes_none_of_it(double: Slack) -> None:
    double.channels = [f"C0CHANNEL{number:03}" for number in range(20)]
    limited = {"conversations.history": double.channels[9], "search.messages": ""}

    def answer(asked: Asked) -> Says | None:
        method = asked.path.removeprefix("/api/")
        if method in limited and asked.one("channel") == limited[method]:
            return Says(429, {"ok": False, "error": "ratelimited"}, {"Retry-After": "7"})
        return None

    with opened(double) as source:
        _, cursor = everything(source)
        for number in (1, 19):
            double.put(f"<@{ME}> {number}", double.channels[number])
        double.web.instead = answer
        with pytest.raises(Offline):
            everything(source, cursor)
        del limited["search.messages"]
        found, cursor = everything(source, cursor)
        assert [one.text for one in found] == ["@Grace 1"]
        with pytest.raises(Offline) as caught:
            everything(source, cursor)
        assert caught.value.wait_seconds == 7
        limited.clear()
        double.web.asked.clear()
        found, cursor = everything(source, cursor)
        assert [one.text for one in found] == ["@Grace 19"]
        assert double.channels[1] not in {asked.one("channel") for asked in double.web.asked}


def test_a_thread_that_was_deleted_takes_nothing_with_it(double: Slack) -> None:
    with opened(double) as source:
        root = double.put("who?")
        _, cursor = everything(source)
        double.put("I", thread=root)
        again = double.put("anyone?")
        double.put("I", thread=again)
        double.put(f"<@{ME}> look")
        del double.answers[again]
        assert [one.text for one in everything(source, cursor)[0]] == ["@Grace look"]


def test_what_a_search_finds_in_old_threads_is_told(double: Slack) -> None:
    with opened(double) as source:
        _, cursor = everything(source)
        double.seconds += 1
        ts = f"{double.seconds}.000200"
        match = {"type": "message", "channel": {"id": GENERAL, "name": "general"}, "user": ADA, "ts": ts}
        double.found = [{**match, "text": f"<@{ME}> in a thread"}, {**match, "ts": "1.000000", "text": f"<@{ME}> old"}]
        found, cursor = everything(source, cursor)
        assert [one.text for one in found] == ["@Grace in a thread"]
        assert everything(source, cursor)[0] == []


def test_the_token_of_another_workspace_is_not_taken() -> None:
    for url in ("https://acme.example.org", "https://slack.com", "https://notslack.com"):
        with pytest.raises(WrongSetting) as caught:
            SPEC.open({"url": url}, {"token": TOKEN}, Terms(Start()))
        assert caught.value.field == "url"
    source = SPEC.open({"url": "https://acme.slack.com/"}, {"token": TOKEN}, Terms(Start()))
    source.close()


# --------------------------------------------------------------------------------------------- Socket Mode


def connected(slack: Slack, source: FeedSource, wakeup: Wakeup) -> str:
    """With all read that was there before. The cursor."""
    assert slack.sockets is not None
    _, cursor = everything(source)
    source.wait(wakeup, 30)
    assert source.push
    assert slack.sockets.greeted.acquire(timeout=60)
    slack.sockets.say('{"type": "hello", "num_connections": 1}')
    _, cursor = everything(source, cursor)
    return cursor


def acknowledged(slack: Slack, least: int = 0) -> list[str]:
    """What was since the last time, once there are so many."""
    assert slack.sockets is not None
    found: list[str] = []
    try:
        while True:
            patience = 60 if len(found) < least else 0.3
            found.append(json.loads(slack.sockets.heard.get(timeout=patience))["envelope_id"])
    except queue.Empty:
        return found


def test_what_is_told_at_once_is_acknowledged_when_it_is_stored(live: Slack, wakeup: Wakeup) -> None:
    with opened(live) as source:
        cursor = connected(live, source, wakeup)
        noise = live.event("nothing for anyone")
        news = live.event(f"<@{ME}> look")
        source.wait(wakeup, 30)
        assert acknowledged(live, 1) == [noise]
        found, _ = everything(source, cursor)
        assert [one.text for one in found] == ["@Grace look"]
        assert acknowledged(live) == []
        again, cursor = everything(source, cursor)  # it was not stored
        assert again == found
        source.wait(wakeup, 0.01)
        assert acknowledged(live, 1) == [news]
        assert everything(source, cursor)[0] == []


def test_an_answer_an_edit_and_a_direct_message_are_told_at_once(live: Slack, wakeup: Wakeup) -> None:
    with opened(live) as source:
        mine = live.put("who takes it?", user=ME)
        cursor = connected(live, source, wakeup)
        live.event("I do", thread=mine)
        live.event("lunch?", DIRECT)
        before = live.put("look @all")
        now = {"type": "message", "user": ADA, "text": f"look <@{ME}>", "ts": before}
        live.envelope({"type": "message", "subtype": "message_changed", "hidden": True, "channel": GENERAL,
            "channel_type": "channel", "message": now, "previous_message": {**now, "text": "look @all"}})  # fmt: skip
        told = []
        for _ in range(3):
            source.wait(wakeup, 30)
            found, cursor = everything(source, cursor)
            told += [one.text for one in found]
        assert told == ["I do", "lunch?", "look @Grace"]


def test_what_came_while_there_was_no_connection_comes_all_the_same(live: Slack, wakeup: Wakeup) -> None:
    assert live.sockets is not None
    with opened(live) as source:
        cursor = connected(live, source, wakeup)
        live.tell(1)
        live.sockets.say('{"type": "disconnect", "reason": "refresh_requested"}')
        source.wait(wakeup, 30)
        states = [source.push]
        _, cursor = everything(source, cursor)
        source.wait(wakeup, 30)
        live.tell(2)
        found, cursor = everything(source, cursor)
        assert [*states, source.push] == [False, True]
        assert numbers(found)[-1:] == [2]
        assert sum(one["text"].startswith(f"<@{ME}>") for one in live.messages[GENERAL]) == 1


def test_between_two_readings_nothing_is_asked(live: Slack, wakeup: Wakeup) -> None:
    with opened(live) as source:
        cursor = connected(live, source, wakeup)
        live.web.asked.clear()
        for _ in range(5):
            found, cursor = everything(source, cursor)
            assert found == []
        assert live.web.asked == []


def test_an_app_token_that_is_not_taken_is_told(live: Slack, wakeup: Wakeup) -> None:
    live.app_refused = "invalid_auth"
    with opened(live) as source:
        _, cursor = everything(source)
        source.wait(wakeup, 0.01)
        with pytest.raises(SignInRefused):
            everything(source, cursor)
        with pytest.raises(SignInRefused):
            source.probe()
        assert everything(source, cursor)[0] == []


def test_a_message_of_anything_ends_nothing(live: Slack, wakeup: Wakeup) -> None:
    assert live.sockets is not None
    with opened(live) as source:
        cursor = connected(live, source, wakeup)
        for text in (
            "[]",
            "{}",
            "null",
            '{"type": "events_api"}',
            '{"type":"events_api","envelope_id":7,"payload":[]}',
        ):
            live.sockets.say(text)
        source.wait(wakeup, 0.2)
        states = [source.push]
        live.sockets.say("<html>")
        source.wait(wakeup, 30)
        assert [*states, source.push] == [True, False]
        assert everything(source, cursor)[0] == []


def test_mark_up_becomes_words() -> None:
    def named(id: str) -> str:
        return {"U1": "Ada"}.get(id, "")

    assert plain("<@U1> <@U2|bo> <@U3> <!here> <!subteam^S1> <!date^1^{date}|today>", named) == (
        "@Ada @bo @U3 @here @subteam today"
    )
    assert plain("<mailto:a@b|a@b> <https://x.org> <https://x.org|https://x.org> 1 &lt; 2 &amp;lt;", named) == (
        "a@b (mailto:a@b) https://x.org https://x.org 1 < 2 &lt;"
    )


def test_one_that_left_is_gone(double: Slack) -> None:
    assert issubclass(Gone, SourceError)
    with opened(double) as source:
        double.tell(1)
        ((one,), cursor) = everything(source)
        double.channels.remove(GENERAL)
        assert source.standing([one.key]) == {}
        assert carried_out(source, change(one.key)).problem == "gone"
        assert everything(source, cursor)[0] == []


def test_the_manifest_asks_for_what_is_needed() -> None:
    """As the pages of the methods that are called name their scopes."""
    manifest = json.loads(resources.text(*SPEC.paste))
    kinds = ("channels", "groups", "im", "mpim")
    needed = {f"{kind}:{right}" for kind in kinds for right in ("history", "read", "write")}
    needed |= {"users:read", "usergroups:read", "search:read"}
    busy = {"users.profile:read", "users.profile:write", "dnd:read", "dnd:write"}  # for the provider of the same name
    assert set(manifest["oauth_config"]["scopes"]["user"]) == needed | busy
    assert "bot" not in manifest["oauth_config"]["scopes"]
    events = manifest["settings"]["event_subscriptions"]
    assert events == {"user_events": [f"message.{kind}" for kind in kinds]}
    assert manifest["settings"]["socket_mode_enabled"]
