from __future__ import annotations

import inspect
import re

import pytest

from desktop.core import erased_files, erasing
from desktop.core.left import Left
from desktop.window.left_words import left_words

SOURCES = [inspect.getsource(module) for module in (erasing, erased_files)]
CODES = {code for source in SOURCES for code in re.findall(r'Left\("(\w+)"', source)}


@pytest.mark.parametrize("code", sorted(CODES))
def test_each_that_there_is_has_words_of_its_own(code: str) -> None:
    said = left_words(Left(code, "the\u202ename", "why"))
    assert "name" in said
    assert "\u202e" not in said
    assert said != left_words(Left("else", "the\u202ename", "why"))
    assert "name" in str(Left(code, "name", "of name"))


def test_there_are_six() -> None:
    assert len(CODES) == 6
