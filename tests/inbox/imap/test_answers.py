from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox.imap import answers, refusals
from inbox.imap.cursor import Cursor
from inbox.mail.clean import one_line

DATE = b'INTERNALDATE "22-Nov-2026 02:44:25 -0700"'


def test_a_usual_answer() -> None:
    read = answers.read([(b"12 (UID 57 " + DATE + b" RFC822.SIZE 5000 BODY[]<0> {5}", b"hello"), b")"])
    assert read == answers.Answer(12, 57, datetime(2026, 11, 22, 9, 44, 25, tzinfo=UTC), 5000, b"hello")


@pytest.mark.parametrize(
    ("pieces", "uid", "body"),
    [
        ([b"3 (UID 9)"], 9, None),
        ([b"3 (FLAGS (\\Seen))"], None, None),
        ([b"3 (UID 9 BODY[] NIL)"], 9, None),
        ([b'3 (UID 9 BODY[] "")'], 9, b""),
        ([b'3 (BODY[]<0> "a \\"UID 7\\" b" UID 9)'], 9, b'a "UID 7" b'),
        ([(b"3 (BODY[] {2}", b"ab"), b" UID 9)"], 9, b"ab"),
        ([(b"3 (BODY[] {7}", b"(UID 7)"), b" UID 9)"], 9, b"(UID 7)"),
        ([(b"3 (UID 9 BODY[] {2}", b"ab"), b""], 9, b"ab"),
        ([(b"3 (UID 9 X-OTHER {2}", b"no"), (b" BODY[] {2}", b"ab"), b")"], 9, b"ab"),
        ([b"3 (uid 9 FLAGS ([odd] $x))"], 9, None),
    ],
)
def test_attributes_come_in_any_shape(pieces: list[answers.Piece], uid: int | None, body: bytes | None) -> None:
    read = answers.read(pieces)
    assert read is not None
    assert (read.sequence, read.uid, read.body) == (3, uid, body)


@pytest.mark.parametrize(
    "pieces",
    [
        [b""],
        [b"x (UID 9)"],
        [b"99999999999 (UID 9)"],
        [(b"3 (UID 9 BODY[] {2}", b"ab"), b"spilt over"],
        [(b"3 (", b"")],
    ],
)
def test_what_is_no_whole_answer_is_none(pieces: list[answers.Piece]) -> None:
    assert answers.read(pieces) is None


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ('" 1-Feb-2026 00:00:00 +0000"', datetime(2026, 2, 1, tzinfo=UTC)),
        ('"01-feb-2026 00:00:60 +0530"', datetime(2026, 1, 31, 18, 30, 59, tzinfo=UTC)),
        ('"31-Feb-2026 00:00:00 +0000"', None),
        ('"01-Foo-2026 00:00:00 +0000"', None),
        ('"01-Jan-0001 00:00:00 +9900"', None),
        ("NIL", None),
    ],
)
def test_dates(date: str, expected: datetime | None) -> None:
    read = answers.read([f"1 (UID 2 INTERNALDATE {date} X 1)".encode()])
    assert read is not None
    assert read.received == expected


@given(st.lists(st.one_of(st.binary(), st.tuples(st.binary(), st.binary())), min_size=1))
def test_nothing_makes_it_raise(pieces: list[answers.Piece]) -> None:
    answers.read(pieces)


@given(st.text())
def test_no_refusal_makes_it_raise(text: str) -> None:
    for error in (refusals.of_sign_in(text), refusals.of_mailbox(text, "Work")):
        assert one_line(error.detail, 400) == error.detail


@given(st.text())
def test_a_foreign_cursor_is_none(text: str) -> None:
    found = Cursor.read(text)
    assert found is None or Cursor.read(str(found)) == found


def test_a_cursor_never_moves_back() -> None:
    cursor = Cursor(7, 10, 1000)
    assert cursor.moved(5, datetime.fromtimestamp(10, UTC)) == cursor
    assert str(cursor.moved(11)) == "7:11:1000"
