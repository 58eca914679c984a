"""A review as a file. Written where it may block, never on the UI thread."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC
from pathlib import Path

from desktop.core.desk import Desk, Later, RequestError
from desktop.core.paths import write_private
from desktop.window.texts import translate


def saving(week: str | None, file: Path) -> Callable[[Desk], Later[None]]:
    """What is asked of the desk to have `file` written, over what was there, readable by its owner only: JSON where it
    is called so, else Markdown.

    Raises RequestError where it cannot be written.
    """
    as_json = file.suffix.lower() == ".json"
    refused = RequestError(
        translate("Review", "{file} could not be written.").format(file=file.name),
        translate("Review", "Choose another folder, or make room on the disk."),
    )  # worded here: translations belong to the UI thread

    def ask(desk: Desk) -> Later[None]:
        text = _json(desk, week) if as_json else desk.review_text(week).run

        def write() -> None:
            content = text()
            try:
                write_private(file, content.encode())
            except OSError as error:
                raise refused from error

        return Later(write)

    return ask


def _json(desk: Desk, week: str | None) -> Callable[[], str]:
    found = desk.review(week)

    def text() -> str:
        from desktop.core.review_answers import review

        return json.dumps(review(found.run(), UTC), ensure_ascii=False, indent=2) + "\n"

    return text
