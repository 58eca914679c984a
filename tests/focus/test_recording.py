"""What would be sent is told, with no secret in it, and nothing is sent."""

from __future__ import annotations

import json
import socket
import subprocess
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from focus.errors import ProviderError
from focus.presence import Level, Presence
from focus.providers import Field, Means, Provider, ProviderSpec, Value, discover
from focus.recording import HIDDEN, Asked, Recording, hidden, opened, requests
from focus.web import Unknown, found, identifier, instant, several, text, whole
from tests.focus.chat import SPEC as CHAT

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
SAMPLES: Mapping[str, Value] = {
    "url": "https://example.org/x",
    "path": "/nowhere/presence.json",
    "command": "true now",
    "client_id": "123456789012345678",
    "jid": "me@example.org",
    "user": "me@example.org",
    "user_id": "@me:example.org",
    "email": "me@example.org",
    "on": "Focus on",
    "off": "Focus off",
}
"""For fields without a default."""
OF_ITS_OWN: Mapping[str, Mapping[str, Value]] = {"slack": {"url": "https://acme.slack.com"}}


def values(spec: ProviderSpec) -> dict[str, Value]:
    samples = {**SAMPLES, **OF_ITS_OWN.get(spec.name, {})}
    given = {
        field.name: samples.get(field.name) if field.default is None else field.default
        for field in spec.fields
        if field.kind not in {"secret", "grant"}
    }
    return {
        name: value if value is not None else "sample"
        for name, value in given.items()
        if value is not None or next(one.required for one in spec.fields if one.name == name)
    }


def wanted(level: Level, hours: float) -> Presence:
    return Presence(level, "In focus until 11:00", "", NOW + timedelta(hours=hours))


@pytest.fixture
def nothing_goes_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: Any, **__: Any) -> Any:
        raise AssertionError("something was done")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(subprocess, "Popen", refused)
    monkeypatch.setattr("os.replace", refused)


@pytest.mark.parametrize("name", sorted(discover()))
@pytest.mark.usefixtures("nothing_goes_out")
def test_every_provider_says_what_it_would_send(name: str) -> None:
    spec = discover()[name]
    asked = requests(spec, values(spec), wanted(spec.level, 1), NOW)
    changing = [one for one in asked if one.method not in {"GET", "PROPFIND", "REPORT"}]
    assert changing, asked
    assert all(one.url for one in asked)
    json.dumps([asdict(one) for one in asked])
    lasting = any(part.lasting for part in opened(spec, values(spec), NOW).parts)
    if spec.expires and lasting:
        # Another end, and nothing else, changes what is sent. What ends with our connection needs none.
        assert requests(spec, values(spec), wanted(spec.level, 5), NOW) != asked


@pytest.mark.parametrize("name", sorted(discover()))
def test_no_secret_is_in_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A provider is given none: what stands in its place is hidden too, however it is sent."""
    spec = discover()[name]
    given: dict[str, str] = {}

    def open_(values: Mapping[str, Value], secrets: Mapping[str, str], means: Means) -> Provider:
        given.update(secrets)
        return spec.open(values, secrets, means)

    asked = requests(replace(spec, open=open_), values(spec), wanted(spec.level, 1), NOW)
    assert set(given) == {field.name for field in spec.fields if field.kind in {"secret", "grant"}}
    assert all(HIDDEN in secret for secret in given.values())
    for one in asked:
        for header, value in one.headers.items():
            if header.lower() == "authorization":
                assert value.split()[-1] == HIDDEN


def test_what_would_be_asked_stands_in_order() -> None:
    asked = requests(CHAT, {"url": "https://me:pass@chat.example.org/", "emoji": ":lock:"}, wanted(Level.BUSY, 1), NOW)
    assert [(one.method, one.url) for one in asked] == [
        ("GET", "https://chat.example.org/user"),
        ("GET", "https://chat.example.org/user"),
        ("PUT", "https://chat.example.org/users/{id}/status?private_token=***"),
        ("GET", "https://chat.example.org/user"),
    ]
    assert asked[2].headers == {"Authorization": "Bearer ***", "Content-Type": "application/json"}
    assert asked[2].body == {"message": "In focus until 11:00", "busy": True, "until": "2026-11-23T09:00:00+00:00"}
    assert asked[0].body is None


def test_nothing_to_show_is_nothing_to_send() -> None:
    assert requests(CHAT, {}, Presence(), NOW) == []


def test_what_cannot_be_opened_says_why() -> None:
    spec = discover()["discord"]
    with pytest.raises(ProviderError, match="long number"):
        requests(spec, {"client_id": "x"}, wanted(Level.TEXT, 1), NOW)


def recorded(**headers: str) -> tuple[Recording, list[Asked]]:
    noted: list[Asked] = []
    return Recording("https://example.org/api/", headers, noted.append), noted


@pytest.mark.parametrize(
    ("header", "value", "told"),
    [
        ("Authorization", "Basic bWU6c2VjcmV0", "Basic ***"),
        ("Authorization", "lin_api_secret", "***"),
        ("PRIVATE-TOKEN", "secret", "***"),
        ("X-Auth-Token", "secret", "***"),
        ("Cookie", "secret", "***"),
        ("OCS-APIRequest", "true", "true"),
    ],
)
def test_headers_that_sign_in_are_hidden(header: str, value: str, told: str) -> None:
    web, noted = recorded(**{header: value})
    web.ask("GET", "x")
    assert noted[0].headers == {header: told}


def test_a_secret_in_a_query_a_form_and_a_body_is_hidden() -> None:
    web, noted = recorded()
    web.ask("GET", "x?api_key=a&q=b c", {"access_token": "a", "on": True, "n": 3})
    web.ask("POST", "/x", form={"token": "a", "text": "b"})
    web.ask("POST", "https://example.org/%7Bid%7D", body={"a": {"password": "a"}, "list": [1, None, {"secret": "b"}]})
    web.ask("PUT", "x", content="é".encode(), headers={"Content-Type": "text/calendar"})
    assert noted == [
        Asked("GET", "https://example.org/api/x?api_key=***&q=b%20c&access_token=***&on=true&n=3"),
        Asked(
            "POST",
            "https://example.org/api/x",
            {"Content-Type": "application/x-www-form-urlencoded"},
            {"token": "***", "text": "b"},
        ),
        Asked(
            "POST",
            "https://example.org/{id}",
            {"Content-Type": "application/json"},
            {"a": {"password": "***"}, "list": [1, None, {"secret": "***"}]},
        ),
        Asked("PUT", "https://example.org/api/x", {"Content-Type": "text/calendar"}, "é"),
    ]
    assert web.host == "example.org"


def test_the_answers_are_what_only_the_service_could_tell() -> None:
    web, _ = recorded()
    answer = web.ask("POST", "x", expects=(201,))
    assert (answer.status, answer.body, dict(answer.headers)) == (201, b"", {})
    assert text(answer.data, "user", "id") == "{id}"
    assert (whole(answer.data, "n"), instant(answer.data, "at"), list(answer.data)) == (0, None, [])
    assert found(answer.data, "ok") == Unknown("ok")
    assert hidden(found(answer.data, "ok")) == "{ok}"


def test_a_secret_that_is_an_address_has_the_shape_of_one() -> None:
    seen: dict[str, str] = {}

    def open_(values: Mapping[str, Value], secrets: Mapping[str, str], means: Means) -> Provider:
        seen.update(secrets)
        return Provider((), lambda: None)

    spec = replace(CHAT, fields=(Field("hook_url", "Address", kind="secret"), Field("pin", "Pin", kind="secret")))
    opened(replace(spec, open=open_), {}, NOW)
    assert seen == {"hook_url": "https://***/", "pin": "***"}


def test_a_list_that_only_the_service_knows_is_empty() -> None:
    assert several(Unknown(), "items") == []
    assert several({"items": [1]}, "items") == [1]
    assert several({"items": {}}, "items") is None


def test_an_id_is_one_that_can_stand_in_an_address() -> None:
    assert identifier({"id": "a1-B_2.c"}, "id") == "a1-B_2.c"
    assert identifier(Unknown(), "id") == "{id}"
    for wrong in ("", "../x", "a/b", "{id}", "é", "-a"):
        assert identifier({"id": wrong}, "id") == ""


def test_a_service_of_a_team_is_never_do_not_disturb_unless_the_person_says_so() -> None:
    loud = {name for name, spec in discover().items() if spec.usual is Level.DO_NOT_DISTURB}
    assert loud <= {"command", "desktop", "file", "shortcuts", "webhook"}
    assert all(not discover()[name].source and not discover()[name].authority for name in loud)
