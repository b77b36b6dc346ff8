"""Examples show every key of the Studio protocol, so that what is tested with them is all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

# Not on the wire under these names: parts of a free-form record, and two views of NewSession.
BUILT_BY_CALLERS = {"NewTrainingSession", "NewValidationSession", "SampleFile"}


def keys_seen(studio: Any, schema: Any, value: Any, name: str = "") -> Iterator[str]:
    """Yield Type.key for every property in a value, through references and the branches that accept it."""
    if not isinstance(schema, dict):
        return
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        yield from keys_seen(studio, studio.schemas[name], value, name)
        return
    for branch in schema.get("anyOf", []):
        if studio.validator(branch).is_valid(value):
            yield from keys_seen(studio, branch, value, name)
    if isinstance(value, dict):
        properties = schema.get("properties", {})
        for key, item in value.items():
            if key in properties:
                yield f"{name}.{key}"
            yield from keys_seen(studio, properties.get(key, schema.get("additionalProperties")), item)
    elif isinstance(value, list):
        for item in value:
            yield from keys_seen(studio, schema.get("items"), item)


def test_every_property_is_in_some_example(studio: Any) -> None:
    seen: set[str] = set()
    for method in studio.methods.values():
        schemas = {param["name"]: param["schema"] for param in method["params"]}
        for example in method["examples"]:
            for item in example["params"]:
                seen.update(keys_seen(studio, schemas[item["name"]], item["value"]))
            seen.update(keys_seen(studio, method["result"]["schema"], example["result"]["value"]))
    types = {name: schema for name, schema in studio.schemas.items() if name not in BUILT_BY_CALLERS}
    wanted = {f"{name}.{key}" for name, schema in types.items() for key in schema.get("properties", {})}
    assert wanted - seen == {"PolygonObject.polygon"}  # the second spelling of rings


def test_every_parameter_is_in_some_example(studio: Any) -> None:
    unused = []
    for name, method in studio.methods.items():
        given = {item["name"] for example in method["examples"] for item in example["params"]}
        unused += [f"{name}: {param['name']}" for param in method["params"] if param["name"] not in given]
    assert unused == []


def test_examples_have_distinct_names(studio: Any) -> None:
    for name, method in studio.methods.items():
        names = [example["name"] for example in method["examples"]]
        assert len(set(names)) == len(names), name
