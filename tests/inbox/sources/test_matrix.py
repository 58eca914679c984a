"""Matrix's notifications, asked from a server that answers as the specification says. A real one: see
`test_matrix_synapse`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from inbox.errors import Offline, SignInRefused
from inbox.sources import Start, Terms
from inbox.sources.matrix import SPEC
from inbox.writing import Standing
from tests.contract.feed_contract import FeedContract
from tests.contract.feeds import Double, everything, numbers, opened
from tests.servers.matrix import Matrix
from tests.servers.web import Says


@pytest.fixture
def matrix() -> Iterator[Matrix]:
    found = Matrix()
    with found.web:
        yield found


class TestMatrix(FeedContract):
    spec = SPEC
    unmarks = False

    @pytest.fixture
    def double(self, matrix: Matrix) -> Double:
        return matrix

    def refused(self, status: int) -> Says:
        codes = {401: "M_UNKNOWN_TOKEN", 403: "M_FORBIDDEN", 404: "M_UNRECOGNIZED", 429: "M_LIMIT_EXCEEDED"}
        body = {"errcode": codes.get(status, "M_UNKNOWN"), "error": "said the server"}
        return Says(status, body, {"Retry-After": "77"} if status == 429 else {})


def test_a_page_that_is_known_no_more_is_begun_anew(matrix: Matrix) -> None:
    matrix.tell(*range(1, 70))
    bad = Says(400, {"errcode": "M_INVALID_PARAM", "error": "unrecognised token"})
    with opened(matrix) as source:
        matrix.web.instead = lambda asked: bad if asked.one("from") else None
        with pytest.raises(Offline):
            everything(source)
        matrix.web.instead = None
        assert numbers(everything(source)[0]) == list(range(1, 70))


def test_a_session_that_was_ended_softly_wants_a_new_token(matrix: Matrix) -> None:
    ended = Says(401, {"errcode": "M_UNKNOWN_TOKEN", "error": "Token expired", "soft_logout": True})
    with opened(matrix) as source:
        matrix.web.instead = lambda _: ended
        with pytest.raises(SignInRefused, match="Token expired"):
            everything(source)


def test_only_what_names_the_person_is_asked_for_without_the_switches(matrix: Matrix) -> None:
    source = SPEC.open({"url": matrix.web.url, "direct_messages": False}, {"token": "s3cret-of-the-tests"}, _terms())
    everything(source)
    source.close()
    (asked,) = [one for one in matrix.web.asked if one.path.endswith("/notifications")]
    assert asked.one("only") == "highlight"
    assert not any("sync" in one.path for one in matrix.web.asked)


def test_what_names_nobody_takes_nobodys_place(matrix: Matrix) -> None:
    matrix.tell(1, 2)
    matrix.chat(600)
    with opened(matrix, Start(days=14, mails=2)) as source:
        found, cursor = everything(source)
        assert numbers(found) == [1, 2]
        assert everything(source, cursor)[0] == []
        matrix.web.asked.clear()
        matrix.read_there(1)
        first, second = (one.key for one in found)
        assert source.standing([first, second]) == {first: Standing.READ, second: Standing.UNREAD}
        assert len(matrix.web.asked) == 1


def _terms() -> Terms:
    return Terms(Start())
