"""Bytes of mails to arrivals with their reason and the rule that lets them pass, beside the bare parser in Rust."""

from __future__ import annotations

from datetime import UTC, datetime

import fast_mail_parser

from inbox import mail
from inbox.rulebook import Rulebook
from inbox.rules import CODES
from tests.bench.databases import Databases
from tests.bench.mails import mails
from tests.bench.timing import Line, alternated

MAILS = 5_000
PORTION = 500
_BOOK = Rulebook((CODES,))


def measure(databases: Databases) -> list[Line]:
    now = datetime.now(UTC)
    contents = list(mails(MAILS))
    portions = [contents[start : start + PORTION] for start in range(0, MAILS, PORTION)]

    def ours() -> None:
        for number, portion in enumerate(portions):
            raws = [mail.Raw(f"{number}:{place}", one, len(one), now) for place, one in enumerate(portion)]
            for arrival in mail.read_all(raws, now):
                _BOOK.decide(arrival, "work")

    def bare() -> None:
        for content in contents:
            found = fast_mail_parser.parse_email(content)
            assert found.subject
            assert found.text_plain or found.text_html

    def bare_on_all_cores() -> None:
        for portion in portions:
            fast_mail_parser.parse_many([*portion])

    what = f"{MAILS:,} mails parsed and classified, a mail"
    return [
        _line(what, "fast-mail-parser alone", *alternated(ours, bare), most=1 / 0.6),
        _line(what, "the same, all cores", *alternated(ours, bare_on_all_cores)),
    ]


def _line(what: str, beside: str, took: float, floor: float, most: float | None = None) -> Line:
    return Line(what, took / MAILS * 1e6, "µs", beside, floor / MAILS * 1e6, most)
