from __future__ import annotations

import pytest

from focus.errors import WrongPlan
from focus.holidays import countries, region_names


def test_regions_are_called_as_people_call_them() -> None:
    assert region_names("DE")["BY"] == "Bayern"
    assert region_names("GB") == {"ENG": "England", "NIR": "Northern Ireland", "SCT": "Scotland", "WLS": "Wales"}
    assert region_names("FR")["57"] == "Moselle"
    assert not any(name.isupper() for name in region_names("FR").values()), "codes are no names"


def test_names_are_of_regions_there_are() -> None:
    for country, regions in countries().items():
        assert set(region_names(country)) <= set(regions), country


def test_there_is_no_such_country() -> None:
    with pytest.raises(WrongPlan):
        region_names("XX")
