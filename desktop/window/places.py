"""What countries and their regions are called. Names of countries: Unicode CLDR, in `resources/countries`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache

from PySide6.QtCore import QLocale

import resources


def country_name(code: str) -> str:
    """In the language of the window; the code itself where there is no name."""
    language = "fr" if QLocale().language() == QLocale.Language.French else "en"
    return _names(language).get(code, code)


@lru_cache
def _names(language: str) -> Mapping[str, str]:
    found: Mapping[str, str] = json.loads(resources.text("countries", f"{language}.json"))
    return found
