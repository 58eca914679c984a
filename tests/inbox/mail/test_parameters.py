"""Parameters of header fields (RFC 2045, 2231), well written and not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox.mail.parameters import read
from tests.effort import little_work


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (b"attachment; filename=a.txt", "a.txt"),
        (b'attachment; filename="a b.txt"', "a b.txt"),
        (b'attachment; FileName = "a;b.txt"', "a;b.txt"),
        (b'attachment; filename="a\\"b.txt"', 'a"b.txt'),
        (b"attachment; filename*=utf-8''%C3%A9t%C3%A9.txt", "été.txt"),
        (b"attachment; filename=x; filename*=utf-8''%C3%A9.txt", "é.txt"),
        (b"attachment; filename*0=a; filename*1=b; filename*2=.txt", "ab.txt"),
        (b"attachment; filename*1=b.txt; filename*0=a", "ab.txt"),
        (b"attachment; filename*0*=utf-8''%C3%A9; filename*1*=%C3%A8; filename*2=.txt", "éè.txt"),
        (b'attachment; filename="=?utf-8?q?=C3=A9.txt?="', "é.txt"),
        (b"attachment; filename*=iso-8859-1'fr'%E9.txt", "é.txt"),
        (b"attachment; filename*=%zz", "%zz"),
        (b'attachment; filename="open', "open"),
        (b"attachment; filename=", ""),
        (b"attachment; filename*999=x", ""),
        (b"attachment", ""),
    ],
)
def test_a_file_name(value: bytes, found: str) -> None:
    assert read(value).get("filename", "") == found


@given(st.binary(max_size=400))
def test_it_never_raises(value: bytes) -> None:
    assert all(isinstance(one, str) for one in read(b"x;" + value).values())


def test_it_is_quick_on_what_is_meant_to_be_slow() -> None:
    for value in (
        b";" * 10**6,
        b";a*0=" * 10**5,
        b'; a="' + b"\\" * 10**6,
        b"; " * 10**5,
        b";a" * 10**5,
        b"; a = " * 10**5,
    ):
        with little_work(value[:10]):
            read(value)
