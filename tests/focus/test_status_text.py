from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focus.status_text import fitting


@pytest.mark.parametrize(
    ("text", "most", "fits"),
    [
        ("In focus until 11:00", 20, "In focus until 11:00"),
        ("In focus until 11:00", 19, "In focus until 11:…"),
        ("In focus until 11:00", 10, "In focus…"),
        ("  In\tfocus \r\n until\u202811:00 ", 60, "In focus until 11:00"),
        ("", 5, ""),
    ],
)
def test_it_is_one_line_that_says_where_it_was_cut(text: str, most: int, fits: str) -> None:
    assert fitting(text, most) == fits


@given(st.text(), st.integers(1, 40))
def test_what_fits_stays_as_it_is(text: str, most: int) -> None:
    fits = fitting(text, most)
    assert len(fits) <= most
    assert fitting(fits, most) == fits
    assert fits == fits.strip()
