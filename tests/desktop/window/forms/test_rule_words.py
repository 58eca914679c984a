"""Rules in words, in both languages: nothing that a rule can say is without."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from desktop.core.rule_views import Caught
from desktop.core.settings.rules import Oddity
from desktop.window.forms.rule_conditions import KEYS, title
from desktop.window.forms.rule_presets import presets
from desktop.window.forms.rule_words import caught_words, oddity_words, outcome_words, reason_words, sentence
from desktop.window.language import speak
from inbox.item import Reason
from inbox.rules import DONE, HOLD, PASS, Match, Rule


@pytest.fixture(params=["en", "fr"])
def language(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[str]:
    speak(qapp, request.param)
    yield request.param
    for old in qapp.findChildren(QTranslator):
        qapp.removeTranslator(old)


def test_every_key_of_a_match_has_its_words(language: str) -> None:
    assert set(KEYS) == {field.name for field in fields(Match)}
    flags = {"list", "thread_mine", "answers_me", "second_try", "code", "verified"}
    matches = [Match(code=True, unverified=True), Match(list=("dev",))]
    for key in set(KEYS) - {"unverified"}:
        given: list[Any] = [True, False] if key in flags else [(key,)]
        matches += [replace(Match(), **{key: value}) for value in given]
    said = {sentence(Rule("x", match, HOLD)) for match in matches}
    assert len(said) == len(matches)
    assert not [one for one in said if "{" in one]
    assert len({title(key) for key in KEYS}) == len(KEYS)


def test_every_outcome_has_its_words(language: str) -> None:
    codes = Match(code=True)
    said = {
        sentence(rule)
        for rule in (
            Rule("x", codes), Rule("x", codes, budget=1), Rule("x", codes, budget=2), Rule("x", codes, HOLD),
            Rule("x", codes, HOLD, until="friday"), Rule("x", codes, DONE), Rule("x", codes, DONE, label="ci"),
            Rule("x", codes, HOLD, promise="clients"),
        )
    }  # fmt: skip
    assert len(said) == 8
    assert not [one for one in said if "{" in one or "%" in one]


def test_every_reason_preset_and_oddity_has_its_words(language: str) -> None:
    assert len({reason_words(str(reason)) for reason in Reason}) == len(Reason)
    assert len({preset.title for preset in presets(())}) == len(presets(()))
    rules = (Rule("a", Match(code=True)), Rule("b", Match(code=True), HOLD, until="gone"))
    for code in ("never_matches", "never_passes", "no_check_in", "same_name"):
        told = oddity_words(Oddity(2, "b", code, "as the command line says it", 1), rules)
        assert "{" not in told
        assert told != "as the command line says it"
    assert oddity_words(Oddity(2, "b", "new", "as it is"), rules) == "as it is"


@pytest.mark.parametrize("act", [PASS, HOLD, DONE])
def test_what_it_would_have_done(language: str, act: str) -> None:
    for caught in (Caught(30, 0, 0), Caught(30, 412, 0), Caught(30, 412, 9, 6, 6, 6, 1, 2, 2)):
        told = caught_words(caught, act)
        assert "30" in told
        assert "{" not in told
        assert "%" not in told
    for outcome in ("through", "held", "done", "over_budget", "unverified"):
        assert outcome_words(outcome) != outcome or outcome in {"held", "done"}


def test_many_values_are_told_as_some(language: str) -> None:
    told = sentence(Rule("x", Match(address=tuple(f"a{number}@b.example" for number in range(50)))))
    assert "46" in told
    assert len(told) < 300


def test_a_digest_waits_for_the_one_that_there_is() -> None:
    [newsletters] = [one for one in presets(("morning", "Friday digest")) if one.rule.act == HOLD]
    assert newsletters.rule.until == "Friday digest"
