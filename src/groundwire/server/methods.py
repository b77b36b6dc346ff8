"""The table of calls: what the spec knows, joined with what the handlers implement."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec

from groundwire._core.codec import dec_hook
from groundwire.server.errors import Code, RpcFailure

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from groundwire._core.dispatch import Route
    from groundwire.server.registry import Handler, Registry


class NoParams(msgspec.Struct):
    """Parameters of a call that has none."""


@dataclass(frozen=True)
class Method:
    """One call.

    Attributes:
        name: Wire name.
        function: The handler; None for a call of the spec that this server does not implement.
        params: Gives the parameter struct.
        bulk: Run in a worker thread.
        authenticated: Needs a valid token.
    """

    name: str
    function: Handler | None
    params: Callable[[], type]
    bulk: bool
    authenticated: bool

    @cached_property
    def decoder(self) -> msgspec.json.Decoder[Any]:
        """Reader of the parameters, made on first use: most servers never hear most calls."""
        return msgspec.json.Decoder(self.params(), dec_hook=dec_hook)


class MethodTable:
    """Calls by wire name.

    Args:
        routes: Calls of the spec.
        registry: Handlers.
    """

    def __init__(self, routes: Mapping[str, Route], registry: Registry) -> None:
        self._methods: dict[str, Method] = {}
        for name, route in routes.items():
            entry = registry.calls.get(name)
            function, bulk = (entry.function, entry.bulk) if entry else (None, False)
            params = _constant(entry.params) if entry and entry.params else route.params
            self._methods[name] = Method(name, function, params, bulk, route.authenticated)
        for name, entry in registry.calls.items():
            if name not in self._methods:
                params = entry.params or NoParams
                self._methods[name] = Method(
                    name, entry.function, _constant(params), entry.bulk, entry.authenticated
                )

    def known(self, name: str) -> str:
        """Return `name` if it is a call, else a fixed word: the log repeats nothing a stranger made up."""
        return name if name in self._methods else "unknown"

    def find(self, name: str) -> tuple[Method, Handler]:
        """Return a call and its handler.

        Raises:
            RpcFailure: -32601 if there is no such call, or this server does not implement it.
        """
        method = self._methods.get(name)
        if method is None:
            raise RpcFailure(Code.METHOD_NOT_FOUND, f"Invalid Method: {name[:200]}")
        if method.function is None:
            raise RpcFailure(Code.METHOD_NOT_FOUND, f"{name} is not implemented by this server.")
        return method, method.function


def load_routes(platform: str) -> Mapping[str, Route]:
    """Return the generated dispatch table of a platform."""
    routes: Mapping[str, Route] = importlib.import_module(f"groundwire_api.{platform}.server").ROUTES
    return routes


def _constant(kind: type) -> Callable[[], type]:
    return lambda: kind
