"""An authority on the loopback: oidc-provider-mock, made as strict as a real one is to public clients.

What the mock leaves out and this adds: PKCE (S256) is demanded and checked, a refresh token is good once, access tokens
are JWTs that Dovecot can check by itself (RFC 9068), and codes for other devices (RFC 8628).
"""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import os
import secrets
import time
import warnings
from contextlib import ExitStack
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import requests
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"  # the mock's side of it; our own side knows no such switch
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import flask
    import oidc_provider_mock._app as mock
    from oidc_provider_mock._server import _threaded_server

for _name in ("oidc_provider_mock", "werkzeug", "authlib"):  # they tell of each refusal that a test is about
    logging.getLogger(_name).setLevel(logging.CRITICAL)
AUDIENCE = "mail"
ISSUER = "https://authority.example"
_DEVICE = "urn:ietf:params:oauth:grant-type:device_code"


_BROKEN: dict[str, Any] = {
    "busy": ("", 503),
    "html": ("<html>sign in to the hotel's network</html>", 200),
    "endless": (b"x" * 10_000_000, 200),
    "redirect": ("", 307, {"Location": "http://localhost:1/elsewhere"}),
    "empty": ({"token_type": "Bearer"}, 200),
}


@dataclass
class Plan:
    """`lives`: of an access token, in seconds. `refresh_ends`: told with each refresh token. `device`: what the next
    questions about a code are answered with, before it is granted. `audience`, `forged`: of the tokens from now on."""

    lives: int = 3600
    refresh_ends: int | None = None
    device: list[str] = field(default_factory=list)
    audience: str = AUDIENCE
    forged: bool = False
    broken: str = ""


class Authority:
    """`with Authority() as authority:`; `url` is its issuer. `asked` are its token requests, `taken` its tokens."""

    def __init__(self) -> None:
        self.plan = Plan()
        self.asked: list[dict[str, str]] = []
        self.tokens: list[str] = []
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self._forger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self._challenges: dict[str, str] = {}
        self._codes: dict[str, str] = {}
        self.user, self.denies = "", False
        self._parts = ExitStack()
        self.url = ""

    @property
    def public_key(self) -> bytes:
        return self._key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )

    def __enter__(self) -> Authority:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            app = flask.Flask("oidc_provider_mock")
            app.secret_key = secrets.token_bytes(16)
            app.config["OAUTH2_ACCESS_TOKEN_GENERATOR"] = self._token
            mock.init_app(app)
        app.debug = False
        app.before_request(self._before)
        app.after_request(self._after)
        app.post("/oauth2/device")(self._device)
        server = self._parts.enter_context(_threaded_server(app))
        self.url = f"http://localhost:{server.server_port}"
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._parts.close()

    def values(self, **more: str) -> dict[str, Any]:
        """What an account's settings say of it."""
        return {
            "sign_in": "oauth2", "authority": "own", "issuer": self.url, "client_id": "ecluse-test",
            "scope": "email", "device_url": f"{self.url}/oauth2/device", **more,
        }  # fmt: skip

    def browse(self, url: str, user: str, *, deny: bool = False) -> str:
        """What the person's browser does: sign in as `user`, and go where it is sent; gives the address of that."""
        self.user = user
        form = {"action": "deny"} if deny else {"sub": user}
        sent = requests.post(url, data=form, allow_redirects=False, timeout=10)
        assert sent.status_code == 302, sent.text
        to = str(sent.headers["Location"])
        return (
            to if "state=" in to else f"{to}&state={parse_qs(urlsplit(url).query)['state'][0]}"
        )  # the mock forgets it

    def revoke(self, user: str) -> None:
        requests.post(f"{self.url}/users/{user}/revoke-tokens", timeout=10).raise_for_status()

    # Inside: on the server's threads

    def _before(self) -> Any:
        if flask.request.path == "/.well-known/openid-configuration" and self.plan.broken == "metadata":
            return "<html>", 200
        if flask.request.path != "/oauth2/token":
            return None
        form = flask.request.form.to_dict()
        self.asked.append(form)
        if self.plan.broken in _BROKEN:
            return _BROKEN[self.plan.broken]
        if form.get("grant_type") == _DEVICE:
            return self._polled(form)
        if form.get("grant_type") == "authorization_code":
            wanted = self._challenges.pop(form.get("code", ""), None)
            if wanted is None or wanted != _s256(form.get("code_verifier", "")):
                return {"error": "invalid_grant", "error_description": "PKCE"}, 400
        return None

    def _after(self, response: flask.Response) -> flask.Response:
        path = flask.request.path
        if path == "/oauth2/authorize" and response.status_code == 302:
            sent = parse_qs(urlsplit(response.headers["Location"]).query)
            asked = flask.request.args
            if "code" in sent and asked.get("code_challenge_method") == "S256":
                self._challenges[sent["code"][0]] = asked["code_challenge"]
        if path == "/oauth2/token" and response.status_code == 200 and response.is_json:
            said = response.get_json()
            if "access_token" in said:
                said["expires_in"] = self.plan.lives
                if self.plan.refresh_ends:
                    said["refresh_token_expires_in"] = self.plan.refresh_ends
                self.tokens += [said["access_token"], *([said["refresh_token"]] if "refresh_token" in said else [])]
                response.set_data(json.dumps(said))
        return response

    def _device(self) -> Any:
        code = secrets.token_urlsafe(12)
        self._codes[code] = "pending"
        return {
            "device_code": code, "user_code": "WDJB-MJHT", "verification_uri": f"{self.url}/device",
            "expires_in": 60, "interval": 1,
        }  # fmt: skip

    def _polled(self, form: dict[str, str]) -> Any:
        if form.get("device_code") not in self._codes:
            return {"error": "invalid_grant"}, 400
        if self.plan.device:
            return {"error": self.plan.device.pop(0)}, 400
        del self._codes[form["device_code"]]
        code = self._granted_code(form["client_id"])
        with flask.current_app.test_client() as own:
            said = own.post(
                "/oauth2/token",
                data={
                    "grant_type": "authorization_code", "code": code["code"], "redirect_uri": "http://localhost/",
                    "client_id": form["client_id"], "code_verifier": code["verifier"],
                },
            )  # fmt: skip
        return said.get_json(), said.status_code

    def _granted_code(self, client: str) -> dict[str, str]:
        verifier = secrets.token_urlsafe(64)
        asked = {
            "client_id": client, "response_type": "code", "redirect_uri": "http://localhost/", "scope": "email",
            "state": "x", "code_challenge": _s256(verifier), "code_challenge_method": "S256",
        }  # fmt: skip
        with flask.current_app.test_client() as own:
            sent = own.post(f"/oauth2/authorize?{urlencode(asked)}", data={"sub": self.user})
        return {"code": parse_qs(urlsplit(sent.headers["Location"]).query)["code"][0], "verifier": verifier}

    def _token(self, client: Any, grant_type: str, user: Any, scope: str) -> str:
        return self.jwt(user.sub)

    def jwt(self, user: str, *, lives: int | None = None) -> str:
        now = int(time.time())
        claims = {
            "iss": ISSUER, "sub": user, "email": user, "aud": self.plan.audience, "iat": now - 5, "nbf": now - 5,
            "exp": now + (3600 if lives is None else lives), "jti": secrets.token_hex(8),
        }  # fmt: skip
        head = {"alg": "RS256", "typ": "JWT", "kid": "one"}
        said = b".".join(_base64(json.dumps(part).encode()) for part in (head, claims))
        key = self._forger if self.plan.forged else self._key
        return b".".join((said, _base64(key.sign(said, padding.PKCS1v15(), hashes.SHA256())))).decode()


def _s256(verifier: str) -> str:
    return _base64(hashlib.sha256(verifier.encode()).digest()).decode()


def _base64(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")


# A public client has no secret to prove itself by, and a refresh token is exchanged for another (RFC 9700 2.2.2).
for _grant in (mock.AuthorizationCodeGrant, mock.RefreshTokenGrant):
    _grant.TOKEN_ENDPOINT_AUTH_METHODS = ["none", "client_secret_basic", "client_secret_post"]
mock.RefreshTokenGrant.INCLUDE_NEW_REFRESH_TOKEN = True
_revoke_access = mock.RefreshTokenGrant.revoke_old_credential


def _revoke(self: Any, token: Any) -> None:
    _revoke_access(self, token)
    mock.storage.remove_refresh_token(token.token)


mock.RefreshTokenGrant.revoke_old_credential = _revoke
# Also what is none of OpenID's, such as presence at Microsoft.
mock.Client.SCOPES_SUPPORTED += ("Presence.ReadWrite", "offline_access")
