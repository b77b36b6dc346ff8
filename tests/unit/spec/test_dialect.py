"""The dialect refuses what it does not know, and spec/README.md tells the truth about it."""

from __future__ import annotations

import copy
import json
import re
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

METHOD: dict[str, Any] = {
    "summary": "Get a thing",
    "description": "By number.",
    "tags": [{"$ref": "#/components/tags/things"}],
    "paramStructure": "by-name",
    "params": [{"name": "id", "required": True, "description": "The thing.", "schema": {"type": "integer"}}],
    "result": {
        "name": "thing",
        "schema": {"type": "object", "properties": {"id": {"type": "integer", "description": "Own."}}},
    },
    "x-idempotent": True,
    "x-timeout": "rpc",
    "examples": [
        {
            "name": "one",
            "params": [{"name": "id", "value": 1}],
            "result": {"name": "thing", "value": {"id": 1}},
        }
    ],
}

MISTAKES: dict[str, tuple[tuple[str | int, ...], Any]] = {
    "misspelt method key": (("x-idempotant",), True),
    "misspelt parameter key": (("params", 0, "requred"), True),
    "misspelt schema key": (("params", 0, "schema", "minimun"), 0),
    "misspelt nested schema key": (("result", "schema", "properties", "id", "x-sensitve"), True),
    "unknown extension": (("x-colour",), "red"),
    "unknown timeout": (("x-timeout",), "slow"),
    "unknown place": (
        ("x-http",),
        {"verb": "GET", "path": "/a", "reply": "json", "params": {"id": "header"}},
    ),
    "route without reply": (("x-http",), {"verb": "GET", "path": "/a"}),
    "paging without items": (("x-paging",), {"style": "token", "request": "a", "reply": "b"}),
    "idempotence as text": (("x-idempotent",), "yes"),
    "authentication stated needlessly": (("x-auth",), True),
    "reference into a file": (("result", "schema"), {"$ref": "things.yaml#/Thing"}),
    "property without description": (("result", "schema", "properties", "name"), {"type": "string"}),
    "parameter without description": (("params", 0), {"name": "id", "required": True, "schema": {}}),
    "release as number": (("x-since",), 2.19),
    "long summary": (("summary",), "x" * 80),
    "no example": (("examples",), []),
}


def faults(spec_tools: Any, method: dict[str, Any]) -> list[str]:
    """The faults of one method."""
    return [error.message for error in spec_tools.dialect("methodsFile").iter_errors({"thing.get": method})]


def test_a_sound_method_is_accepted(spec_tools: Any) -> None:
    assert faults(spec_tools, METHOD) == []


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_refused(spec_tools: Any, mistake: str) -> None:
    path, value = MISTAKES[mistake]
    method = copy.deepcopy(METHOD)
    place: Any = method
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert faults(spec_tools, method) != []


@pytest.mark.parametrize(
    "key", ["summary", "description", "tags", "params", "result", "x-idempotent", "x-timeout", "examples"]
)
def test_a_method_without_a_necessary_key_is_refused(spec_tools: Any, key: str) -> None:
    assert faults(spec_tools, {name: value for name, value in METHOD.items() if name != key}) != []


def test_readme_lists_exactly_the_extension_keys(spec_tools: Any) -> None:
    meta = json.loads((spec_tools.spec / "meta" / "extensions.schema.json").read_text("utf-8"))["$defs"]
    places = [meta[name]["properties"] for name in ("root", "method", "contentDescriptor", "schema")]
    known = {key for place in places for key in place if key.startswith("x-")}
    readme = (spec_tools.spec / "README.md").read_text("utf-8")
    assert sorted(re.findall(r"^\| `(x-[a-z-]+)` \|", readme, re.MULTILINE)) == sorted(known)


def test_toy_platform_of_the_readme_is_sound(spec_tools: Any, tmp_path: Path) -> None:
    readme = (spec_tools.spec / "README.md").read_text("utf-8")
    blocks = re.findall(r"^```yaml\n# (spec/toy/\S+)\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    assert len(blocks) == 3
    for name, text in blocks:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    toy = spec_tools.read_platform(tmp_path / "spec" / "toy")
    assert spec_tools.dialect_faults(toy) == []
    assert spec_tools.example_faults(toy) == []
    assert list(toy.methods) == ["note.list", "note.get"]


def test_example_method_of_the_readme_is_sound(spec_tools: Any, studio: Any) -> None:
    import yaml

    readme = (spec_tools.spec / "README.md").read_text("utf-8")
    block = re.search(r"^```yaml\n(project\.get:.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    assert block is not None
    content = yaml.safe_load(block.group(1))
    assert list(spec_tools.dialect("methodsFile").iter_errors(content)) == []
    assert content["project.get"]["summary"] == studio.methods["project.get"]["summary"]
