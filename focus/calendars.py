"""Which calendar is meant, found from the address of a server, of a person there, or of the calendar itself.

RFC 6764 (where to begin), 5397 (who one is), 4791 6.2.1 (where one's calendars are), 6638 9.2 (which is the usual one).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import unquote, urljoin, urlsplit

from focus import dav
from focus.dav import CALDAV, DAV, Resource
from focus.errors import Broken, WrongSetting
from focus.web import Answer, Web

_XML: Final = "application/xml; charset=utf-8"
_KIND, _NAME = f"{DAV}resourcetype", f"{DAV}displayname"
_ME, _HOME = f"{DAV}current-user-principal", f"{CALDAV}calendar-home-set"
_INBOX, _USUAL = f"{CALDAV}schedule-inbox-URL", f"{CALDAV}schedule-default-calendar-URL"
_TAKES, _CALENDAR = f"{CALDAV}supported-calendar-component-set", f"{CALDAV}calendar"
_REDIRECTS: Final = (301, 302, 307, 308)
_MOST_REDIRECTS: Final = 5
_NOT_HERE: Final = (404, 405, 501)
_WELL_KNOWN: Final = "/.well-known/caldav"


class Calendars:
    """`web`: what asks the host of an address. `name`: of the calendar that is meant; '' where there is one, or the
    usual one is. Used by one thread at a time."""

    def __init__(self, web: Callable[[str], Web], address: str, name: str) -> None:
        self._connect = web
        self._address = address.strip()
        self._name = name.strip()
        self._webs: dict[str, Web] = {}
        self._chosen = ""
        self._web(self._address)

    def chosen(self) -> str:
        """The calendar's whole address. Asked for once. Raises WrongSetting ("url", "calendar") and `focus.errors`."""
        if not self._chosen:
            self._chosen = self._found()
        return self._chosen

    def ask(self, method: str, url: str, **sent: Any) -> Answer:
        """As `Web.ask`, of any host the server has its calendars at; the answer is no JSON."""
        return self._web(url).ask(method, url, raw=True, **sent)

    def close(self) -> None:
        for web in self._webs.values():
            web.close()

    def _web(self, url: str) -> Web:
        """Who has the password may name another host of theirs: over https, which `web` sees to."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._webs:
            self._webs[origin] = self._connect(url if not self._webs else origin)
        return self._webs[origin]

    def _found(self) -> str:
        url, here = self._one(self._address, _KIND, _ME, _HOME, expects=(207, *_NOT_HERE))
        if here is not None and here.has(_KIND, _CALENDAR):
            return url
        if here is None or not (here.href_in(_ME) or here.href_in(_HOME)):
            url, here = self._one(urljoin(self._address, _WELL_KNOWN), _ME, _HOME, expects=(207, *_NOT_HERE))
        if here is not None and not here.href_in(_HOME) and here.href_in(_ME):
            url, here = self._one(urljoin(url, here.href_in(_ME)), _HOME, _INBOX)
        home = "" if here is None else here.href_in(_HOME)
        if here is None or not home:
            raise WrongSetting("url", "There is no calendar at this address, and it does not tell where yours are.")
        inbox = here.href_in(_INBOX)
        return self._pick(urljoin(url, home), urljoin(url, inbox) if inbox else "")

    def _pick(self, home: str, inbox: str) -> str:
        home, found = self._all(home, "1", _KIND, _NAME, _TAKES)
        calendars = {urljoin(home, one.href): one for one in found if one.href and _takes_events(one)}
        if self._name:
            meant = [url for url, one in calendars.items() if self._name in {one.text(_NAME), _last(url)}]
            if len(meant) == 1:
                return meant[0]
            told = (
                f"There is no calendar {self._name!r}" if not meant else f"Several calendars are called {self._name!r}"
            )
            raise WrongSetting("calendar", f"{told}. {_told(calendars)}")
        if len(calendars) == 1:
            return next(iter(calendars))
        usual = self._one(inbox, _USUAL, expects=(207, 403, 404))[1] if inbox and calendars else None
        url = urljoin(home, usual.href_in(_USUAL)) if usual is not None and usual.href_in(_USUAL) else ""
        if url in calendars:
            return url
        raise WrongSetting("calendar", f"Which calendar? {_told(calendars)}")

    def _one(self, url: str, *names: str, expects: tuple[int, ...] = (207,)) -> tuple[str, Resource | None]:
        """Where it is by now, and what it tells of itself; None where there is none."""
        url, found = self._all(url, "0", *names, expects=expects)
        return url, found[0] if found else None

    def _all(
        self, url: str, depth: str, *names: str, expects: tuple[int, ...] = (207,)
    ) -> tuple[str, tuple[Resource, ...]]:
        headers = {"Content-Type": _XML, "Depth": depth}
        for _ in range(_MOST_REDIRECTS):
            answer = self.ask(
                "PROPFIND", url, content=dav.propfind(*names), headers=headers, expects=(*expects, *_REDIRECTS)
            )
            if answer.status == 207:
                return url, dav.resources(answer.body)
            if answer.status not in _REDIRECTS:
                return url, ()
            try:
                url = urljoin(url, answer.headers.get("location", ""))
            except ValueError as error:
                raise Broken("The server sends its callers on to what is no address.") from error
        raise Broken("The server sends its callers round in circles.")


def _takes_events(one: Resource) -> bool:
    """RFC 4791 5.2.3: where it does not say, it takes any."""
    takes = one.property(_TAKES)
    kinds = {kind.get("name", "").upper() for kind in takes} if takes is not None else {"VEVENT"}
    return one.has(_KIND, _CALENDAR) and "VEVENT" in kinds


def _last(url: str) -> str:
    return unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2])


def _told(calendars: Mapping[str, Resource]) -> str:
    if not calendars:
        return "You have none there that takes events."
    return f"There are: {', '.join(sorted(one.text(_NAME) or _last(url) for url, one in calendars.items()))}."
