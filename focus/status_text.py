"""What colleagues read, made to fit a service. Pure."""

from __future__ import annotations

from focus.wording import cut


def fitting(text: str, most: int) -> str:
    """On one line, in at most `most` characters; where some were left out it ends in "…". Fitting it again changes
    nothing: services trim what they are given, and what they show must be what we asked for."""
    return cut(" ".join(text.split()), most)
