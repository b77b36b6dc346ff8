"""Sync and async clients behind one face: calls return when they are done, and are written down."""

from __future__ import annotations

import asyncio
import inspect
from typing import Any

from groundwire import studio

PREFIX = "Async"


def methods_that_talk() -> set[str]:
    """Name every public method that makes requests: coroutine functions of the async classes."""
    found: set[str] = set()
    for name in dir(studio):
        kind = getattr(studio, name)
        if isinstance(kind, type) and name.startswith(PREFIX):
            found |= {
                f"{name.removeprefix(PREFIX)}.{member}"
                for member in dir(kind)
                if not member.startswith("_") and inspect.iscoroutinefunction(getattr(kind, member))
            }
    return found - {"Client.aclose"}


TALKING = {name.partition(".")[0] for name in methods_that_talk()}


class Driver:
    """Runs one kind of client.

    Attributes:
        calls: Names of the methods called since `begin`.
        raised: The method whose exception came out last.
    """

    def __init__(self, mode: str) -> None:
        self.asynchronous = mode == "async"
        self.calls: list[str] = []
        self.raised = ""
        self._clients: list[Any] = []
        self._runner = asyncio.Runner() if self.asynchronous else None

    def begin(self) -> None:
        self.calls, self.raised = [], ""

    def end(self) -> None:
        """Close the clients that were made since `begin`."""
        clients, self._clients = self._clients, []
        for client in clients:
            self.close_client(client)

    def close_client(self, client: Any) -> None:
        self.wait(client.aclose() if self.asynchronous else client.close())

    def kind(self, name: str) -> Any:
        """Return a class: `Sample`, or its async twin."""
        return getattr(studio, PREFIX + name if self.asynchronous else name)

    def wrap(self, value: Any) -> Any:
        """Put what talks behind the face; leave everything else as it is."""
        if isinstance(value, list):
            return [self.wrap(one) for one in value]
        name = type(value).__name__.removeprefix(PREFIX)
        if name == "Client":
            self._clients.append(value)
        return Face(self, value, name) if name in TALKING else value

    def wait(self, value: Any) -> Any:
        if self._runner is None or not inspect.isawaitable(value):
            return value

        async def whole() -> Any:
            return await value

        return self._runner.run(whole())

    def close(self) -> None:
        self.end()
        if self._runner is not None:
            self._runner.close()


class Face:
    """One object; its methods are called as if they were all sync."""

    def __init__(self, driver: Driver, value: Any, name: str) -> None:
        self._driver, self._value, self._name = driver, value, name

    def __getattr__(self, member: str) -> Any:
        value = getattr(self._value, member)
        if not callable(value):
            return self._driver.wrap(value)

        def call(*args: Any, **kwargs: Any) -> Any:
            name = f"{self._name}.{member}"
            self._driver.calls.append(name)
            try:
                result = value(*map(plain, args), **{key: plain(one) for key, one in kwargs.items()})
                return self._driver.wrap(self._driver.wait(result))
            except Exception:
                self._driver.raised = name
                raise

        return call


def plain(value: Any) -> Any:
    """Take an object, or a list of them, from behind the face."""
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value._value if isinstance(value, Face) else value
