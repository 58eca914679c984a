"""What is promised of items: as they are stored, when promises change, and once they are answered or done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

from inbox.answering import Answer, Way
from inbox.errors import Offline, SourceError
from inbox.item import Arrival, Fetched, Item, Past, Place, State, Verdict
from inbox.judging import Ruling
from inbox.promised import Answers
from inbox.promised_anew import Anew
from inbox.promises import By, Promise, Promises
from inbox.queue import Queue, Release
from inbox.reading import Reading
from inbox.reply import Composed
from inbox.rulebook import Rulebook
from inbox.rules import DONE, HOLD, Match, Rule
from inbox.sending.outbox import MailOutbox
from inbox.store import Store
from inbox.writing import Standing
from tests.inbox.arrivals import NOON, arrival
from tests.inbox.test_origins import told, written
from tests.inbox.test_promises import CLAIRE, CLIENTS, HOUR, promises

DAY = timedelta(days=1)
EVER = datetime(1971, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
MINE = frozenset({"me@example.org"})


def accept(
    store: Store, *arrivals: Arrival, made: Promises | None, rules: Sequence[Rule] = (), now: datetime = NOON
) -> list[Item]:
    """The items these became, in their order."""
    before = {item.id for item in items(store)}
    Queue(store).accept("work", Fetched(arrivals, "c"), now, Ruling(Rulebook(rules), MINE, promises=made))
    return sorted((item for item in items(store) if item.id not in before), key=lambda item: item.id)


def items(store: Store) -> list[Item]:
    return [item for state in State for item in Reading(store).rows(state, 1000)]


def follow(store: Store, made: Promises, named: Mapping[str, str], now: datetime) -> int:
    """Of how many items that is another due time."""
    anew = Anew(store, made, named, MINE, now)
    while (changed := anew.go_on()) is None:
        pass
    return changed


def item(store: Store, id: int) -> Item:
    found = Reading(store).details(id)
    assert found is not None
    return found.item


def test_what_is_promised_counts_from_when_it_was_received(store: Store) -> None:
    late = arrival(received_at=NOON - 5 * HOUR)
    other = arrival(sender_address="a@b.example")
    future = arrival(received_at=NOON + DAY)
    [one, none, wrong_clock] = accept(store, late, other, future, made=promises(CLIENTS))
    assert (one.promised, one.due_at, one.answered_at) == ("clients", NOON - 5 * HOUR + DAY, None)
    assert (none.promised, none.due_at) == ("", None)
    assert wrong_clock.due_at == NOON + DAY


def test_without_promises_nothing_is(store: Store) -> None:
    [one] = accept(store, arrival(), made=None)
    assert (one.promised, one.due_at) == ("", None)
    [one] = accept(store, arrival(), made=promises())
    assert (one.promised, one.due_at) == ("", None)


def test_a_rule_may_name_the_promise_and_what_it_says_is_done_has_none(store: Store) -> None:
    rules = [
        Rule("bills", Match(words=("invoice",)), DONE),
        Rule("Claire's", Match(words=("contract",)), HOLD, promise="Claire"),
        Rule("odd", Match(words=("odd",)), HOLD, promise="gone"),
    ]
    bill, contract, odd = arrival(subject="Invoice"), arrival(subject="The contract"), arrival(subject="Odd")
    found = accept(store, bill, contract, odd, made=promises(CLIENTS, CLAIRE), rules=rules)
    assert [(one.promised, one.due_at) for one in found] == [
        ("", None),
        ("Claire", NOON + HOUR),
        ("clients", NOON + DAY),
    ]
    [bare] = accept(store, arrival(subject="Our contract"), made=None, rules=rules)
    assert (bare.promised, bare.due_at) == ("", None)


def test_history_is_promised_nothing(store: Store) -> None:
    queue = Queue(store)
    with store.write() as connection:
        connection.exec_driver_sql(
            "INSERT INTO history (account, since, state, cursor, done, added, began_at) "
            "VALUES ('work', 0, '', '', 0, 0, 0)"
        )
    queue.recall("work", Past((arrival(received_at=NOON - DAY),), "p"), "", NOON)
    follow(store, promises(CLIENTS), {}, NOON)
    assert [(one.state, one.due_at) for one in items(store)] == [(State.DONE, None)]


def test_the_past_of_a_new_account_is_not_late_at_once(store: Store) -> None:
    ruling = Ruling(mine=MINE, known_since=NOON, promises=promises(CLIENTS))
    old, young = arrival(received_at=NOON - 2 * DAY), arrival(received_at=NOON - HOUR)
    Queue(store).accept("work", Fetched((old, young), "c"), NOON, ruling)
    assert {one.due_at for one in items(store)} == {None, NOON - HOUR + DAY}


def test_a_further_way_by_which_it_came_brings_its_promise_along(store: Store) -> None:
    github = Promise("GitHub", Match(domain=("github.com",)), "1 working day")
    first, again = told(), written(received_at=NOON + HOUR)
    [one] = accept(store, first, made=promises(github))
    assert one.due_at is None
    assert accept(store, again, made=promises(github), now=NOON + HOUR) == []
    assert (item(store, one.id).promised, item(store, one.id).due_at) == ("GitHub", NOON + DAY)


def test_what_waits_for_an_answer_follows_what_is_promised_now(store: Store) -> None:
    held, done, other = accept(
        store, arrival(), arrival(), arrival(sender_address="a@b.example"), made=promises(CLIENTS)
    )
    Queue(store).done([done.id], NOON)
    answers = Answers(store)
    assert follow(store, promises(CLAIRE, CLIENTS), {}, NOON) == 1
    assert item(store, held.id).due_at == NOON + HOUR
    assert item(store, done.id).due_at == NOON + DAY
    assert follow(store, promises(CLAIRE, CLIENTS), {}, NOON) == 0
    everyone = Promise("all", Match(channel=("mail",)), "2 h")
    assert follow(store, promises(everyone), {}, NOON) == 2
    assert item(store, other.id).promised == "all"
    assert answers.unpromise() == 2
    assert [item(store, one.id).due_at for one in (held, done, other)] == [None, NOON + DAY, None]
    assert answers.unpromise() == 0


def test_a_new_promise_is_not_broken_by_being_made_but_one_that_was_made_may_become_stricter(store: Store) -> None:
    [one] = accept(store, arrival(), made=None)
    assert follow(store, promises(CLAIRE), {}, NOON + 2 * HOUR) == 0
    assert follow(store, promises(CLIENTS), {}, NOON + 2 * HOUR) == 1
    assert follow(store, promises(CLAIRE), {}, NOON + 2 * HOUR) == 1
    assert item(store, one.id).due_at == NOON + HOUR


def test_the_rule_that_decided_then_says_which_promise_counts_now(store: Store) -> None:
    rule = Rule("contracts", Match(words=("contract",)), HOLD)
    [one] = accept(store, arrival(), made=promises(CLIENTS), rules=[rule])
    assert follow(store, promises(CLIENTS, CLAIRE), {"contracts": "Claire"}, NOON) == 1
    assert item(store, one.id).promised == "Claire"


def test_words_and_whether_it_answers_me_count_for_what_is_there_too(store: Store) -> None:
    [mine] = accept(
        store,
        arrival(message_id="<1@example.org>", sender_address="me@example.org", verdict=Verdict.VERIFIED),
        made=None,
    )
    [answer, asks] = accept(
        store, arrival(references=("<1@example.org>",)), arrival(text="How urgent is it?"), made=None
    )
    urgent, answers = Promise("urgent", Match(words=("urgent",)), "1 h"), Promise("re", Match(answers_me=True), "2 h")
    assert follow(store, promises(urgent, answers), {}, NOON) == 2
    assert [item(store, one.id).promised for one in (mine, answer, asks)] == ["", "re", "urgent"]


def sent(store: Store, of: Item, at: datetime, way: Way = Way.REPLY, error: SourceError | None = None) -> None:
    outbox, message = MailOutbox(store), EmailMessage()
    message["Subject"], message["Message-ID"] = "Re", f"<{of.id}-{at.timestamp()}@example.org>"
    composed = Composed(message, "me@example.org", ("claire@client.example",), ())
    put = outbox.put("work", of.id, Answer(way, "Yes.", to=("x@y.example",)), composed, at, at)
    assert outbox.take(at, put.id) is not None
    outbox.landed(put.id, error, at)


def test_answered_is_what_an_answer_has_left_for(store: Store) -> None:
    [one] = accept(store, arrival(), made=promises(CLIENTS))
    sent(store, one, NOON + HOUR, error=Offline("no network"))
    assert item(store, one.id).answered_at is None
    sent(store, one, NOON + 2 * HOUR, Way.FORWARD)
    assert item(store, one.id).answered_at is None
    sent(store, one, NOON + 3 * HOUR)
    sent(store, one, NOON + 4 * HOUR)
    assert item(store, one.id).answered_at == NOON + 3 * HOUR


def test_who_wrote_twice_and_is_answered_once_is_answered(store: Store) -> None:
    first = arrival(thread="<t@x>", received_at=NOON - HOUR)
    other = arrival(thread="<t@x>", sender_address="b@client.example", received_at=NOON - HOUR)
    second, third = arrival(thread="<t@x>"), arrival(thread="<t@x>", received_at=NOON + HOUR)
    found = accept(store, first, other, second, third, made=promises(CLIENTS), now=NOON + HOUR)
    sent(store, found[2], NOON + 2 * HOUR)
    assert [item(store, one.id).answered_at is not None for one in found] == [True, False, True, False]


def test_what_became_of_what_was_due(store: Store) -> None:
    answered, late, done, elsewhere, undone, open = found = accept(
        store, *(arrival() for _ in range(6)), made=promises(CLIENTS)
    )
    queue, answers = Queue(store), Answers(store)
    sent(store, answered, NOON + HOUR)
    sent(store, late, NOON + 2 * DAY)
    queue.done([done.id, answered.id], NOON + 2 * HOUR)
    queue.looked({Place(elsewhere.id): Standing.UNREAD}, NOON)
    queue.looked({Place(elsewhere.id): Standing.READ}, NOON + 3 * HOUR)
    queue.done([undone.id], NOON + 4 * HOUR)
    queue.undo(NOON + 5 * HOUR)
    outcomes = {one.item: (one.by, one.at) for one in answers.outcomes(NOON, NOON + 2 * DAY)}
    assert outcomes == {
        answered.id: (By.ANSWERED, NOON + HOUR),
        late.id: (By.ANSWERED, NOON + 2 * DAY),
        done.id: (By.DONE, NOON + 2 * HOUR),
        elsewhere.id: (By.ELSEWHERE, NOON + 3 * HOUR),
        undone.id: (By.NOTHING, None),
        open.id: (By.NOTHING, None),
    }
    assert answers.outcomes(NOON, NOON + DAY) == []
    kept = answers.kept(*EVER, NOON + 6 * HOUR)
    assert (kept.total, kept.kept, kept.late, kept.open) == (len(found), 3, 1, 2)
    assert answers.kept(*EVER, NOON + DAY).missed == 2
    standing = answers.standing(NOON + DAY)["clients"]
    assert (standing.open, standing.late, standing.next_due) == (2, 2, None)
    assert [one.id for one in answers.owed(NOON + 2 * DAY)] == [undone.id, open.id]
    assert answers.owed(NOON + DAY) == []
    assert answers.due_by([answered.id, open.id], NOON + 2 * DAY) == [open.id]


def test_done_first_and_answered_after_is_handled_when_it_was_done(store: Store) -> None:
    [one] = accept(store, arrival(), made=promises(CLIENTS))
    Queue(store).done([one.id], NOON + HOUR)
    sent(store, one, NOON + 2 * HOUR)
    [found] = Answers(store).outcomes(*EVER)
    assert (found.by, found.at) == (By.DONE, NOON + HOUR)


def test_one_reminder_a_check_in_and_never_twice_for_the_same(store: Store) -> None:
    answers = Answers(store)
    accept(store, arrival(), arrival(received_at=NOON + HOUR), made=promises(CLIENTS), now=NOON + HOUR)
    noon_next, later = NOON + DAY, NOON + DAY + 2 * HOUR
    assert answers.remind(noon_next, NOON + 2 * HOUR, NOON + 2 * HOUR) == 0
    assert answers.remind(noon_next + HOUR, NOON + 3 * HOUR, NOON + 3 * HOUR) == 1
    assert answers.remind(later, NOON + 3 * HOUR, NOON + 4 * HOUR) == 0
    assert answers.remind(later, NOON + 5 * HOUR, NOON + 5 * HOUR) == 1
    assert answers.remind(later, NOON + 6 * HOUR, NOON + 6 * HOUR) == 0


def test_a_snooze_leaves_it_owed_and_a_release_does_not_change_when(store: Store) -> None:
    one, other = accept(store, arrival(), arrival(), made=promises(CLIENTS))
    Queue(store).snooze([one.id], NOON + 2 * DAY, NOON)
    Queue(store).settle(NOON + HOUR, [Release("check_in", NOON)], wakes_snoozed=True)
    assert item(store, other.id).state is State.RELEASED
    assert [each.id for each in Answers(store).owed(NOON + DAY + HOUR)] == [one.id, other.id]
