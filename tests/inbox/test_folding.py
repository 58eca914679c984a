"""Text without case and accents."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox.folding import folded


@given(st.text(st.one_of(st.characters(), st.sampled_from("éàçñüÉŸßﬁ½’…–ΆйΙ\u0345\u0301\u0489"))))
def test_it_is_compatibility_decomposition_without_what_combines(text: str) -> None:
    apart = unicodedata.normalize("NFKD", text.casefold())
    assert folded(text) == "".join(char for char in apart if not unicodedata.combining(char))


@pytest.mark.parametrize(
    ("text", "plain"), [("Réunion", "reunion"), ("ÉTÉ", "ete"), ("Straße", "strasse"), ("l’été…", "l’ete...")]
)
def test_case_and_accents_are_gone(text: str, plain: str) -> None:
    assert folded(text) == plain
