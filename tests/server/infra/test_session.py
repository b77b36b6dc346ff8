"""The session calls of the Studio protocol, against a running server."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from groundwire import __version__

if TYPE_CHECKING:
    from groundwire.server.embedded import LocalServer

    from .conftest import Api


def test_login_refresh_and_verification(api: Api, server: LocalServer) -> None:
    fresh = api.call("auth.refresh", {"username": server.username})["result"]["token"]
    assert fresh != api.token
    assert api.call("auth.verify_token", token=fresh)["result"]["token"] == fresh
    assert api.call("auth.verify_token")["result"]["token"] == api.token


def test_refresh_refuses_what_is_not_the_callers_own_valid_token(api: Api, server: LocalServer) -> None:
    assert api.call("auth.refresh", {"username": "somebody"})["error"]["code"] == 403
    header, payload, signature = api.token.split(".")
    for token in (
        "",
        f"{header}.{payload}.{signature[::-1]}",
        f"{header}.{payload[:-4]}.{signature}",
        f"{header}.{payload}.",
    ):
        assert api.call("auth.refresh", {"username": server.username}, token=token)["error"]["code"] == 401


def test_version_needs_no_token_and_is_all_text(api: Api) -> None:
    result = api.call("version", token="")["result"]
    assert result["version"] == __version__
    assert all(isinstance(value, str) for value in result.values())


def test_organisation_of_the_caller(api: Api) -> None:
    result = api.call("org.get")["result"]
    assert (result["id"], result["name"], result["latest_credit"]) == (1, "Local", 0)


def test_server_hands_out_its_spec(api: Api) -> None:
    assert api.call("rpc.discover", token="")["result"]["openrpc"].startswith("1.3")


def test_failed_logins_are_401(api: Api) -> None:
    for params in ({"username": "admin", "password": "wrong"}, {"username": "x\0y", "password": "\0"}):
        assert api.call("auth.login", params)["error"]["code"] == 401


def test_envelope_is_what_clients_require(api: Api) -> None:
    answer = api.post(
        json.dumps({"id": 0, "jsonrpc": "2.0", "method": "version", "params": None}).encode(), token=""
    )
    assert (answer["jsonrpc"], answer["id"]) == ("2.0", "0")
    assert list(answer) == ["jsonrpc", "id", "result"]
