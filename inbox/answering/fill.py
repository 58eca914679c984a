"""Fill-ins of saved answers: `{first name}`, `{subject}`, and blanks that the person fills. Pure.

A fill-in is a name in braces, in English or French, case and accents ignored:

    {first name}      {prénom}            of whom one answers
    {name}            {nom}
    {subject}         {objet}             of the mail, without Re: and the like
    {date}            {date}              today
    {my name}         {mon nom}
    {next check-in}   {prochaine relève}  when one reads mail next

Any other name in braces, and one of these of which nothing is known, is a blank: it stays as it is, to be filled by
the person. What is filled in is never looked at again, so that no stranger's name or subject makes a fill-in.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from inbox.answering import Filled

_FILL_IN: Final = re.compile(r"\{([^{}\n]{1,60})\}")
_NAMES: Final = {
    "first name": "first_name", "prenom": "first_name",
    "name": "name", "nom": "name",
    "subject": "subject", "objet": "subject",
    "date": "date",
    "my name": "my_name", "mon nom": "my_name",
    "next check-in": "next_check_in", "prochaine releve": "next_check_in",
}  # fmt: skip
_GIVEN_FIRST: Final = re.compile(r"([^,]+),\s*(.+)")


@dataclass(frozen=True, slots=True)
class Known:
    """What can be filled in; '' and None where nothing is known. `now` and `next_check_in` are aware, in the zone in
    which times are to be written. `language`: en or fr."""

    name: str
    subject: str
    my_name: str
    now: datetime
    next_check_in: datetime | None
    language: str = "en"


def fill(text: str, known: Known) -> Filled:
    values = _values(known)
    out: list[str] = []
    blanks: list[tuple[int, int]] = []
    length = position = 0
    for found in _FILL_IN.finditer(text):
        before = text[position : found.start()]
        value = values.get(_NAMES.get(_plain(found[1]), ""), "")
        if not value:
            start = length + len(before)
            blanks.append((start, start + len(found[0])))
        out += [before, value or found[0]]
        length += len(before) + len(value or found[0])
        position = found.end()
    return Filled("".join([*out, text[position:]]), tuple(blanks))


def _values(known: Known) -> dict[str, str]:
    french = known.language == "fr"
    again = known.next_check_in
    return {
        "first_name": first_name(known.name),
        "name": known.name,
        "subject": known.subject,
        "my_name": known.my_name,
        "date": f"{known.now:%d/%m/%Y}" if french else f"{known.now:%Y-%m-%d}",
        "next_check_in": "" if again is None else _when(again, known.now, french=french),
    }


def _when(instant: datetime, now: datetime, *, french: bool) -> str:
    if instant.date() == now.date():
        return f"{instant:%H:%M}"
    return f"{instant:%d/%m/%Y à %H:%M}" if french else f"{instant:%Y-%m-%d at %H:%M}"


def first_name(name: str) -> str:
    """Of `Claire Lemoine` and of `Lemoine, Claire` it is Claire; of an address nothing is known."""
    if "@" in name:
        return ""
    turned = _GIVEN_FIRST.fullmatch(name.strip())
    return next(iter((turned[2] if turned else name).split()), "")


def _plain(word: str) -> str:
    folded = unicodedata.normalize("NFKD", " ".join(word.split()).casefold())
    return "".join(one for one in folded if not unicodedata.combining(one))
