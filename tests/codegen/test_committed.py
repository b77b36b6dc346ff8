"""The committed tree of the real specs: current, complete, small files, light imports, typed signatures."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from codegen.check import check
from codegen.diagnostics import Diagnostics

from .goldens import ROOT

if TYPE_CHECKING:
    from pathlib import Path

GENERATED = ROOT / "generated"
PACKAGE = GENERATED / "python/groundwire_api"
PLATFORMS = sorted(path.parent.name for path in (ROOT / "spec").glob("*/openrpc.yaml"))
MODULES = [path for platform in PLATFORMS for path in sorted((PACKAGE / platform).rglob("*.py"))]


def bundle(platform: str) -> dict:
    return json.loads((PACKAGE / platform / "openrpc.json").read_text(encoding="utf-8"))


def test_committed_tree_is_what_the_specs_give():
    assert check(ROOT / "spec", GENERATED, Diagnostics()) == []


@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_method_has_call_stubs_parameters_route_and_page(platform: str):
    calls, params, server = (
        import_module(f"groundwire_api.{platform}.{name}") for name in ("calls", "params", "server")
    )
    pages = "\n".join(
        path.read_text(encoding="utf-8") for path in (GENERATED / "docs" / platform).glob("*.md")
    )
    for method in bundle(platform)["methods"]:
        name = method["name"]
        assert f"\n## `{name}`\n" in pages
        if method.get("x-http", {}).get("path") == "{url}":
            continue  # moved by the transfer engine
        assert callable(getattr(calls, name.replace(".", "_")))
        route = server.ROUTES[name]
        assert route.params().__name__ in params.__all__
    assert set(server.ROUTES) <= {method["name"] for method in bundle(platform)["methods"]}


@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_type_is_importable_documented_and_can_be_built(platform: str):
    models, ids = (
        import_module(f"groundwire_api.{platform}.models"),
        import_module(f"groundwire_api.{platform}.ids"),
    )
    pages = "\n".join(
        path.read_text(encoding="utf-8") for path in (GENERATED / "docs" / platform).glob("*.md")
    )
    for name, schema in bundle(platform)["components"]["schemas"].items():
        if "x-id" in schema:
            assert getattr(ids, name).prefix == schema["x-id"]["prefix"]
            continue
        assert f'<a id="{name}"></a>' in pages
        found = getattr(models, name)
        if hasattr(found, "model_fields"):
            assert found.model_rebuild(force=True, raise_errors=True)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_bundle_loads_in_the_openrpc_library(platform: str):
    from openrpc import OpenRPC

    document = OpenRPC.model_validate(bundle(platform))
    assert len(document.methods) == len(bundle(platform)["methods"])


@pytest.mark.parametrize("platform", PLATFORMS)
def test_importing_every_call_loads_no_models_pydantic_or_http(platform: str):
    folder = PACKAGE / platform / "calls"
    names = [path.stem for path in folder.glob("*") if path.stem not in {"__init__", "__pycache__"}]
    program = f"""
import importlib, sys
for name in {names!r}:
    importlib.import_module(f"groundwire_api.{platform}.calls.{{name}}")
importlib.import_module("groundwire_api.{platform}.sync").Rpc
importlib.import_module("groundwire_api.{platform}.server").ROUTES
heavy = {{"pydantic", "httpx", "pycurl"}}
print(sorted(n for n in sys.modules if n in heavy or ".models." in n or ".params." in n))
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_generated_module_is_short_and_its_signatures_are_typed(path: Path):
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= 400
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            signature = [item.annotation for item in arguments if item.arg not in {"self", "p"}] + [
                node.returns
            ]
            assert all(signature), f"{node.name}: an annotation is missing"
            assert not any(re.search(r"\bAny\b", ast.unparse(item)) for item in signature if item), node.name
            assert ast.get_docstring(node), node.name


@pytest.mark.parametrize(
    "path",
    sorted(p for p in (ROOT / "codegen").rglob("*.py") if p.name != "twins.py"),
    ids=lambda path: path.name,
)
def test_module_of_the_generator_is_short_and_captioned(path: Path):
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= 400
    caption = ast.get_docstring(ast.parse(source)) or ""
    assert caption.partition("\n")[0].endswith(".")
