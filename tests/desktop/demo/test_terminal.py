from __future__ import annotations

import io

import pytest

from desktop.demo.terminal import Style, Terminal


class Screen(io.TextIOWrapper):
    def __init__(self, encoding: str = "utf-8", *, tty: bool = True) -> None:
        self.bytes = io.BytesIO()
        super().__init__(self.bytes, encoding=encoding, newline="")
        self._tty = tty

    def isatty(self) -> bool:
        return self._tty

    @property
    def text(self) -> str:
        return self.bytes.getvalue().decode(self.encoding)


def test_colours_are_for_terminals_only() -> None:
    screen, pipe = Screen(), Screen(tty=False)
    for stream in (screen, pipe):
        Terminal(stream, {"TERM": "xterm"}).happened("10:03", "passes", "a code", Style.GOOD)
    assert "\x1b[32mpasses" in screen.text
    assert pipe.text == "10:03  passes    a code\n"


@pytest.mark.parametrize("environ", [{"TERM": "xterm", "NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colours_can_be_refused(environ: dict[str, str]) -> None:
    screen = Screen()
    Terminal(screen, environ).line("held", Style.BAD)
    assert screen.text == "held\n"


def test_the_status_line_stays_below_the_log_and_goes_away() -> None:
    screen = Screen()
    terminal = Terminal(screen, {"TERM": "xterm", "NO_COLOR": "1"})
    terminal.status("10:02  2 held")
    terminal.line("a line")
    terminal.status("")
    assert screen.text == "\r\x1b[2K  10:02  2 held" + "\r\x1b[2Ka line\n  10:02  2 held" + "\r\x1b[2K"


def test_there_is_no_status_line_in_a_pipe() -> None:
    pipe = Screen(tty=False)
    Terminal(pipe, {}).status("10:02")
    assert pipe.text == ""


def test_what_the_stream_cannot_show_is_written_without_accents() -> None:
    old = Screen("ascii", tty=False)
    Terminal(old, {}).happened("09:05", "held", "Rappel : congés d'été — « œuvre » ✓")
    assert old.text == '09:05  held      Rappel : conges d\'ete - "oeuvre" +\n'.replace('"oeuvre"', '" oeuvre "')


def test_names_and_subjects_are_cut_to_their_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    pipe = Screen(tty=False)
    Terminal(pipe, {}).message("09:05", "held", "A" * 50, "B" * 200, "until 11:00")
    assert len(pipe.text.rstrip("\n")) <= 80
    assert pipe.text.rstrip().endswith("…  until 11:00")


def test_a_subject_cannot_steer_the_terminal() -> None:
    pipe = Screen(tty=False)
    Terminal(pipe, {}).message("09:05", "held", "Eve\x1b[2J", "hello\x07\nworld", "until 11:00")
    Terminal(pipe, {}).line("also \x1b[2J here")
    assert "\x1b" not in pipe.text
    assert "\x07" not in pipe.text
    assert pipe.text.count("\n") == 2
