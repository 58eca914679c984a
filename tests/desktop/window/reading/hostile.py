"""Fills a frame with what would make Qt open files, and keeps it on screen for a moment: run under strace.

    python -m tests.desktop.window.reading.hostile FOLDER ours|plain|qt

`ours`: the frame of the reading pane, given this HTML as it is, unsanitised. `plain`: the same as text.
`qt`: a QTextBrowser as Qt made it, to see that the test sees something.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QEventLoop
from PySide6.QtWidgets import QApplication, QTextBrowser

from desktop.window.reading.flow import Flow
from desktop.window.reading.message_html import MessageHtml
from desktop.window.reading.message_text import MessageText
from desktop.window.theme import Theme

BAIT = ("bait.png", "bait.css", "bait.html", "bait.svg")


def pages(folder: Path) -> tuple[str, ...]:
    """Every way known to make a rich text widget fetch something."""
    at = folder.as_posix()
    return (
        f'<img src="file://{at}/bait.png"><img src="{at}/bait.png"><img src="{at}/bait.svg">'
        '<img src="//unc.invalid/x">',
        f'<link rel="stylesheet" href="file://{at}/bait.css"><style>@import url(file://{at}/bait.css);</style><p>a</p>',
        f"<style>p {{ background-image: url({at}/bait.png) }} ul {{ list-style-image: url({at}/bait.png) }}</style>"
        "<p>b</p><ul><li>c</li></ul>",
        f'<body background="{at}/bait.png"><table background="{at}/bait.png">'
        f'<tr><td background="{at}/bait.png">d</table>',
        f'<p style="background-image: url({at}/bait.png)">e</p><object data="{at}/bait.html"></object>'
        f'<iframe src="{at}/bait.html"></iframe><img src="qrc:/x.png"><img src=":/x.png">'
        '<img src="http://net.invalid/x">',
    )


def main(folder: Path, kind: str) -> int:
    for name in BAIT:
        (folder / name).write_bytes(b"p { color: red }")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # here: what only imports this may have a real screen
    app = QApplication([])
    theme = Theme(app, "light")
    html = pages(folder)
    shown: list[QTextBrowser] = []
    if kind == "qt":
        for page in html:
            browser = QTextBrowser()
            browser.setHtml(page)
            shown.append(browser)
    elif kind == "plain":
        text = MessageText(theme)
        text.show_text("\n".join(html))
        shown.append(text)
    else:
        frame = MessageHtml(theme, Flow(html), {})
        frame.show_again()
        shown.append(frame)
    for browser in shown:
        browser.resize(400, 300)
        browser.show()
    deadline = QDeadlineTimer(400)
    while not deadline.hasExpired():
        QEventLoop().processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
    for browser in shown:
        browser.grab()
        browser.selectAll()
        browser.copy()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), sys.argv[2]))
