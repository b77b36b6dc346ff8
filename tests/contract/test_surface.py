"""Calls, sync stubs and async stubs are one surface: same names, same signatures, same documentation."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from functools import cached_property
from typing import TYPE_CHECKING, Any

from groundwire._core.unset import UNSET
from groundwire_api.studio import calls
from groundwire_api.studio.aio import AsyncRpc
from groundwire_api.studio.sync import Rpc

from .bundle import EXAMPLES, METHODS, NAMES
from .exchange import arguments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .bundle import Method

SYNC, ASYNC = Rpc(transport=None), AsyncRpc(transport=None)  # type: ignore[arg-type] - nothing is sent here


def function_of(method: Method) -> Any:
    return getattr(calls, method.wire.replace(".", "_"))


def stubs(namespace: object, path: str = "") -> Iterator[str]:
    """Yield the Python names of all methods below a namespace."""
    for name, member in inspect.getmembers_static(type(namespace)):
        if isinstance(member, cached_property):
            yield from stubs(getattr(namespace, name), f"{path}{name}.")
        elif not name.startswith("_"):
            yield f"{path}{name}"


def test_namespaces_hold_every_method_and_nothing_else():
    promised = sorted(NAMES["methods"][method.wire] for method in METHODS)
    assert sorted(stubs(SYNC)) == sorted(stubs(ASYNC)) == promised


def test_call_functions_are_every_method_and_nothing_else():
    assert sorted(calls.__all__) == sorted(method.wire.replace(".", "_") for method in METHODS)


def test_python_names_differ_from_wire_names_only_where_they_must():
    renamed = {method.wire for method in METHODS if NAMES["methods"][method.wire].rstrip("_") != method.wire}
    assert renamed == {method.wire for method in METHODS if "x-python" in method.spec}


def test_parameters_are_keyword_only_in_the_order_required_then_optional(method: Method):
    parameters = inspect.signature(function_of(method)).parameters
    names = NAMES["params"].get(method.wire, {})
    order = [names[name] for name in method.params if name in method.required]
    order += [names[name] for name in method.params if name not in method.required]
    assert list(parameters) == order
    for name in method.params:
        parameter = parameters[names[name]]
        assert parameter.kind is inspect.Parameter.KEYWORD_ONLY
        assert parameter.default is (inspect.Parameter.empty if name in method.required else UNSET)
        assert ("Unset" in parameter.annotation) == (name not in method.required)


def test_sync_and_async_stubs_have_the_signature_of_the_call(method: Method):
    signature = inspect.signature(function_of(method))
    sync = inspect.signature(method.stub(SYNC))
    aio = inspect.signature(method.stub(ASYNC))
    assert sync.parameters == aio.parameters == signature.parameters
    # Inside a class that has a method named list, the type goes by its full name.
    assert signature.return_annotation == f"Call[{sync.return_annotation.replace('builtins.', '')}]"
    assert sync.return_annotation == aio.return_annotation
    assert inspect.iscoroutinefunction(method.stub(ASYNC))
    assert not inspect.iscoroutinefunction(method.stub(SYNC))


def test_documentation_is_complete_and_the_same(method: Method):
    sync, aio = inspect.getdoc(method.stub(SYNC)), inspect.getdoc(method.stub(ASYNC))
    assert sync == aio
    assert sync is not None
    assert sync.splitlines()[0] == f"{method.spec['summary'].rstrip('.')}."
    assert f"`{method.wire}`" in sync
    sections = ["Returns:", "Raises:", *(["Args:"] if method.params else [])]
    assert all(f"\n{section}\n" in sync for section in sections)
    for name in method.params:
        assert re.search(rf"^    {NAMES['params'][method.wire][name]}: \S", sync, re.MULTILINE), name


def test_call_says_what_the_spec_says(method: Method):
    call = method.call(arguments(next(example for example in EXAMPLES if example.method is method)))
    assert call.method == method.wire
    assert call.timeout.value == method.spec["x-timeout"]
    assert call.idempotent == method.spec["x-idempotent"]
    assert call.authenticated == method.authenticated
    assert (call.http is not None) == bool(method.route)


def test_importing_all_calls_and_stubs_loads_no_models():
    program = """
import importlib, pkgutil, sys
for package in ("calls", "sync", "aio"):
    base = importlib.import_module(f"groundwire_api.studio.{package}")
    for module in pkgutil.iter_modules(base.__path__, f"{base.__name__}."):
        importlib.import_module(module.name)
heavy = ["pydantic", "httpx", "pycurl", "asyncio", "groundwire_api.studio.params"]
heavy += [name for name in sys.modules if name.startswith("groundwire_api.studio.models.")]
print(*[name for name in heavy if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "\n"
