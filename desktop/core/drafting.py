"""What the person writes before it is sent: drafts, the answers library, and when it is nine where others live.

The engine's thread calls this.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from desktop.core.desk import RequestError
from desktop.core.notice_words import language_of
from desktop.core.settings.zones import zone_named
from desktop.core.setup import Setup
from inbox.answering import Draft, Filled, SavedAnswer, TheirNine
from inbox.answering.drafts import Drafts
from inbox.answering.saved import SavedAnswers
from inbox.answering.zones import Zones
from inbox.item import Details
from inbox.store import Store

LONGEST_TITLE = 200


class Drafting:
    def __init__(self, store: Store, setup: Setup, now: Callable[[], datetime]) -> None:
        self._drafts = Drafts(store)
        self._saved = SavedAnswers(store)
        self._zones = Zones(store)
        self._setup = setup
        self._clock = now

    # Drafts

    def draft(self, item: int) -> Draft | None:
        return self._drafts.get(item)

    def save_draft(self, draft: Draft) -> Draft:
        """One that says nothing at all is dropped."""
        now = self._clock()
        if draft.text.strip() or draft.attachments or draft.to:
            self._drafts.save(draft.item, draft.answer, now)
        else:
            self._drafts.drop(draft.item)
        return replace(draft, saved_at=now)

    def drop_draft(self, item: int) -> bool:
        return self._drafts.drop(item)

    def drafts(self) -> tuple[Draft, ...]:
        return self._drafts.all()

    # The answers library

    def answers(self, query: str = "") -> tuple[SavedAnswer, ...]:
        return self._saved.find(query)

    def keep_answer(self, answer: SavedAnswer) -> int:
        title = " ".join(answer.title.split())
        if not title or not answer.text.strip():
            raise RequestError("A saved answer needs a title and a text. Nothing was changed.")
        if len(title) > LONGEST_TITLE:
            raise RequestError(f"A title has at most {LONGEST_TITLE} characters. Nothing was changed.")
        id = self._saved.keep(replace(answer, title=title))
        if not id:
            raise self._unknown(answer.id)
        return id

    def drop_answer(self, id: int) -> None:
        if not self._saved.drop(id):
            raise self._unknown(id)

    def fill_answer(self, id: int, of: Details, next_check_in: datetime | None) -> Filled:
        from inbox.answering.fill import Known, fill
        from inbox.reply import bare_subject

        found = self._saved.get(id)
        if found is None:
            raise self._unknown(id)
        item, zone = of.item, self._setup.settings.schedule.zone
        account = self._setup.settings.account(item.account)
        return fill(
            found.text,
            Known(
                name=item.sender_name,
                subject=bare_subject(item.subject),
                my_name=str(account.values.get("from_name", "")) if account else "",
                now=self._clock().astimezone(zone),
                next_check_in=next_check_in and next_check_in.astimezone(zone),
                language=language_of(self._setup.settings.language, os.environ),
            ),
        )

    @staticmethod
    def _unknown(id: int) -> RequestError:
        return RequestError(f"There is no saved answer {id}. Nothing was changed.", "`ecluse answers` lists them.")

    # Where others live

    def their_nine(self, of: Details, address: str) -> TheirNine:
        from desktop.core.their_nine import proposals, their_nine

        item, own = of.item, self._setup.settings.schedule.zone
        who = (address or item.sender_address).lower()
        name = self._zones.of(who)
        zone = zone_named(name)
        if zone is not None:
            return TheirNine(who, name, their_nine(self._clock(), zone))
        minutes = of.utc_offset if who == item.sender_address.lower() else None
        return TheirNine(who, "", None, proposals(item.received_at, minutes, own))

    def set_zone(self, address: str, name: str) -> None:
        if name and (name == "system" or zone_named(name) is None):
            raise RequestError(
                f'"{name}" is not a time zone that is known here. Nothing was changed.',
                "They are named like Europe/Paris.",
            )
        self._zones.set(address, name)

    def zones(self) -> dict[str, str]:
        return self._zones.all()
