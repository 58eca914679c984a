"""Public holidays, from the library `holidays`: loaded when the first is asked for (60 ms); a year is reckoned once.

Any thread. A country is its ISO 3166-1 alpha-2 code; a region is the code that the library has for it, most often that
of ISO 3166-2 without the country. Years the library knows nothing of have no holidays.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from focus.errors import WrongPlan

_KEPT_YEARS = 512


@lru_cache(_KEPT_YEARS)
def dates(country: str, region: str, year: int) -> frozenset[date]:
    """Those of one year. Raises as `check`."""
    return frozenset(named(country, region, year))


@lru_cache(_KEPT_YEARS)
def named(country: str, region: str, year: int, language: str = "") -> Mapping[date, str]:
    """Those of one year, and what they are called: in `language` (such as "fr") where the library has it for that
    country, else in the country's own. Raises as `check`."""
    import holidays

    check(country, region)
    own = holidays.country_holidays(country).default_language
    spoken = next((one for one in _languages().get(country, ()) if language and one.split("_")[0] == language), own)
    return dict(holidays.country_holidays(country, subdiv=region or None, years=year, language=spoken))


@lru_cache
def countries() -> Mapping[str, tuple[str, ...]]:
    """The codes of all countries, each with those of its regions (80 ms)."""
    import holidays

    found = holidays.list_supported_countries(include_aliases=False)
    return {code: tuple(regions) for code, regions in sorted(found.items()) if len(code) == 2}


@lru_cache
def region_names(country: str) -> Mapping[str, str]:
    """What the regions of a country are called, by their codes; those without a name of their own are left out.

    Of a region with several names (in several languages) the first. Raises as `check`.
    """
    import holidays

    check(country)
    found: dict[str, str] = {}
    for name, code in holidays.country_holidays(country).subdivisions_aliases.items():
        if not name.isupper():  # the others are further codes
            found.setdefault(code, name)
    return found


@lru_cache(_KEPT_YEARS)
def check(country: str, region: str = "") -> None:
    """Raises `WrongPlan` with key "country" or "region" for one there is not, and what would be right."""
    import holidays

    try:
        if len(country) != 2:
            raise NotImplementedError(country)
        holidays.country_holidays(country, subdiv=region or None)
    except NotImplementedError as error:
        known = countries()
        if country not in known:
            raise WrongPlan("country", country, f'a code of a country such as "FR"{_near(country, known)}') from error
        regions = known[country]
        right = f"left out, or one of {', '.join(regions)}{_near(region, regions)}" if regions else "left out"
        raise WrongPlan("region", region, right) from error


@lru_cache
def _languages() -> Mapping[str, list[str]]:
    import holidays

    return holidays.list_localized_countries(include_aliases=False)


def _near(word: str, known: Mapping[str, object] | tuple[str, ...]) -> str:
    import difflib

    near = difflib.get_close_matches(word.upper(), known, n=1)
    return f' (did you mean "{near[0]}"?)' if near else ""
