"""Words, levels and one sign-in for source and provider, on the real engine and a GitLab."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import keyring
import pytest

from desktop.core.desk import Desk, RequestError
from desktop.core.heartbeat import EngineThread
from desktop.core.opening import engine_thread
from desktop.core.paths import Paths
from desktop.core.requests import answer
from desktop.core.secrets import Secrets
from desktop.core.settings.model import ProviderSettings
from focus.levels import Levels
from focus.presence import Level, Presence
from focus.providers import ProviderSpec, discover
from focus.wording import Wording
from tests.contract.feeds import TOKEN
from tests.desktop.cli.conftest import Ring
from tests.servers.gitlab import GitLab
from tests.waiting import until

HOUR = timedelta(hours=1)


class App:
    def __init__(self, folder: Path, server: GitLab) -> None:
        paths = Paths.of(folder / "p")
        paths.prepare()
        self.file = paths.settings_file
        account = f'[[account]]\nname = "work"\nkind = "gitlab"\nurl = "{server.web.url}"\npoll_seconds = 3600\n'
        self.file.write_text("provider = []\n[schedule]\nspan = []\n" + account)
        self.secrets = Secrets("test")
        self.secrets.put("work", "token", TOKEN)
        self.engine: EngineThread = engine_thread(paths, lambda _: None, live=True, secrets=self.secrets)
        self.engine.start().result(60)

    def ask(self, fn: Callable[[Desk], Any]) -> Any:
        return self.engine.call(fn).result(40)

    def request(self, request: str, /, **given: Any) -> Any:
        return answer(self.engine, {"request": request, **given}, lambda: False)

    def add(self, **more: Any) -> None:
        assert self.ask(lambda desk: desk.add_provider("chat", "gitlab", {}, {}, account="work", **more)) == ""

    def line(self) -> Any:
        return next(line for line in self.ask(lambda desk: desk.presence()) if line.name == "chat")


@pytest.fixture
def server() -> Iterator[GitLab]:
    double = GitLab()
    with double.web:
        yield double


@pytest.fixture
def app(tmp_path: Path, server: GitLab) -> Iterator[App]:
    before = keyring.get_keyring()
    keyring.set_keyring(Ring())
    found = App(tmp_path, server)
    yield found
    assert found.engine.stop(60)
    keyring.set_keyring(before)


def status(server: GitLab) -> Presence:
    return server.shown()["status"]


def test_one_token_serves_both_and_a_new_one_serves_both(app: App, server: GitLab) -> None:
    app.add()
    assert app.ask(lambda desk: desk.accounts())[0].provider == "chat"
    assert app.line().sign_in == "work"
    app.ask(lambda desk: desk.focus(length=HOUR))
    until(lambda: status(server).level is Level.BUSY)
    server.token = "another-token-of-hers"
    app.ask(lambda desk: desk.heal())
    assert app.line().problem == "sign_in_refused"
    values = app.ask(lambda desk: desk.account("work")).values
    app.ask(lambda desk: desk.change_account("work", values, {"token": server.token}))
    app.ask(lambda desk: desk.heal())
    until(lambda: app.line().problem == "")
    assert app.secrets.get("provider:chat", "token") is None
    app.ask(lambda desk: desk.stop_focus())
    until(lambda: status(server).blank)


def test_with_its_account_a_provider_is_put_back_and_goes(app: App, server: GitLab) -> None:
    mine = Presence(Level.TEXT, "on the train", "train")
    server.by_hand("status", mine)
    app.add()
    app.ask(lambda desk: desk.focus(length=HOUR))
    until(lambda: status(server).level is Level.BUSY)
    assert app.ask(lambda desk: desk.remove_account("work")) == ""
    assert status(server) == mine
    assert app.ask(lambda desk: desk.presence()) == ()
    assert "gitlab" not in app.file.read_text()
    assert app.secrets.get("work", "token") is None


@pytest.mark.logs("provider chat")
def test_where_it_cannot_be_put_back_the_token_stays(app: App, server: GitLab) -> None:
    app.add()
    app.ask(lambda desk: desk.focus(length=HOUR))
    until(lambda: status(server).level is Level.BUSY)
    server.token = "of-somebody-else"
    assert "may still show you as busy" in app.ask(lambda desk: desk.remove_account("work"))
    assert app.secrets.get("work", "token") == TOKEN


def test_an_account_that_does_not_sign_in_there_is_refused(app: App) -> None:
    with pytest.raises(RequestError, match=r"does not sign in to A file.*set up by itself"):
        app.ask(lambda desk: desk.add_provider("bar", "file", {"path": "/x"}, {}, account="work"))
    with pytest.raises(RequestError, match='no account named "nobody"'):
        app.ask(lambda desk: desk.add_provider("bar", "gitlab", {}, {}, account="nobody"))
    assert app.ask(lambda desk: desk.presence()) == ()


def test_a_block_and_a_provider_say_how_strongly(app: App, server: GitLab) -> None:
    app.add(level=Level.TEXT, text="Back at {end}")
    app.ask(lambda desk: desk.focus(length=HOUR))
    until(lambda: status(server).text.startswith("Back at "))
    assert status(server).level is Level.TEXT
    app.ask(lambda desk: desk.focus(length=HOUR, presence=Levels(Level.BUSY)))
    until(lambda: status(server).level is Level.BUSY)
    app.ask(lambda desk: desk.focus(length=HOUR, presence=Levels(on=(("chat", Level.AVAILABLE),))))
    until(lambda: status(server).blank)
    with pytest.raises(RequestError, match="Nothing was changed"):
        app.ask(lambda desk: desk.focus(length=HOUR, presence=Levels(on=(("slack", Level.TEXT),))))


def test_what_is_set_over_the_socket(app: App, server: GitLab) -> None:
    app.add()
    assert app.request("provider", name="chat")["ok"] == {
        "provider": "gitlab",
        "account": "chat",
        "sign_in": "work",
        "level": None,
        "text": "",
        "language": None,
        "values": {"url": server.web.url, "emoji": "no_entry"},
    }
    app.request("change_provider", name="chat", values={"emoji": "tea"}, secrets={}, level="text", text="{end}")
    assert app.request("provider", name="chat")["ok"]["level"] == "text"
    app.request("change_provider", name="chat", values={}, secrets={}, level="usual", language="fr")
    changed = app.request("provider", name="chat")["ok"]
    assert (changed["level"], changed["text"], changed["language"]) == (None, "{end}", "fr")
    assert changed["values"]["emoji"] == "tea"
    for wrong in ({"level": "loud"}, {"text": "{nobody}"}, {"level": "do_not_disturb"}):
        assert "error" in app.request("change_provider", name="chat", values={}, secrets={}, **wrong)
    assert app.request("set_wording", urgent="call", intention=True) == {"ok": None}
    assert app.request("wording")["ok"] == {
        "text": "", "urgent": "call", "intention": True, "language": "system", "name_zone": False,
    }  # fmt: skip
    assert "braces" in app.request("set_wording", text="{nobody}")["error"]["message"]
    (line,) = app.request("preview_presence", seconds=3600, intention="the gate", presence="busy")["ok"]
    assert (line["called"], line["level"], line["emoji"]) == ("Busy", "busy", "tea")
    assert line["account"] == "chat"
    assert server.writes == []


def test_a_preview_may_have_words_that_are_not_kept(app: App) -> None:
    app.add()
    words = Wording("Gone until {end}")
    (line,) = app.ask(lambda desk: desk.preview_presence(length=HOUR, wording=words))
    assert line.text.startswith("Gone until ")
    assert app.ask(lambda desk: desk.wording()) == Wording()
    with pytest.raises(RequestError, match="braces"):
        app.ask(lambda desk: desk.preview_presence(wording=Wording("{x}")))
    one = ProviderSettings("nobody", "gitlab")
    with pytest.raises(RequestError, match="no provider"):
        app.ask(lambda desk: desk.change_provider(one, {}))


@pytest.mark.parametrize("spec", discover().values(), ids=lambda spec: spec.name)
def test_one_that_is_not_kept_can_be_previewed(app: App, spec: ProviderSpec) -> None:
    """As it is being typed: with its address and its defaults, and nothing secret."""
    typed = {
        one.name: one.default or ("https://example.org" if one.name == "url" else "me@example.org")
        for one in spec.fields
        if one.kind not in ("secret", "grant") and (one.required or one.default is not None)
    }
    one = ProviderSettings("new", spec.name, typed, text="Gone until {end}")
    (line,) = app.ask(lambda desk: desk.preview_presence(length=HOUR, provider=one))
    assert (line.name, line.kind, line.title) == ("new", spec.name, spec.title)
    assert line.problem or line.level is not Level.AVAILABLE
    if spec.most_text and not line.problem:
        assert line.text.startswith("Gone until ")
    assert app.ask(lambda desk: desk.presence()) == ()
    with pytest.raises(RequestError, match="braces"):
        app.ask(lambda desk: desk.preview_presence(provider=replace(one, text="{x}")))


def test_an_account_that_signs_in_by_oauth_was_not_asked_for_it(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    server = "https://mail.example.org"
    values = {"sign_in": "oauth2", "host": "mail.example.org", "user": "me", "authority": "microsoft", "client_id": "x"}
    app.ask(lambda desk: desk.add_account("post", "imap", values, {}))
    monkeypatch.setitem(cast("dict[str, Any]", discover()), "gitlab", replace(discover()["gitlab"], source="imap"))
    with pytest.raises(RequestError, match="signs in by OAuth, and was not asked for what GitLab takes"):
        app.ask(lambda desk: desk.add_provider("chat", "gitlab", {"url": server}, {}, account="post"))
