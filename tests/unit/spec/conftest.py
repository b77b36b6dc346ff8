"""Reads spec folders the way spec/README.md describes them, independently of the generator."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import referencing
import yaml
from jsonschema import Draft202012Validator, FormatChecker
from referencing.jsonschema import DRAFT202012

SPEC = Path(__file__).parents[3] / "spec"
PLATFORMS = sorted(path.parent.name for path in SPEC.glob("*/openrpc.yaml"))

FORMATS = FormatChecker(formats=())


@FORMATS.checks("date-time", raises=ValueError)
def _is_timestamp(value: object) -> bool:
    """A timestamp parses and states its offset."""
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


@dataclass
class Platform:
    """One spec folder: root, entries by name, and the parsed files."""

    name: str
    root: dict[str, Any] = field(default_factory=dict)
    methods: dict[str, dict[str, Any]] = field(default_factory=dict)
    schemas: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: dict[Path, Any] = field(default_factory=dict)
    repeated: list[str] = field(default_factory=list)

    @property
    def bundle(self) -> dict[str, Any]:
        """The OpenRPC document: tags and errors written out, common errors added."""
        return {
            **self.root,
            "methods": [self._bundled(name, method) for name, method in self.methods.items()],
            "components": {**self.root["components"], "schemas": self.schemas},
        }

    def _bundled(self, name: str, method: dict[str, Any]) -> dict[str, Any]:
        components = self.root["components"]
        errors = [components["errors"][_target(item)] for item in method.get("errors", [])]
        codes = {error["code"] for error in errors}
        common = [components["errors"][item] for item in self.root.get("x-common-errors", [])]
        errors += [error for error in common if error["code"] not in codes]
        tags = [components["tags"][_target(item)] for item in method["tags"]]
        return {"name": name, **method, "tags": tags, "errors": errors}

    def validator(self, schema: dict[str, Any]) -> Draft202012Validator:
        """A validator for a schema whose references point into the bundle."""
        document = {"components": {"schemas": self.schemas}, "root": schema}
        registry: Any = referencing.Registry().with_resource(
            "urn:bundle", DRAFT202012.create_resource(document)
        )
        return Draft202012Validator({"$ref": "urn:bundle#/root"}, registry=registry, format_checker=FORMATS)


def _target(reference: dict[str, str]) -> str:
    return reference["$ref"].rpartition("/")[2]


def read_platform(folder: Path) -> Platform:
    """Read the root, the methods and the schemas of one folder."""
    platform = Platform(folder.name)
    platform.root = platform.files[folder / "openrpc.yaml"] = yaml.safe_load(
        (folder / "openrpc.yaml").read_text("utf-8")
    )
    for part, entries in (("methods", platform.methods), ("schemas", platform.schemas)):
        for path in sorted((folder / part).glob("*.yaml")):
            content = platform.files[path] = yaml.safe_load(path.read_text("utf-8"))
            platform.repeated += [f"{path.name}: {name}" for name in content if name in entries]
            entries.update(content)
    return platform


def dialect(entry: str) -> Draft202012Validator:
    """The validator of one kind of file: root, methodsFile or schemasFile."""
    schema = json.loads((SPEC / "meta" / "extensions.schema.json").read_text("utf-8"))
    registry: Any = referencing.Registry().with_resource(schema["$id"], DRAFT202012.create_resource(schema))
    return Draft202012Validator({"$ref": f"{schema['$id']}#/$defs/{entry}"}, registry=registry)


def dialect_faults(platform: Platform) -> list[str]:
    """Every place where a file of the platform breaks the dialect."""
    faults = []
    for path, content in platform.files.items():
        entry = "root" if path.name == "openrpc.yaml" else f"{path.parent.name}File"
        faults += [
            f"{path.name} {error.json_path}: {error.message}" for error in dialect(entry).iter_errors(content)
        ]
    return faults


def example_faults(platform: Platform) -> list[str]:
    """Every example that lacks a required parameter, names an unknown one or does not validate."""
    faults = []
    for name, method in platform.methods.items():
        params = {param["name"]: param for param in method["params"]}
        for example in method["examples"]:
            given = {item["name"]: item["value"] for item in example["params"]}
            faults += [f"{name}: unknown parameter {key}" for key in given.keys() - params.keys()]
            faults += [
                f"{name}: lacks {key}"
                for key, param in params.items()
                if param["required"] and key not in given
            ]
            values = [(key, params[key]["schema"], value) for key, value in given.items() if key in params]
            values.append(("result", method["result"]["schema"], example["result"]["value"]))
            for key, schema, value in values:
                errors = platform.validator(schema).iter_errors(value)
                faults += [f"{name} {key} {error.json_path}: {error.message}" for error in errors]
    return faults


@pytest.fixture(scope="session", params=PLATFORMS)
def platform(request: pytest.FixtureRequest) -> Platform:
    """Each platform of the repository in turn."""
    return read_platform(SPEC / request.param)


@pytest.fixture(scope="session")
def studio() -> Platform:
    """The Studio platform."""
    return read_platform(SPEC / "studio")


@pytest.fixture(scope="session")
def spec_tools() -> Any:
    """The functions above, for tests that read folders of their own."""
    from types import SimpleNamespace

    return SimpleNamespace(
        spec=SPEC,
        read_platform=read_platform,
        dialect=dialect,
        dialect_faults=dialect_faults,
        example_faults=example_faults,
    )
