"""Parametrises tests over the bundled spec: ask for `method`, `example` or `record`, and get every one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from .bundle import EXAMPLES, METHODS, SCHEMAS, is_record
from .exchange import transport
from .loopback import Loopback

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from groundwire_api.studio.sync import Rpc


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Fill the parameters that stand for everything in the spec."""
    everything: dict[str, tuple[Sequence[Any], Callable[[Any], str]]] = {
        "method": (METHODS, lambda method: method.wire),
        "example": (EXAMPLES, lambda example: example.id),
        "answered": ([one for one in EXAMPLES if one.method.reply == "envelope"], lambda example: example.id),
        "downloaded": ([one for one in EXAMPLES if one.method.reply == "bytes"], lambda example: example.id),
        "record": ([name for name, schema in SCHEMAS.items() if is_record(schema)], str),
    }
    for name, (values, label) in everything.items():
        if name in metafunc.fixturenames:
            assert values, f"the spec has no {name}"
            metafunc.parametrize(name, values, ids=label)


@pytest.fixture(params=["asyncio", "trio"])
def anyio_backend(request: pytest.FixtureRequest) -> str:
    """Run async tests on both event loops."""
    return request.param


@pytest.fixture(scope="session")
def loopback() -> Iterator[Loopback]:
    """One server for all tests."""
    with Loopback() as server:
        yield server


@pytest.fixture(scope="session")
def sync_rpc(loopback: Loopback) -> Iterator[Rpc]:
    """The generated sync namespaces, talking to the loopback server."""
    from groundwire._core.transport import Transport
    from groundwire_api.studio.sync import Rpc

    with transport(Transport, loopback.url) as opened:
        yield Rpc(opened)


@pytest.fixture(scope="session")
def strict_rpc(loopback: Loopback) -> Iterator[Rpc]:
    """The same, refusing fields that the spec does not name."""
    from groundwire._core.transport import Transport
    from groundwire_api.studio.sync import Rpc

    with transport(Transport, loopback.url, strict=True) as opened:
        yield Rpc(opened)
