from __future__ import annotations

from desktop.core.settings.fields import counts
from focus.fields import bearer, sign_in
from focus.providers import Value, discover


def asked(values: dict[str, Value]) -> list[str]:
    fields = sign_in("")
    return [field.name for field in fields if counts(field, fields, values)]


def test_a_sign_in_asks_for_one_of_two() -> None:
    assert asked({}) == ["sign_in", "client_id", "client_secret", "grant", "issuer"]
    assert asked({"sign_in": "token"}) == ["sign_in", "token"]


def test_a_token_is_sent_as_it_is_and_a_grant_s_as_it_is_renewed() -> None:
    secrets = {"token": "t0ken", "grant": "{}"}
    assert bearer({"sign_in": "token"}, secrets) == {"Authorization": "Bearer t0ken"}
    assert bearer({"sign_in": "oauth2"}, secrets) == bearer({}, secrets) == {"Authorization": "Bearer {token}"}


def test_who_has_a_grant_says_where_it_is_from_and_what_for() -> None:
    with_grant = [spec for spec in discover().values() if any(field.kind == "grant" for field in spec.fields)]
    assert {spec.name for spec in with_grant} == {"teams", "google_chat", "google_calendar"}
    assert all(spec.authority and spec.scope for spec in with_grant)
    assert not any(spec.authority for spec in discover().values() if spec not in with_grant)
