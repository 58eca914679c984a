"""The files that ship with Écluse: the manual and the translations. Found beside this module, installed or not."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).resolve().parent


def path(*parts: str) -> Path:
    """Where a shipped file is; Qt wants paths, and a wheel is always unpacked."""
    return FOLDER.joinpath(*parts)


def text(*parts: str) -> str:
    """A shipped text file."""
    return path(*parts).read_text(encoding="utf-8")
