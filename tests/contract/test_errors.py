"""Every error a method declares is raised as the class its documentation promises."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING

import pytest

from groundwire._core import errors
from groundwire._core.transport import AsyncTransport
from groundwire_api.studio.aio import AsyncRpc

from .bundle import EXAMPLES
from .exchange import arguments, transport

if TYPE_CHECKING:
    from groundwire_api.studio.sync import Rpc

    from .bundle import Method
    from .loopback import Loopback

# What the platform's own documentation promises; anything else is a plain RpcError.
PROMISED = {
    101: errors.NotFoundError,
    401: errors.PermissionDeniedError,
    403: errors.PermissionDeniedError,
    413: errors.PayloadTooLargeError,
}
NO_TASK = "The task named in the request does not exist."
_ENTRY = re.compile(r"^ {4,12}(\w+): (.*?)(?=^ {4,12}\w+: |\Z)", re.MULTILINE | re.DOTALL)


def promised(method: Method) -> dict[int, type[errors.RpcError]]:
    """Return the class per declared code."""
    return {
        code: errors.TaskNotFoundError if message == NO_TASK else PROMISED.get(code, errors.RpcError)
        for code, message in method.errors.items()
    }


def first_arguments(method: Method) -> dict[str, object]:
    return arguments(next(example for example in EXAMPLES if example.method is method))


def told(code: int) -> str:
    """A message of the server, with something secret in it."""
    return f"Cannot do this ({code}) with password=hunter2"


def check(error: errors.GroundwireError, method: Method, code: int) -> None:
    assert type(error) is promised(method)[code]
    assert isinstance(error, RuntimeError)
    assert (error.method, error.code) == (method.wire, code)
    assert error.server_message == told(code).replace("hunter2", "[redacted]")
    assert method.wire in str(error)
    assert "hunter2" not in repr(error)


def test_sync_stub_raises_the_promised_class_for_every_declared_code(
    method: Method, sync_rpc: Rpc, loopback: Loopback
):
    assert method.errors
    given = first_arguments(method)
    for code in method.errors:
        loopback.answers_error(code, told(code))
        with pytest.raises(errors.RpcError) as raised:
            method.stub(sync_rpc)(**given)
        check(raised.value, method, code)
        assert (raised.value.status, raised.value.attempts) == (200, 1)


@pytest.mark.anyio
async def test_async_stub_raises_the_promised_class_for_every_declared_code(
    method: Method, loopback: Loopback
):
    given = first_arguments(method)
    async with transport(AsyncTransport, loopback.url) as opened:
        for code in method.errors:
            loopback.answers_error(code, told(code))
            with pytest.raises(errors.RpcError) as raised:
                await method.stub(AsyncRpc(opened))(**given)
            check(raised.value, method, code)


def test_http_status_of_an_error_envelope_is_not_consulted(method: Method, sync_rpc: Rpc, loopback: Loopback):
    code = min(method.errors)
    loopback.answers_error(code, told(code), status=400)
    with pytest.raises(errors.RpcError) as raised:
        method.stub(sync_rpc)(**first_arguments(method))
    check(raised.value, method, code)


@pytest.mark.parametrize("status", [401, 403, 413])
def test_status_without_an_envelope_becomes_the_class_of_its_code(
    method: Method, status: int, sync_rpc: Rpc, loopback: Loopback
):
    loopback.answers(told(status).encode(), "text/plain", status)
    with pytest.raises(PROMISED[status]) as raised:
        method.stub(sync_rpc)(**first_arguments(method))
    assert (raised.value.method, raised.value.status) == (method.wire, status)
    assert "hunter2" not in str(raised.value)


def test_documentation_promises_exactly_what_is_raised(method: Method, sync_rpc: Rpc):
    documentation = inspect.getdoc(method.stub(sync_rpc)) or ""
    listed = documentation.split("Raises:\n")[1]
    found: dict[int, str] = {}
    for name, text in _ENTRY.findall(listed):
        for codes in re.findall(r"\(codes? ([\d, ]+)\)", " ".join(text.split())):
            found |= {int(code): name for code in codes.split(", ")}
    assert found == {code: kind.__name__ for code, kind in promised(method).items()}
