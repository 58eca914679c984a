"""What is measured with: items and words that no one wrote, the same on every run."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import blake2b

from inbox.item import Arrival, Channel, Reason

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
_CONSONANTS = ("b", "br", "c", "ch", "d", "f", "g", "gr", "l", "m", "n", "p", "pl", "r", "s", "st", "t", "tr", "v")
_VOWELS = ("a", "e", "i", "o", "u", "é", "ai", "ou")
WORDS = 20_000


class Speech:
    """Words as often as in any language (Zipf): the first few are in nearly every text, most are rare."""

    def __init__(self, seed: int = 1) -> None:
        self.random = random.Random(seed)
        made: dict[str, None] = {}
        while len(made) < WORDS:
            syllables = 1 if len(made) < 100 else self.random.choice((2, 2, 3, 3, 4))
            made["".join(self._syllable() for _ in range(syllables))] = None
        self.words = list(made)
        self._weights = list(itertools.accumulate(1 / (rank + 2) for rank in range(WORDS)))

    def _syllable(self) -> str:
        return self.random.choice(_CONSONANTS) + self.random.choice(_VOWELS)

    def some(self, count: int) -> list[str]:
        return self.random.choices(self.words, cum_weights=self._weights, k=count)

    def sentence(self, count: int) -> str:
        return " ".join(self.some(count)).capitalize()


def arrivals(count: int, words: int, *, seed: int = 1) -> Iterator[Arrival]:
    """Mails with `words` words each, half a minute apart, the last one at NOW."""
    speech = Speech(seed)
    people = [speech.some(2) for _ in range(500)]
    for n in range(count):
        first, last = speech.random.choice(people)
        text = "\n".join(speech.sentence(12) for _ in range(words // 12))
        key = f"INBOX\x1f1\x1f{n + 1:08}"
        yield Arrival(
            key=key,
            content_key=blake2b(f"{seed} {key}".encode(), digest_size=16).hexdigest(),
            channel=Channel.MAIL,
            reason=Reason.LIST if n % 3 else Reason.DIRECT,
            sender_name=f"{first.title()} {last.title()}",
            sender_address=f"person.{n % 500}@example.org",
            subject=speech.sentence(7),
            received_at=NOW - timedelta(seconds=30 * (count - n)),
            preview=text[:200].replace("\n", " "),
            text=text,
            message_id=f"<{n}.{seed}@example.org>",
            thread=f"<{n - n % 5}.{seed}@example.org>",
            list_id="news.example.org" if n % 3 else "",
            to=("me@example.org",),
        )
