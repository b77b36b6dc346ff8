"""Hold files against the dialect's own schema and the bundle against the official OpenRPC schema."""

from __future__ import annotations

import difflib
import json
from functools import cache
from typing import TYPE_CHECKING, cast

from codegen.jsontypes import JsonObject, as_list, as_object, as_text, is_object
from codegen.load import META, Source, Spec
from codegen.validator import Validator, short

if TYPE_CHECKING:
    from jsonschema import ValidationError

    from codegen.diagnostics import Diagnostics, Location
    from codegen.yamlfile import PathInFile

_DIALECT = "urn:dialect"
_JSON_SCHEMA = "https://meta.json-schema.tools/"


@cache
def _meta(name: str) -> JsonObject:
    return cast("JsonObject", json.loads((META / name).read_text(encoding="utf-8")))


@cache
def _dialect(entry: str) -> Validator:
    """Return the validator of one kind of file: root, methodsFile or schemasFile."""
    schema = {**_meta("extensions.schema.json"), "$id": _DIALECT}
    return Validator({"$ref": f"{_DIALECT}#/$defs/{entry}"}, {_DIALECT: schema})


@cache
def _openrpc() -> Validator:
    json_schema = _meta("json-schema-7.schema.json")
    documents = {_JSON_SCHEMA: json_schema, _JSON_SCHEMA.rstrip("/"): json_schema}
    return Validator(_meta("openrpc-1.3.schema.json"), documents, draft7=True)


def check_dialect(spec: Spec, diagnostics: Diagnostics) -> None:
    """Check the root and every method and schema; each fault with its line."""
    root = Source(spec.root, ())
    for error in _dialect("root").errors(spec.root.data):
        _report(error, root, (), diagnostics)
    for kind, entries in (("methodsFile", spec.methods), ("schemasFile", spec.schemas)):
        for name, (_, source) in entries.items():
            # The entry as it stands in its file, not as it was bundled.
            value = as_object(source.file.data)[name]
            for error in _dialect(kind).errors({name: value}):
                _report(error, source, (name,), diagnostics)


def check_openrpc(spec: Spec, diagnostics: Diagnostics) -> None:
    """Check the bundle against the official meta-schema."""
    for error in _openrpc().errors(spec.bundle):
        path: PathInFile = tuple(error.absolute_path)
        where = spec.root.at(path)
        if len(path) > 1 and path[0] == "methods" and isinstance(path[1], int):
            name = list(spec.methods)[path[1]]
            where = spec.method_source(name).at(*path[2:])
        elif path[:2] == ("components", "schemas") and len(path) > 2:
            where = spec.schema_source(str(path[2])).at(*path[3:])
        diagnostics.error(where, "not valid OpenRPC", short(error))


def _report(error: ValidationError, source: Source, above: PathInFile, diagnostics: Diagnostics) -> None:
    path: PathInFile = tuple(error.absolute_path)
    shown = "in " + (".".join(map(str, path)) or "the file")
    inside = path[len(above) :]
    instance: object = error.instance
    rule = as_object(cast("object", error.schema))
    if error.validator == "additionalProperties" and is_object(instance):
        known = sorted(as_object(rule.get("properties")))
        for key in instance:
            if key not in known:
                _unknown_key(key, known, source.at(*inside, key), diagnostics)
    elif error.validator == "required":
        needed = as_list(cast("object", error.validator_value))
        missing = ", ".join(repr(as_text(key)) for key in needed if key not in as_object(instance))
        diagnostics.error(source.at(*inside), f"missing {missing}", shown)
    else:
        diagnostics.error(source.at(*inside), "not valid", f"{short(error)} {shown}")


def _unknown_key(key: str, known: list[str], where: Location, diagnostics: Diagnostics) -> None:
    near = difflib.get_close_matches(key, known, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"known here: {', '.join(known)}"
    diagnostics.error(where, f"unknown key {key!r}", hint)
