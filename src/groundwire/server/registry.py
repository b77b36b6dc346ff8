"""Which function answers which call: handlers register themselves by decorator."""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from contextlib import AbstractContextManager

    from groundwire.server.context import Context, Services
    from groundwire.server.multipart import Form

    Handler = Callable[[Context, Any], object]
    FormHandler = Callable[[Context, Form], object]
    QueryHandler = Callable[[Context, Mapping[str, str]], object]
    ServiceFactory = Callable[[Services], AbstractContextManager[object]]

F = TypeVar("F", bound="Callable[..., object]")
S = TypeVar("S", bound="ServiceFactory")


@dataclass(frozen=True, slots=True)
class Entry:
    """One registered handler.

    Attributes:
        function: What to call.
        bulk: Run in a worker thread, never on the event loop.
        params: Parameter struct of a call the spec does not have; None takes it from the generated route.
        authenticated: Whether a call the spec does not have needs a token.
    """

    function: Handler
    bulk: bool = False
    params: type | None = None
    authenticated: bool = True


@dataclass(slots=True)
class Registry:
    """Handlers of one platform, by name."""

    calls: dict[str, Entry] = field(default_factory=dict[str, Entry])
    forms: dict[str, FormHandler] = field(default_factory=dict[str, "FormHandler"])
    queries: dict[str, QueryHandler] = field(default_factory=dict[str, "QueryHandler"])
    services: list[ServiceFactory] = field(default_factory=list["ServiceFactory"])


registry = Registry()


def _claim(table: Mapping[str, object], name: str, function: Callable[..., object]) -> None:
    if name in table:
        second = f"{function.__module__}.{function.__qualname__}"
        raise ValueError(f"two handlers are registered for {name}; the second is {second}")


def handles(
    method: str, *, bulk: bool = False, params: type | None = None, authenticated: bool = True
) -> Callable[[F], F]:
    """Register `function(ctx, params) -> result` for a JSON-RPC method.

    The result is anything msgspec encodes, a generated struct or model, `msgspec.Raw` for ready JSON, or a
    `replies.Reply` for bytes; never None.

    Args:
        method: Wire name, such as `"dataset.list"`.
        bulk: The work may take more than a few milliseconds: run it in a worker thread.
        params: Parameter struct, where it is not the generated one: for a method that is not in the spec,
            or that keeps part of its parameters undecoded.
        authenticated: Whether a token is needed, only for a method that is not in the spec.
    """

    def register(function: F) -> F:
        _claim(registry.calls, method, function)
        registry.calls[method] = Entry(function, bulk, params, authenticated)
        return function

    return register


def handles_form(method: str) -> Callable[[F], F]:
    """Register `function(ctx, form) -> result` for a multipart `POST /api?method=…`; runs in a thread."""

    def register(function: F) -> F:
        _claim(registry.forms, method, function)
        registry.forms[method] = function
        return function

    return register


def handles_get(path: str) -> Callable[[F], F]:
    """Register `function(ctx, query) -> Reply` for an authenticated `GET`, as of `"/download_model"`."""

    def register(function: F) -> F:
        _claim(registry.queries, path, function)
        registry.queries[path] = function
        return function

    return register


def service(factory: S) -> S:
    """Register `factory(services) -> context manager`, entered when the server starts and left when it stops.

    This is where background work, such as a job runner, begins and ends.
    """
    registry.services.append(factory)
    return factory


def load_handlers(platform: str) -> Registry:
    """Import every handler module of a platform, once, and return the registry."""
    package = importlib.import_module(f"groundwire.server.handlers.{platform}")
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        importlib.import_module(module.name)
    return registry
