from __future__ import annotations

import re
from pathlib import Path

import pytest

from desktop.core import erased_files, erasing
from desktop.core.left import Left
from desktop.window.left_words import left_words

CODES = {
    code
    for module in (erasing, erased_files)
    for code in re.findall(r'Left\("(\w+)"', Path(module.__file__).read_text())
}


@pytest.mark.parametrize("code", sorted(CODES))
def test_each_that_there_is_has_words_of_its_own(code: str) -> None:
    said = left_words(Left(code, "the\u202ename", "why"))
    assert "the name" in said or "thename" in said
    assert said != left_words(Left("else", "the\u202ename", "why"))
    assert str(Left(code, "the name", "why")) != str(Left("", "", ""))


def test_there_are_six() -> None:
    assert len(CODES) == 6
