"""That what a project tool tells over its API has the names it has by mail: two ways to one thing are one item."""

from __future__ import annotations

import pytest

from inbox.item import Arrival
from inbox.mail.mentions import Known, Mention
from inbox.sources import Start
from tests.contract.feeds import Double, everything
from tests.inbox.mail.letters import letter, notified
from tests.servers.basecamp import Basecamp
from tests.servers.discourse import Discourse
from tests.servers.linear import Linear
from tests.servers.trello import Trello

HOST = "talk.example.org"


def over_the_api(double: Double) -> Arrival:
    with double.web:
        source = double.open(Start())
        (one,), _ = everything(source)
        source.close()
    return one


def by_mail(sender: str, domain: str, link: str, **fields: str) -> Mention:
    content = letter(f"Ada <{sender}>", "Mend it", text=f"Look.\n{link}", signed=domain, **fields)
    found = notified(content, Known(hosts=(HOST,)))
    assert found is not None
    assert found.verified
    return found.mention


@pytest.mark.parametrize(
    ("made", "sender", "domain"),
    [
        (Linear, "notifications@linear.app", "linear.app"),
        (Trello, "do-not-reply@trello.com", "trello.com"),
        (Basecamp, "notifications@app.basecamp.com", "basecamp.com"),
    ],
)
def test_what_is_led_to_by_the_same_link(made: type[Double], sender: str, domain: str) -> None:
    double = made()
    double.tell(1)
    one = over_the_api(double)
    mention = by_mail(sender, domain, one.link)
    assert (mention.thread, (mention.event,)) == (one.thread, one.events)
    assert mention.event


def test_a_comment_in_basecamp() -> None:
    basecamp = Basecamp()
    link = "https://3.basecamp.com/195539477/buckets/2/todos/7#__recording_56"
    basecamp.tell(1, app_url=link)
    mention = by_mail("notifications@app.basecamp.com", "basecamp.com", link)
    assert (mention.event,) == over_the_api(basecamp).events


def test_a_post_in_discourse() -> None:
    discourse = Discourse()
    discourse.tell(1)
    one = over_the_api(discourse)
    site = one.link.removeprefix("https://").partition("/t/")[0]
    ids = {"Message_ID": f"<topic/1/99.f3a@{HOST}>", "References": f"<topic/1@{HOST}>"}
    mention = by_mail(f"noreply@{HOST}", HOST, one.link.replace(site, f"{HOST}/forum"), **ids)
    assert mention.thread == one.thread.replace(site, f"{HOST}/forum")
    assert (mention.event,) == tuple(name.replace(site, f"{HOST}/forum") for name in one.events)
