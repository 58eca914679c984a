"""What packaging/translations cannot see: that the translations fit what the code does with them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

import resources

DESKTOP = Path(resources.FOLDER).parent / "desktop"
LANGUAGES = ("en", "fr")


def messages(language: str) -> Iterator[tuple[str, bool, list[str]]]:
    """Source, whether it has a number, and its translations."""
    for message in ElementTree.parse(resources.path("translations", f"ecluse_{language}.ts")).iter("message"):
        plural = message.get("numerus") == "yes"
        forms = message.iter("numerusform") if plural else message.iter("translation")
        yield message.findtext("source", ""), plural, [form.text or "" for form in forms]


def calls() -> Iterator[tuple[str, ast.Call, bool]]:
    """Every call of tr and translate, where it is, and whether within an f-string."""
    for file in sorted(DESKTOP.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        within = {id(node) for outer in ast.walk(tree) if isinstance(outer, ast.JoinedStr) for node in ast.walk(outer)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in {
                "tr",
                "translate",
            }:
                yield f"{file.relative_to(DESKTOP)}:{node.lineno}", node, id(node) in within


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_missing_and_the_marks_are_the_same(language: str) -> None:
    for source, plural, forms in messages(language):
        assert len(forms) == (2 if plural else 1), source
        for form in forms:
            assert form, source
            assert set(re.findall(r"\{\w+\}|%Ln", form)) == set(re.findall(r"\{\w+\}|%Ln", source)), source


def test_a_number_makes_a_plural_and_nothing_else_does() -> None:
    """lupdate takes a call with a comma after its last argument for a plural."""
    for source, plural, _ in messages("fr"):
        assert plural is ("%n" in source or "%Ln" in source), source


def test_lupdate_sees_every_text() -> None:
    """It does not within f-strings, nor where the text is not a literal, nor plurals in `translate`."""
    unseen = []
    for place, call, in_f_string in calls():
        is_tr = getattr(call.func, "attr", "") == "tr"
        texts = call.args[:1] if is_tr else call.args[:2]
        literal = all(isinstance(text, ast.Constant) and isinstance(text.value, str) for text in texts)
        table = place.startswith("window/forms/field_words.py")
        bytes_table = not is_tr and len(call.args) == 1  # str.translate, with a table
        if in_f_string or not (literal or table or bytes_table) or (not is_tr and len(call.args) > 3):
            unseen.append(place)
    assert unseen == []


def test_every_text_of_the_code_is_in_the_french_file() -> None:
    there = {source for source, _, _ in messages("fr")}
    missing = {
        f"{place}: {text.value}"
        for place, call, _ in calls()
        for text in call.args[0 if getattr(call.func, "attr", "") == "tr" else 1 :][:1]
        if isinstance(text, ast.Constant) and isinstance(text.value, str) and text.value not in there
    }
    assert missing == set(), "run packaging/translations and translate what is new"


def test_french_has_its_spaces() -> None:
    """A no-break space before a colon (but in times and addresses) and within guillemets, a narrow one before ; ? !"""
    wrong = [
        form
        for _, _, forms in messages("fr")
        for form in forms
        if re.search(r"[^\u00a0\d]:(?!\d|//)|[^\u202f][;?!]|«[^\u00a0]|[^\u00a0]»|“|”|'", form)
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_file_is_there(language: str) -> None:
    assert resources.path("translations", f"ecluse_{language}.qm").stat().st_size > 100
