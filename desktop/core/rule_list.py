"""The rules as a list that is edited: in the window, and by keys. Called on the engine's thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.core.desk import RequestError
from desktop.core.rule_views import RuleSet
from desktop.core.settings import rule_edit
from desktop.core.settings.model import Settings
from desktop.core.settings.rules import check_ins, oddities
from desktop.core.setup import Setup
from focus.schedule import Mode
from inbox.rules import Rule

_CHANGED = RequestError(
    "The rules were changed meanwhile. Nothing was changed now.", "Look at them again, and change what is still wrong."
)


@dataclass(frozen=True, slots=True)
class _Latest:
    """The latest change made here: the rules before it, and the file before and after."""

    rules: tuple[Rule, ...]
    before: bytes
    after: bytes


class RuleList:
    """Each returns the rules as they are then, or raises RequestError, and nothing was changed."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._latest: _Latest | None = None

    @property
    def rules(self) -> tuple[Rule, ...]:
        return self._setup.settings.rules

    def shown(self) -> RuleSet:
        settings = self._setup.settings
        schedule = settings.schedule
        named = check_ins(schedule)
        ordered = [span.name for span in schedule.spans if span.kind is Mode.CHECK_IN and span.name in named]
        return RuleSet(
            settings.rules,
            tuple(oddities(settings.rules, schedule)),
            tuple(dict.fromkeys([*ordered, *sorted(named)])),
            tuple(one.name for one in settings.accounts),
            tuple(sorted(set(settings.known.senders.values()))),
            tuple(one.name for one in settings.promises),
        )

    def set_rules(self, rules: Sequence[Rule], seen: Sequence[Rule] | None = None) -> RuleSet:
        """What the latest change here took away comes back with all that stood beside it in the file."""
        if seen is not None and tuple(seen) != self.rules:
            raise _CHANGED
        wanted, latest = tuple(rules), self._latest

        def put(file: Path) -> Settings:
            if latest is not None and wanted == latest.rules and _content(file) == latest.after:
                return rule_edit.put_back(file, content=latest.before)
            return rule_edit.replace_rules(file, rules=wanted)

        return self.change(put)

    def put_rule(self, place: int, rule: Rule, seen: Rule | None = None) -> RuleSet:
        if seen is not None:
            self._same(place, seen)
        after = place + (seen is not None)

        def changed(rules: Sequence[Rule]) -> list[rule_edit.Placed]:
            there: list[rule_edit.Placed] = list(enumerate(rules))
            return [*there[:place], (None if seen is None else place, rule), *there[after:]]

        return self.change(lambda file: rule_edit.change_rules(file, changed))

    def move_rule(self, place: int, to: int, seen: Rule) -> RuleSet:
        self._same(place, seen)

        def changed(rules: Sequence[Rule]) -> list[rule_edit.Placed]:
            there: list[rule_edit.Placed] = list(enumerate(rules))
            there.insert(max(0, to), there.pop(place))
            return there

        return self.change(lambda file: rule_edit.change_rules(file, changed))

    def take_rule(self, place: int, seen: Rule) -> RuleSet:
        self._same(place, seen)

        def changed(rules: Sequence[Rule]) -> list[rule_edit.Placed]:
            return [(number, rule) for number, rule in enumerate(rules) if number != place]

        return self.change(lambda file: rule_edit.change_rules(file, changed))

    def change(self, change: Callable[[Path], Settings]) -> RuleSet:
        """Have the file changed (`rule_edit`), so that it can be put back."""
        rules = self.rules

        def remembered(file: Path) -> Settings:
            before = _content(file)
            settings = change(file)
            self._latest = _Latest(rules, before, _content(file))
            return settings

        self._setup.change(remembered)
        return self.shown()

    def _same(self, place: int, seen: Rule) -> None:
        if not 0 <= place < len(self.rules) or self.rules[place] != seen:
            raise _CHANGED


def _content(file: Path) -> bytes:
    return file.read_bytes() if file.exists() else b""
