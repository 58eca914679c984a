from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from email.utils import parseaddr
from zoneinfo import ZoneInfo

import pytest

from desktop.demo.mailbox import Mail, letters, mails, send, working_days_before
from inbox.item import Arrival, Reason
from inbox.mail import Raw, read
from inbox.rulebook import Rulebook
from inbox.rules import CODES

PARIS = ZoneInfo("Europe/Paris")
THURSDAY = date(2026, 3, 12)
EVENING = datetime(2026, 3, 12, 20, tzinfo=UTC)


def arrivals() -> list[tuple[Mail, Arrival]]:
    return [
        (mail, read(Raw(str(number), mail.content, len(mail.content), mail.at), EVENING))
        for number, mail in enumerate(mails(THURSDAY, PARIS))
    ]


def test_a_day_holds_mail_of_every_kind_in_two_languages() -> None:
    all_letters = letters()
    assert 25 <= len(all_letters) <= 40
    assert {letter.kind for letter in all_letters} == {"person", "list", "automatic", "forge", "board"}
    texts = [letter.text for letter in all_letters]
    assert sum("é" in text for text in texts) >= 8
    assert sum(" the " in text for text in texts) >= 8
    assert len({letter.id for letter in all_letters}) == len(all_letters)
    assert {letter.answers for letter in all_letters if letter.answers} <= {letter.id for letter in all_letters}


def test_no_address_can_be_anybodys() -> None:
    for letter in letters():
        for written in filter(None, (letter.sender, letter.cc)):
            assert parseaddr(written)[1].endswith(".example")
        assert "://" not in letter.text or ".example" in letter.text.split("://")[1].split("/")[0]


def test_the_real_reader_understands_every_mail() -> None:
    for mail, arrival in arrivals():
        assert not arrival.unreadable
        assert arrival.subject == mail.letter.subject
        assert arrival.sender_address == parseaddr(mail.letter.sender)[1]
        assert arrival.received_at == mail.at
        assert arrival.text.split() == mail.letter.text.split()
        expected = {
            "person": Reason.REPLIED if mail.letter.answers else Reason.DIRECT,
            "list": Reason.LIST, "forge": Reason.LIST, "automatic": Reason.AUTOMATIC, "board": Reason.AUTOMATIC,
        }  # fmt: skip
        assert arrival.reason is expected[mail.letter.kind]


def test_answers_belong_to_the_thread_they_answer() -> None:
    threads = {mail.letter.id: arrival.thread for mail, arrival in arrivals()}
    for mail, arrival in arrivals():
        if mail.letter.answers:
            assert arrival.thread == threads[mail.letter.answers]


def test_what_is_meant_to_pass_passes_and_nothing_else() -> None:
    book = Rulebook((CODES,))
    passed = {mail.letter.id for mail, arrival in arrivals() if book.decide(arrival, "sample").passes}
    assert passed == {letter.id for letter in letters() if letter.passes == "codes"}
    assert len(passed) >= 1


def test_the_same_letter_is_the_same_mail_each_time() -> None:
    for letter in letters():
        assert send(letter, EVENING) == send(letter, EVENING)


def test_mails_come_in_the_order_of_their_times_and_reach_back_one_working_day() -> None:
    times = [mail.at for mail in mails(THURSDAY, PARIS)]
    assert times == sorted(times)
    assert times[-1] - times[0] < timedelta(days=2)
    assert times[0].astimezone(PARIS).date() == date(2026, 3, 11)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 3, 12), 0, date(2026, 3, 12)),
        (date(2026, 3, 12), 1, date(2026, 3, 11)),
        (date(2026, 3, 9), 1, date(2026, 3, 6)),
        (date(2026, 3, 8), 1, date(2026, 3, 6)),
        (date(2026, 3, 9), 6, date(2026, 2, 27)),
    ],
)
def test_working_days_leave_out_the_weekend(day: date, count: int, expected: date) -> None:
    assert working_days_before(day, count) == expected
