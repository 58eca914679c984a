"""Names of attachments made fit for a file (reliability.md P107)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox.mail.attachments import MOST_NAME_BYTES, clean_name, is_dangerous, numbered
from inbox.mail.opening import attachment

PLAIN = "application/octet-stream"


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("report.pdf", "report.pdf"),
        ("Été 2026.pdf", "Été 2026.pdf"),
        ("../../../../etc/.bashrc", "bashrc"),
        ("..\\..\\x.txt", "x.txt"),
        ("C:\\Windows\\x.dll", "x.dll"),
        ("/etc/passwd", "passwd"),
        ("folder/", "folder"),
        ("a\x00b\nc.txt", "ab c.txt"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("CON.txt", "_CON.txt"),
        ("nul", "_nul"),
        ("COM1.tar.gz", "_COM1.tar.gz"),
        (".hidden", "hidden"),
        ("-rf", "rf"),
        ("~x", "x"),
        ("x.txt. . ", "x.txt"),
        ("a.txt            .exe", "a.txt .exe"),
        ("a:b|c?.txt", "a_b_c_.txt"),
        ("x.txt:stream", "x.txt_stream"),
        ("\uff0fetc\uff0fpasswd", "passwd"),
        ("", "attachment"),
        ("...", "attachment"),
        ("/", "attachment"),
    ],
)
def test_a_clean_name(told: str, name: str) -> None:
    assert clean_name(told, PLAIN) == name


def test_one_without_a_name_has_the_ending_of_its_kind() -> None:
    assert clean_name("", "image/png") == "attachment.png"


def test_a_long_name_keeps_its_ending() -> None:
    name = clean_name("é" * 300 + ".pdf", PLAIN)
    assert len(name.encode()) <= MOST_NAME_BYTES
    assert name.endswith("é.pdf")


@given(st.text(max_size=300))
def test_a_name_is_one_component_of_any_system(told: str) -> None:
    name = clean_name(told, PLAIN)
    assert 0 < len(name.encode()) <= MOST_NAME_BYTES
    assert name.isprintable()
    assert not set(name) & set('/\\:*?"<>|\x00')
    assert name[0] not in ".-~ "
    assert name[-1] not in ". "
    assert name.partition(".")[0].upper() not in {"CON", "NUL", "AUX", "PRN", "COM1", "LPT1"}
    assert clean_name(name, PLAIN) == name
    assert len(numbered(name, 999).encode()) <= MOST_NAME_BYTES


def test_a_second_of_that_name_has_a_number_before_the_ending() -> None:
    assert numbered("a.pdf", 2) == "a (2).pdf"
    assert numbered("a", 2) == "a (2)"


@pytest.mark.parametrize(
    "name", ["x.exe", "x.EXE", "x.desktop", "x.lnk", "x.scf", "x.url", "invoice.pdf.js", "x.docm", "x.html", "x.iso"]
)
def test_what_may_run_is_dangerous(name: str) -> None:
    assert is_dangerous(name, PLAIN)


def test_a_program_by_its_kind_is_dangerous_whatever_it_is_called() -> None:
    assert is_dangerous("x.txt", "application/x-msdownload")
    assert not is_dangerous("x.pdf", "application/pdf")
    assert not is_dangerous("example.com.pdf", PLAIN)


def test_an_attachment_is_given_by_its_number() -> None:
    raw = (
        b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\nHi\n--b\nContent-Type: text/plain; name=a.txt\n"
        b"Content-Disposition: attachment\nContent-Transfer-Encoding: base64\n\nSGVsbG8=\n--b--\n"
    )
    assert attachment(raw, 1) == ("a.txt", b"Hello")
    assert attachment(raw, 2) is None
    assert attachment(raw, -1) is None
