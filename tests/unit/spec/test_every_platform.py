"""What holds for every platform: dialect, official meta-schema, examples, layout of the files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import referencing
import yaml
from jsonschema import Draft7Validator
from referencing.jsonschema import DRAFT7

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_LINES = 400
JSON_TYPES = (dict, list, str, int, float, bool, type(None))


def walk(value: Any) -> Iterator[Any]:
    """Yield a value and everything inside it."""
    yield value
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for item in below:
        yield from walk(item)


def test_files_keep_to_the_dialect(platform: Any, spec_tools: Any) -> None:
    assert spec_tools.dialect_faults(platform) == []


def test_bundle_validates_against_the_official_meta_schema(platform: Any, spec_tools: Any) -> None:
    meta = spec_tools.spec / "meta"
    types = DRAFT7.create_resource(json.loads((meta / "json-schema-7.schema.json").read_text("utf-8")))
    registry: Any = referencing.Registry().with_resources(
        [("https://meta.json-schema.tools/", types), ("https://meta.json-schema.tools", types)]
    )
    official = json.loads((meta / "openrpc-1.3.schema.json").read_text("utf-8"))
    official["$schema"] = "http://json-schema.org/draft-07/schema#"
    errors = Draft7Validator(official, registry=registry).iter_errors(platform.bundle)
    assert [f"{error.json_path}: {error.message[:200]}" for error in errors] == []


def test_bundle_loads_in_the_openrpc_library(platform: Any) -> None:
    # Stricter than the meta-schema: no references to tags and errors, named servers, a result per method.
    from openrpc import OpenRPC

    loaded = OpenRPC.model_validate(platform.bundle)
    assert [method.name for method in loaded.methods] == list(platform.methods)
    assert loaded.components is not None
    assert loaded.components.schemas is not None
    assert loaded.components.schemas.keys() == platform.schemas.keys()
    for method, source in zip(loaded.methods, platform.methods.values(), strict=True):
        assert [param.name for param in method.params] == [param["name"] for param in source["params"]]
        assert len(method.examples or []) == len(source["examples"])


def test_examples_validate(platform: Any, spec_tools: Any) -> None:
    assert spec_tools.example_faults(platform) == []


def test_references_resolve(platform: Any) -> None:
    known = {f"#/components/schemas/{name}" for name in platform.schemas}
    for kind in ("errors", "tags"):
        known |= {f"#/components/{kind}/{name}" for name in platform.root["components"][kind]}
    contents = [*platform.methods.values(), *platform.schemas.values()]
    used = {
        item["$ref"]
        for item in walk(contents)
        if isinstance(item, dict) and isinstance(item.get("$ref"), str)
    }
    assert used - known == set()
    assert set(platform.root.get("x-common-errors", [])) <= platform.root["components"]["errors"].keys()


def test_names_are_defined_once(platform: Any) -> None:
    assert platform.repeated == []


def test_id_prefixes_are_unique(platform: Any) -> None:
    prefixes = [schema["x-id"]["prefix"] for schema in platform.schemas.values() if "x-id" in schema]
    named = [prefix for prefix in prefixes if prefix]
    assert sorted(set(named)) == sorted(named)


def test_required_properties_exist(platform: Any) -> None:
    objects = [
        (name, item)
        for name, schema in platform.schemas.items()
        for item in walk(schema)
        if isinstance(item, dict)
    ]
    typed = [(name, item) for name, item in objects if isinstance(item.get("required"), list)]
    missing = [
        (name, key)
        for name, item in typed
        for key in item["required"]
        if key not in item.get("properties", {})
    ]
    assert missing == []


def test_required_parameters_come_first(platform: Any) -> None:
    wrong = []
    for name, method in platform.methods.items():
        required = [param["required"] for param in method["params"]]
        if required != sorted(required, reverse=True):
            wrong.append(name)
    assert wrong == []


def test_lazy_and_aliased_properties_stand_where_they_can_work(platform: Any) -> None:
    faults = []
    for name, schema in platform.schemas.items():
        for key, value in schema.get("properties", {}).items():
            if "x-lazy" in value and not schema.get("x-hot"):
                faults.append(f"{name}.{key} is lazy in a type that is not hot")
            if "x-alias" in value and schema.get("x-hot"):
                faults.append(f"{name}.{key} has an alias in a hot type")
    assert faults == []


def test_no_method_hides_a_namespace(platform: Any) -> None:
    spaces = {name.rpartition(".")[0] for name in platform.methods}
    spaces |= {
        ".".join(space.split(".")[:depth]) for space in spaces for depth in range(1, space.count(".") + 1)
    }
    hiding = [
        name for name, method in platform.methods.items() if name in spaces and "x-python" not in method
    ]
    assert hiding == []


def test_values_are_json(platform: Any) -> None:
    # An unquoted timestamp would be read as a date.
    odd = [
        item
        for content in platform.files.values()
        for item in walk(content)
        if not isinstance(item, JSON_TYPES)
    ]
    assert odd == []


def test_files_are_plain_and_short(platform: Any) -> None:
    for path in platform.files:
        text = path.read_text("utf-8")
        assert len(text.splitlines()) < MOST_LINES, path.name
        assert "\t" not in text, path.name
        assert text.endswith("\n"), path.name
        assert not text.endswith("\n\n"), path.name
        tokens = (yaml.AnchorToken, yaml.AliasToken)
        assert not any(isinstance(token, tokens) for token in yaml.scan(text)), f"{path.name} uses anchors"
