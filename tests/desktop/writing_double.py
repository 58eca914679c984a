"""Drafts, the answers library and the zones of others in memory, for doubles of a desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from inbox.answering import Draft, SavedAnswer
from tests.clock import HandClock


class WritingDouble:
    """The part of `desktop.core.desk.Desk` that is about what the person writes."""

    def __init__(self, clock: HandClock) -> None:
        self._clock = clock
        self.kept_drafts: dict[int, Draft] = {}
        self.saved_answers: dict[int, SavedAnswer] = {}
        self.kept_zones: dict[str, str] = {}

    def draft(self, id: int) -> Draft | None:
        return self.kept_drafts.get(id)

    def save_draft(self, draft: Draft) -> Draft:
        kept = replace(draft, saved_at=self._clock.now())
        self.kept_drafts.pop(draft.item, None)
        if draft.text.strip() or draft.attachments or draft.to:
            self.kept_drafts[draft.item] = kept
        return kept

    def drop_draft(self, id: int) -> bool:
        return self.kept_drafts.pop(id, None) is not None

    def drafts(self) -> tuple[Draft, ...]:
        return tuple(reversed(self.kept_drafts.values()))

    def answers(self, query: str = "") -> tuple[SavedAnswer, ...]:
        words = query.casefold().split()
        found = [
            one
            for one in self.saved_answers.values()
            if all(word in f"{one.title} {one.text}".casefold() for word in words)
        ]
        return tuple(sorted(found, key=lambda one: (-one.uses, one.title)))

    def keep_answer(self, answer: SavedAnswer) -> int:
        id = answer.id or max(self.saved_answers, default=0) + 1
        self.saved_answers[id] = replace(answer, id=id)
        return id

    def drop_answer(self, id: int) -> None:
        del self.saved_answers[id]

    def set_zone(self, address: str, zone: str) -> None:
        self.kept_zones[address.lower()] = zone

    def zones(self) -> Mapping[str, str]:
        return dict(self.kept_zones)
