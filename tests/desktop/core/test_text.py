from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.core.text import cleaned, escaped

HOSTILE = "a\x1b[31mred\x07\r\nb\x9b2J\u202egnp.exe\u2066\u2028\ud800\ufeff\x7f"


def test_a_terminal_is_not_steered() -> None:
    shown = escaped(HOSTILE)
    assert shown == ("a\\x1b[31mred\\x07\\x0d\\x0ab\\x9b2J\\u202egnp.exe\\u2066\\u2028\\ud800\\ufeff\\x7f")


def test_a_block_keeps_its_lines_and_nothing_else() -> None:
    assert escaped("one\n\ttwo\r\x1b", block=True) == "one\n\ttwo\\x0d\\x1b"


def test_a_cleaned_line_is_one_line_and_cut() -> None:
    assert cleaned(" a\n\n b\x1b[0m \u202ec ", 100) == "a b [0m c"
    assert cleaned("x" * 30, 10) == "x" * 9 + "…"
    assert cleaned("x" * 10, 10) == "x" * 10


@given(st.text(st.characters(), max_size=80), st.integers(2, 60))
def test_whatever_comes_in(text: str, limit: int) -> None:
    line = cleaned(text, limit)
    assert len(line) <= limit
    line.encode()
    assert escaped(line) == line
    escaped(text).encode()
    assert escaped(escaped(text)) == escaped(text)
