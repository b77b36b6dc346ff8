"""The server answers every call of the spec, and every plain HTTP address beside them."""

from __future__ import annotations

from groundwire.server.registry import load_handlers
from groundwire_api.studio.server import ROUTES

CALLS = 88
ADDRESSES = {"/download_model", "/download_checkpoint"}


def test_every_call_of_the_spec_has_a_handler_of_its_way_of_being_sent() -> None:
    registry = load_handlers("studio")
    calls, forms, addresses = set[str](), set[str](), set[str]()
    for name, route in ROUTES.items():
        if route.http is None or (route.http.verb, route.http.body) == ("POST", "json"):
            calls.add(name)
        elif route.http.body == "multipart":
            forms.add(name)
        else:
            addresses.add(route.http.path)
    assert len(calls) + len(forms) == CALLS
    assert addresses == ADDRESSES
    assert set(registry.forms) == forms
    assert set(registry.queries) == addresses
    assert set(registry.calls) - calls == {"rpc.discover"} & set(registry.calls)
    assert calls <= set(registry.calls)


def test_the_running_server_knows_every_call(api) -> None:
    """A call without parameters is refused for what it lacks, never as unknown."""
    for name, route in ROUTES.items():
        if route.http is None or (route.http.verb, route.http.body) == ("POST", "json"):
            error = api.call(name).get("error", {"code": 0, "message": ""})
            assert error["code"] in {0, 3, 1, 101}, (name, error)
            assert "not implemented" not in error["message"], name
