"""What the transfer tests share: both engines, servers, and a patient but quick retry policy."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from groundwire._core.transfer import CurlEngine, HttpxEngine
from tests.unit.transfer.server import Handler, Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from groundwire._core.transfer import Engine


@pytest.fixture(params=[CurlEngine, HttpxEngine], ids=["curl", "httpx"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    engine = request.param()
    yield engine
    engine.close()


@pytest.fixture
def serve() -> Iterator[Callable[[Handler], Server]]:
    with ExitStack() as stack:
        yield lambda handler, **options: stack.enter_context(Server(handler, **options))


@pytest.fixture(params=["asyncio", "trio"])
def anyio_backend(request: pytest.FixtureRequest) -> str:
    """Cancellation is where event loops differ: run async tests on both."""
    return request.param
