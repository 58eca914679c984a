"""What every source of mentions promises, whatever tool it asks. A source's test subclasses this and gives it a
`double`: a server on the loopback that answers as its vendor says (`tests.servers.web`)."""

from __future__ import annotations

import random
import time
from abc import abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from inbox.errors import Broken, Gone, Offline, SignInRefused, SourceError, Unsupported, WrongSetting
from inbox.sources import LookBack, Start
from inbox.wakeup import Wakeup
from inbox.writing import Outcome, Standing, Stands, What
from tests.contract.feeds import (
    TOKEN,
    Double,
    carried_out,
    change,
    everything,
    is_as_promised,
    now,
    numbers,
    opened,
    twisted,
)  # fmt: skip
from tests.contract.source_contract import SpecContract
from tests.servers.web import PAGE, Asked, Says, Web


class FeedContract(SpecContract):
    """Overridden where a tool differs: `refused`, `errors`, and what cannot be done there."""

    marks = True
    """Things there can be marked as read."""
    unmarks = True
    """And as unread again."""
    pages = True
    """There are lists that come page by page."""
    most_requests = 1000
    """For 5,000 things that came at once."""
    errors: Mapping[int, type[SourceError]] = {
        401: SignInRefused, 403: SignInRefused, 404: Unsupported, 410: Gone, 429: Offline, 500: Offline, 502: Offline,
        503: Offline,
    }  # fmt: skip

    @pytest.fixture
    @abstractmethod
    def double(self) -> Iterator[Double]: ...

    @pytest.fixture(autouse=True)
    def _as_its_vendor_describes(self, double: Double) -> Iterator[None]:
        """Every request of every test, where there is a description (`tests.descriptions`)."""
        yield
        assert double.web.violations == []

    def refused(self, status: int) -> Says:
        """How the tool says so, by its documentation."""
        return Says(status, {"message": "said the server"}, {"Retry-After": "77"} if status == 429 else {})

    def test_says_that_it_tells_of_mentions(self) -> None:
        assert self.spec.mentions
        assert {"done_marks_read", "read_elsewhere_is_done", "ca_file"} <= {field.name for field in self.spec.fields}

    # ------------------------------------------------------------------------------------------- reading

    def test_gives_everything_once_oldest_first(self, double: Double) -> None:
        double.tell(1, 2, 3, 4, 5)
        with opened(double) as source:
            found, cursor = everything(source)
            again, same = everything(source, cursor)
        assert numbers(found) == [1, 2, 3, 4, 5]
        assert again == []
        assert same == cursor
        for one in found:
            is_as_promised(one)
        assert len({one.content_key for one in found}) == 5

    def test_an_empty_place_has_a_cursor_too(self, double: Double) -> None:
        with opened(double) as source:
            found, cursor = everything(source)
            assert (found, bool(cursor)) == ([], True)
            double.tell(1)
            later, _ = everything(source, cursor)
        assert numbers(later) == [1]

    def test_goes_on_after_a_cursor_even_in_another_process(self, double: Double) -> None:
        double.tell(1, 2)
        with opened(double) as source:
            _, cursor = everything(source)
        double.tell(3)
        with opened(double) as source:
            found, _ = everything(source, cursor)
        assert numbers(found) == [3]

    def test_what_was_not_stored_comes_again_under_the_same_key(self, double: Double) -> None:
        double.tell(1, 2)
        with opened(double) as source:
            first, _ = everything(source)
            second, _ = everything(source)
        assert first == second
        assert len({one.key for one in first}) == 2

    def test_a_reader_may_stop_in_the_middle(self, double: Double) -> None:
        double.tell(1, 2, 3)
        with opened(double) as source:
            portions = source.fetch("", now())
            next(portions)
            portions.close()  # type: ignore[attr-defined]
            found, _ = everything(source)
        assert numbers(found) == [1, 2, 3]

    def test_the_first_time_takes_no_more_than_told(self, double: Double) -> None:
        double.tell(*range(1, 8))
        with opened(double, Start(days=14, mails=3)) as source:
            found, cursor = everything(source)
            more, _ = everything(source, cursor)
        assert numbers(found) == [5, 6, 7]
        assert more == []

    def test_none_the_first_time_still_means_those_that_come(self, double: Double) -> None:
        double.tell(1, 2)
        with opened(double, Start(days=14, mails=0)) as source:
            found, cursor = everything(source)
            double.tell(3)
            later, _ = everything(source, cursor)
        assert found == []
        assert numbers(later) == [3]

    def test_nothing_is_older_than_told_the_first_time(self, double: Double) -> None:
        double.tell(1, 2)
        with opened(double, Start(days=0, mails=500)) as source:
            found, cursor = everything(source)
            assert found == []
            assert everything(source, cursor)[0] == []

    def test_a_cursor_of_another_kind_begins_anew(self, double: Double) -> None:
        double.tell(1, 2)
        with opened(double) as source:
            for cursor in ("nonsense", "[]", "7", '{"stamp": "x"}', '{"names": []}', '{"INBOX": [1]}', "null"):
                assert numbers(everything(source, cursor)[0]) == [1, 2], cursor

    def test_what_a_stranger_wrote_is_made_fit(self, double: Double) -> None:
        double.tell(1, text="a\0b\x1b[31m \ud800 \u202e thing\r\nBcc: x\u2028" + "long " * 50_000)
        with opened(double) as source:
            (one,), _ = everything(source)
        is_as_promised(one)
        assert len(one.text) <= 100_000

    def test_looking_changes_nothing(self, double: Double) -> None:
        double.tell(1, 2)
        with opened(double) as source:
            probe = source.probe()
            assert probe.server
            assert probe.auth
            assert numbers(everything(source)[0]) == [1, 2]
            assert set(source.standing([one.key for one in everything(source)[0]]).values()) <= {Standing.UNREAD}

    def test_has_no_mail_and_no_history(self, double: Double) -> None:
        double.tell(1)
        with opened(double) as source:
            (one,), cursor = everything(source)
            with pytest.raises(Gone):
                source.message(one.key)
            assert source.look_back(LookBack(now(), now(), cursor, "", lambda names: names)).over
            assert source.mailboxes() == ()

    def test_a_wake_up_ends_a_wait(self, double: Double) -> None:
        wakeup = Wakeup()
        with opened(double) as source:
            everything(source)
            wakeup.wake()
            begin = time.monotonic()
            source.wait(wakeup, 60.0)
            assert time.monotonic() - begin < 30
        wakeup.close()

    # ----------------------------------------------------------------------------------- changing there

    def test_how_things_stand_there(self, double: Double) -> None:
        double.tell(1, 2)
        with opened(double) as source:
            found, _ = everything(source)
            first, second = (one.key for one in found)
            before = source.standing([first, second])
            double.read_there(1)
            after = source.standing([first, second])
            assert source.standing([]) == {}
            assert set(source.standing(["", "nonsense", "a:b:c"]).values()) <= {Standing.READ, Standing.GONE}
        assert set(before.values()) <= {Standing.UNREAD}
        if self.marks:
            assert before == {first: Standing.UNREAD, second: Standing.UNREAD}
            assert after[first] in {Standing.READ, Standing.GONE}
            assert after[second] is Standing.UNREAD

    def test_marks_as_read_and_takes_it_back(self, double: Double) -> None:
        double.tell(1, 2)
        with opened(double) as source:
            found, _ = everything(source)
            first, second = (one.key for one in found)
            outcome = carried_out(source, change(first))
            if not self.marks:
                assert (outcome.stands, bool(outcome.problem)) == (Stands.OFF, True)  # it is not tried again
                return
            assert outcome == Outcome(Stands.ON)
            assert source.standing([first, second])[first] is not Standing.UNREAD
            assert source.standing([first, second])[second] is Standing.UNREAD
            back = carried_out(source, change(first, wanted=False, stands=Stands.ON))
            assert back == Outcome(Stands.OFF)
            if self.unmarks:
                assert source.standing([first]) == {first: Standing.UNREAD}

    def test_what_was_read_before_us_is_found_so(self, double: Double) -> None:
        if not self.marks:
            pytest.skip("nothing can be marked there")
        double.tell(1)
        with opened(double) as source:
            (one,), _ = everything(source)
            double.read_there(1)
            assert carried_out(source, change(one.key)) == Outcome(Stands.FOUND)
            archive = replace(change(one.key), what=What.ARCHIVE)
            assert carried_out(source, archive).problem == Unsupported.code

    # -------------------------------------------------------------------------------------------- errors

    def test_each_refusal_ends_in_its_state(self, double: Double) -> None:
        double.tell(1)
        with opened(double) as source:
            for status, error in self.errors.items():
                says = self.refused(status)
                double.web.instead = lambda _, says=says: says
                with pytest.raises(SourceError) as caught:
                    everything(source)
                assert type(caught.value) is error, status
                if status == 429:
                    assert caught.value.wait_seconds == 77
                with pytest.raises(SourceError) as probed:
                    source.probe()
                assert type(probed.value) is error, status
            double.web.instead = None
            assert numbers(everything(source)[0]) == [1]

    def test_a_web_page_names_the_address(self, double: Double) -> None:
        with opened(double) as source:
            for status in (200, 404):
                double.web.instead = lambda _, status=status: Says(
                    status, body=PAGE, headers={"Content-Type": "text/html"}
                )
                with pytest.raises(WrongSetting) as caught:
                    everything(source)
                assert caught.value.field == "url"

    def test_an_address_that_is_none_is_named(self, double: Double) -> None:
        for url in ("nonsense", "http://example.org", "https://", "ftp://example.org"):
            with pytest.raises(WrongSetting) as caught:
                everything(double.open(Start(), url=url))
            assert caught.value.field == "url"
            assert caught.value.detail

    def test_nothing_goes_to_another_host(self, double: Double) -> None:
        with Web(lambda _: Says(200, [])) as elsewhere, opened(double) as source:
            double.web.instead = lambda asked: Says(302, None, {"Location": elsewhere.url + asked.path})
            with pytest.raises(Broken):
                everything(source)
            with pytest.raises(Broken):
                source.probe()
            assert elsewhere.asked == []

    def test_no_page_is_asked_for_at_another_host(self, double: Double) -> None:
        double.tell(1)
        link = '<{}/x?page=2>; rel="next"'
        with Web(lambda _: Says(200, [])) as elsewhere, opened(double) as source:
            answer = double.web.answer

            def leading_away(asked: Asked) -> Says | None:
                says = answer(asked)
                return says and replace(says, headers={**says.headers, "Link": link.format(elsewhere.url)})

            double.web.instead = leading_away
            with suppress(SourceError):
                everything(source)
            assert elsewhere.asked == []

    def test_the_secret_is_in_no_address(self, double: Double) -> None:
        double.tell(1)
        with opened(double) as source:
            everything(source)
            source.probe()
        assert double.web.asked
        for asked in double.web.asked:
            assert TOKEN not in str((asked.path, asked.query)), asked

    def test_no_answer_however_odd_is_an_error_of_ours(self, double: Double) -> None:
        double.tell(1, 2, 3)
        whole: list[Any] = [None, [], {}, 0, "", [None], [[]], [{}], [1, "a"], {"a": {}}, True]
        chance = random.Random(7)
        with opened(double) as source:
            found, cursor = everything(source)
            for number in range(150):
                plain = whole[number] if number < len(whole) else None
                double.web.twist = partial(_instead, plain) if number < len(whole) else partial(twisted, chance=chance)
                for ask in (lambda: everything(source), lambda: everything(source, cursor), source.probe):
                    try:
                        told: Any = ask()
                    except SourceError:
                        continue
                    for one in told[0] if isinstance(told, tuple) else []:
                        is_as_promised(one)
                with suppress(SourceError):
                    assert set(source.standing([one.key for one in found]).values()) <= set(Standing)

    # --------------------------------------------------------------------------------------------- masses

    def test_five_thousand_at_once(self, double: Double) -> None:
        with opened(double) as source:
            _, cursor = everything(source)
            double.tell(*range(1, 5001))
            double.web.asked.clear()
            portions = list(source.fetch(cursor, now()))
            found = [one for portion in portions for one in portion.arrivals]
            again, _ = everything(source, portions[-1].cursor)
        assert numbers(found) == list(range(1, 5001))
        assert len({one.key for one in found}) == 5000
        assert again == []
        assert len(double.web.asked) <= self.most_requests
        if self.pages:
            assert max(len(portion.arrivals) for portion in portions) <= 1000

    def test_what_is_read_there_in_the_midst_hides_nothing(self, double: Double) -> None:
        """The pages that follow move up by one."""
        if not self.pages:
            pytest.skip("nothing comes page by page there")
        met: list[str] = []

        def reading_along(asked: Asked) -> None:
            if met.count(asked.path) == 1:
                double.read_there(250)
            met.append(asked.path)

        with opened(double) as source:
            _, cursor = everything(source)
            double.tell(*range(1, 251))
            double.web.instead = reading_along
            found, cursor = everything(source, cursor)
            again, _ = everything(source, cursor)
        assert sorted({*numbers(found), 250}) == list(range(1, 251))
        assert again == []

    def test_pages_without_an_end_come_to_one(self, double: Double) -> None:
        if not self.pages:
            pytest.skip("nothing comes page by page there")
        double.tell(*range(1, 4))
        with opened(double) as source:
            _, cursor = everything(source)
            double.loop()
            for known in ("", cursor):
                double.web.asked.clear()
                with suppress(Broken):
                    everything(source, known)
                assert len(double.web.asked) <= 1100


def _instead(given: Any, _: Any) -> Any:
    return given
