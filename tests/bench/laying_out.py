"""The heaviest mails that are still shown, in the frames of the reading pane: how long one turn of the window takes.

In a process of its own, without a screen: time is that of the UI thread alone, which other work on the machine does
not change.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.bench.databases import Databases
from tests.bench.timing import Line

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop.window.reading.page import Page
    from desktop.window.theme import Theme

LONGEST_FRAME = 100.0
_WORDS: Final = "lorem ipsum dolor sit amet consectetur "
_CHINESE: Final = "\u6f22\u5b57\u4eee\u540d\u4ea4\u3058\u308a\u6587"
_TEXTS: Final = {
    "latin": _WORDS * 4000,
    "chinese": _CHINESE * 20_000,
    "short lines": "abc def\n" * 20_000,
    "one word": "x" * 200_000,
    "accents": ("a" + "\u0301" * 20) * 8000,
}
_PAGES: Final = {
    "paragraphs": "<p>hi</p>" * 9900,
    "one paragraph": f"<p>{_WORDS * 25_000}</p>",
    "bold words": f"<p>{'<b>hi</b> ' * 9900}</p>",
    "a table": f"<table>{f'<tr><td>{_WORDS}</td><td>b</td><td>c</td></tr>' * 2400}</table>",
    "small tables": f"<table><tr><td>{_WORDS}</td><td>b</td></tr></table>" * 2400,
    "tables in tables": "<table><tr><td>" * 30 + _WORDS + "</td></tr></table>" * 30,
    "a list": f"<ul>{'<li>hi</li>' * 9900}</ul>",
    "lists in lists": "<ul><li>" * 45 + _WORDS * 500 + "</li></ul>" * 45,
    "line breaks": "a<br>" * 19_900,
    "images": "<img src='https://x.example/a.png' alt='picture'> " * 19_900,
    "chinese": f"<p>{_CHINESE * 100_000}</p>",
}


def measure(databases: Databases) -> list[Line]:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.bench.laying_out"]
    run = subprocess.run(command, env=environment, check=True, capture_output=True, text=True, cwd=Path.cwd())
    found: dict[str, dict[str, float]] = json.loads(run.stdout)
    lines = []
    for kind, turns in found.items():
        worst = max(turns, key=lambda name: turns[name])
        said = f"the heaviest mails shown {kind}, made wider: longest turn of the window ({worst})"
        lines.append(Line(said, turns[worst] * 1e3, "ms", most=LONGEST_FRAME))
    return lines


def _turn(app: QApplication, work: object = None) -> float:
    began = time.thread_time()
    if callable(work):
        work()
    app.processEvents()
    return time.thread_time() - began


def _shown(app: QApplication, page: Page, show: object) -> float:
    """The longest turn until all of it is there, and once more when the pane gets another width."""
    longest = _turn(app, show)
    while any(frame.busy for frame in page.frames):
        longest = max(longest, _turn(app))
    for width in (560, 720):
        longest = max(longest, _turn(app, lambda width=width: page.resize(width, 500)), *(_turn(app) for _ in range(5)))
    page.hide()
    page.deleteLater()
    _turn(app)
    return longest


def _page(app: QApplication, theme: Theme) -> Page:
    from desktop.window.reading.page import Page

    page = Page(theme)
    page.resize(640, 500)
    page.show()
    _turn(app)
    return page


def main() -> None:
    from PySide6.QtWidgets import QApplication

    from desktop.window.reading.flow import flows
    from desktop.window.theme import Theme
    from inbox.mail.pages import Places, made_safe

    app = QApplication([])
    theme = Theme(app, "light")
    found: dict[str, dict[str, float]] = {"as text": {}, "formatted": {}}
    for name, text in _TEXTS.items():
        page = _page(app, theme)
        found["as text"][name] = _shown(app, page, lambda page=page, text=text: page.text.show_text(text))
    for name, source in _PAGES.items():
        page = _page(app, theme)
        parts = flows([made_safe(source, Places()).html])
        page.show_formatted(on=True)
        found["formatted"][name] = _shown(app, page, lambda page=page, parts=parts: page.show_pages(parts, {}))
    print(json.dumps(found))


if __name__ == "__main__":
    main()
