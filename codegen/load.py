"""Read one platform's folder and join it into one OpenRPC document; keep where everything came from."""

from __future__ import annotations

import hashlib
import json
import keyword
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from codegen.diagnostics import Location
from codegen.jsontypes import JsonObject, as_list, as_object, as_text, is_list, is_object, ref_name
from codegen.yamlfile import PathInFile, YamlFile, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codegen.diagnostics import Diagnostics

_MODULE = re.compile(r"[a-z][a-z0-9_]*")
META = Path(__file__).resolve().parent.parent / "spec" / "meta"


@dataclass(frozen=True, slots=True)
class Source:
    """Which file, and which path in it, a part of the bundle came from."""

    file: YamlFile
    path: PathInFile

    def at(self, *below: str | int) -> Location:
        """Return the location of the part, or of something below it."""
        return self.file.at((*self.path, *below))


@dataclass(frozen=True, slots=True)
class Spec:
    """One platform as read.

    Attributes:
        name: Name of the folder.
        folder: The folder; None for a bundled document.
        root: The root file.
        methods: Method by wire name: the object as bundled, and its source.
        schemas: Schema by type name, and its source.
        bundle: The OpenRPC document.
        digests: SHA-256 of every file read, by shown name.
    """

    name: str
    folder: Path | None
    root: YamlFile
    methods: dict[str, tuple[JsonObject, Source]]
    schemas: dict[str, tuple[JsonObject, Source]]
    bundle: JsonObject
    digests: dict[str, str]

    def method_source(self, name: str) -> Source:
        """Return where a method stands."""
        return self.methods[name][1]

    def schema_source(self, name: str) -> Source:
        """Return where a schema stands."""
        return self.schemas[name][1]


def domain_of(source: Source) -> str:
    """Return the domain a source belongs to: the stem of its file."""
    return source.file.name.rpartition("/")[2].removesuffix(".yaml")


def platform_folders(spec: Path) -> list[Path]:
    """Return the folders of the platforms under `spec`, or `spec` itself when it is one."""
    if (spec / "openrpc.yaml").is_file():
        return [spec]
    return sorted(path.parent for path in spec.glob("*/openrpc.yaml"))


def load_folder(folder: Path, diagnostics: Diagnostics) -> Spec | None:
    """Read one platform; faults are recorded, and None is returned when nothing can be made of it."""
    prefix = f"spec/{folder.name}"
    root = read_yaml(folder / "openrpc.yaml", f"{prefix}/openrpc.yaml", diagnostics)
    if root is None:
        return None
    files = [root]
    methods = _collect(folder, "methods", prefix, files, diagnostics)
    schemas = _collect(folder, "schemas", prefix, files, diagnostics)
    bundled = {
        name: (_bundled_method(name, method, root), source) for name, (method, source) in methods.items()
    }
    digests = {file.name: _digest(folder / file.name.removeprefix(f"{prefix}/")) for file in files}
    document = _bundle(root, bundled, schemas)
    return Spec(folder.name, folder, root, bundled, schemas, document, digests)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _collect(
    folder: Path, part: str, prefix: str, files: list[YamlFile], diagnostics: Diagnostics
) -> dict[str, tuple[JsonObject, Source]]:
    """Read every file of `methods/` or `schemas/`; entries in file order, then in the order of the file."""
    result: dict[str, tuple[JsonObject, Source]] = {}
    for path in sorted((folder / part).glob("*.yaml")):
        file = read_yaml(path, f"{prefix}/{part}/{path.name}", diagnostics)
        if file is None:
            continue
        files.append(file)
        if not _MODULE.fullmatch(path.stem) or keyword.iskeyword(path.stem):
            detail = (
                "the name becomes a module: lower-case letters, digits and underscores, no Python keyword"
            )
            diagnostics.error(Location(file.name), f"{path.name!r} cannot name a domain", detail)
        for name, value in as_object(file.data).items():
            source = Source(file, (name,))
            if name in result:
                where = result[name][1].at()
                diagnostics.error(
                    source.at(), f"duplicate name {name!r}", f"also defined at {where}; keep one"
                )
            elif is_object(value):
                result[name] = (as_object(value), source)
    return result


def _bundled_method(name: str, method: JsonObject, root: YamlFile) -> JsonObject:
    """Return a method as OpenRPC has it: named, its tags and errors written out, common errors added."""
    components = as_object(as_object(root.data).get("components"))
    tags, errors = as_object(components.get("tags")), as_object(components.get("errors"))
    own = [errors[ref_name(item)] for item in as_list(method.get("errors")) if ref_name(item) in errors]
    codes = {as_object(item).get("code") for item in own}
    common = [errors.get(as_text(item)) for item in as_list(as_object(root.data).get("x-common-errors"))]
    own += [item for item in common if item is not None and as_object(item).get("code") not in codes]
    bundled: JsonObject = {"name": name, **method}
    if "tags" in method:
        bundled["tags"] = [tags[ref_name(item)] for item in as_list(method["tags"]) if ref_name(item) in tags]
    if own:
        bundled["errors"] = own
    return bundled


def _bundle(
    root: YamlFile,
    methods: dict[str, tuple[JsonObject, Source]],
    schemas: dict[str, tuple[JsonObject, Source]],
) -> JsonObject:
    document = dict(as_object(root.data))
    components = dict(as_object(document.pop("components", None)))
    document["methods"] = [method for method, _ in methods.values()]
    document["components"] = {
        "schemas": {name: schemas[name][0] for name in sorted(schemas)},
        **{key: components[key] for key in sorted(components)},
    }
    return document


def references(value: object, path: PathInFile = ()) -> Iterator[tuple[PathInFile, str]]:
    """Yield the path and the target of every `$ref` inside `value`."""
    if is_object(value):
        for key, item in as_object(value).items():
            if key == "$ref" and isinstance(item, str):
                yield (*path, key), item
            elif key == "properties":
                for name, schema in as_object(item).items():
                    yield from references(schema, (*path, key, name))
            elif key not in {"examples", "default", "const", "enum"}:
                yield from references(item, (*path, key))
    elif is_list(value):
        for index, item in enumerate(as_list(value)):
            yield from references(item, (*path, index))


def bundle_text(bundle: JsonObject) -> str:
    """Return the document as it is written: stable, readable, one line per scalar."""
    return json.dumps(bundle, ensure_ascii=False, indent=2) + "\n"
