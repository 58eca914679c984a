"""That the comparison with what vendors publish can fail."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.descriptions import FOLDER, Description
from tests.servers.web import Asked, Says


def asked(method: str, path: str, body: bytes = b"", **query: str) -> Asked:
    headers = {"content-type": "application/json"}
    return Asked(method, path, {name: [value] for name, value in query.items()}, headers, body)


@pytest.fixture(scope="module")
def github() -> Description:
    return Description("github", "/api/v3")


def test_what_is_described_is_right(github: Description) -> None:
    assert github.violations(asked("GET", "/api/v3/notifications", all="false", per_page="50")) == []
    assert github.violations(asked("PATCH", "/api/v3/notifications/threads/7"), Says(205)) == []
    shown = github.example("/notifications")
    assert github.violations(asked("GET", "/api/v3/notifications"), Says(200, shown)) == []


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (asked("GET", "/api/v3/notices"), "no such path"),
        (asked("GET", "/notifications"), "no such path"),
        (asked("POST", "/api/v3/notifications"), "no such path"),
        (asked("GET", "/api/v3/notifications", unread="true"), "unread is no parameter"),
        (asked("GET", "/api/v3/notifications", all="yes"), "all: "),
        (asked("GET", "/api/v3/notifications", per_page="many"), "per_page: "),
        (asked("PATCH", "/api/v3/notifications/threads/7", b"{}"), "takes no body"),
    ],
)
def test_what_is_not_is_wrong(github: Description, wrong: Asked, why: str) -> None:
    assert why in " ".join(github.violations(wrong))


@pytest.mark.parametrize("answer", [Says(200, {}), Says(200, [{"id": 7}]), Says(201, [])])
def test_a_double_that_answers_otherwise_is_wrong(github: Description, answer: Says) -> None:
    assert github.violations(asked("GET", "/api/v3/notifications"), answer) != []


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.json")), ids=lambda file: file.stem)
def test_each_says_where_it_comes_from(file: Any) -> None:
    assert len(json.loads(file.read_text(encoding="utf-8"))["from"]) > 20
