"""Compare the methods of two bundled documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codegen.diff.changes import Change, additive, breaking
from codegen.diff.types import SchemaComparer, python_name, renames, requirement
from codegen.jsontypes import JsonObject, as_list, as_object, as_text, member

if TYPE_CHECKING:
    from collections.abc import Iterator


def compare(old: JsonObject, new: JsonObject) -> list[Change]:
    """Return every change from one bundled document to another, breaking ones first."""
    comparer = SchemaComparer(_schemas(old), _schemas(new))
    before, after = _by_name(old), _by_name(new)
    changes: set[Change] = set()
    for name in before.keys() | after.keys():
        if name not in after:
            changes.add(breaking("Removed", name, "method removed"))
        elif name not in before:
            changes.add(additive("Added", name, "method added"))
        else:
            changes.update(_method(name, before[name], after[name], comparer))
    changes.update(_types(comparer))
    return sorted(changes, key=lambda item: (item.verdict != "breaking", item.subject, item.text))


def _schemas(document: JsonObject) -> JsonObject:
    return as_object(member(document, "components", "schemas"))


def _by_name(document: JsonObject) -> dict[str, JsonObject]:
    return {as_text(member(item, "name")): as_object(item) for item in as_list(document.get("methods"))}


def _types(comparer: SchemaComparer) -> Iterator[Change]:
    """Yield changes of named types: those that come and go, and those no method mentions."""
    old, new = comparer.old, comparer.new
    for name in sorted(old.keys() | new.keys()):
        if name not in new:
            yield breaking("Removed", name, "type removed")
        elif name not in old:
            yield additive("Added", name, "type added")
        else:
            before, after = as_object(old[name]), as_object(new[name])
            yield from python_name(name, name, before, after)
            if not any(done[0] == name for done in comparer.done):
                reference: JsonObject = {"$ref": f"#/components/schemas/{name}"}
                yield from comparer.compare(reference, reference, name, "reply")


def _method(name: str, old: JsonObject, new: JsonObject, comparer: SchemaComparer) -> Iterator[Change]:
    yield from python_name(name, name, old, new)
    yield from _params(name, old, new, comparer)
    before, after = as_object(member(old, "result", "schema")), as_object(member(new, "result", "schema"))
    yield from comparer.compare(before, after, f"{name} result", "reply")
    if new.get("deprecated") and not old.get("deprecated"):
        use = as_text(new.get("x-replaced-by"))
        yield additive("Deprecated", name, "method deprecated" + (f", use {use}" if use else ""))
    if old.get("x-auth") is False and new.get("x-auth") is not False:
        yield breaking("Changed", name, "now needs a token")
    if old.get("x-auth") is not False and new.get("x-auth") is False:
        yield additive("Changed", name, "no longer needs a token")
    if old.get("x-idempotent") and not new.get("x-idempotent"):
        yield breaking("Changed", name, "no longer safe to repeat; failed requests are not retried")
    if new.get("x-idempotent") and not old.get("x-idempotent"):
        yield additive("Changed", name, "now safe to repeat; failed requests are retried")
    for key, word in (
        ("x-http", "route"),
        ("x-paging", "paging"),
        ("x-params", "form of a request without parameters"),
    ):
        if old.get(key) != new.get(key):
            yield breaking("Changed", name, f"{word} changed")
    if old.get("x-timeout") != new.get("x-timeout"):
        yield additive("Changed", name, f"timeout class {old.get('x-timeout')} became {new.get('x-timeout')}")


def _params(name: str, old: JsonObject, new: JsonObject, comparer: SchemaComparer) -> Iterator[Change]:
    before, after = _params_of(old), _params_of(new)
    pairs = renames(before, after)
    for param, value in before.items():
        here = f"{name}({param})"
        if param in pairs:
            yield breaking("Changed", here, f"parameter renamed to {pairs[param]}")
        elif param not in after:
            yield breaking("Removed", here, "parameter removed")
        else:
            other = as_object(after[param])
            yield from requirement(
                here, bool(member(value, "required")), bool(other.get("required")), "request"
            )
            yield from python_name(here, param, as_object(value), other)
            schemas = as_object(member(value, "schema")), as_object(other.get("schema"))
            yield from comparer.compare(*schemas, here, "request")
    for param in after:
        if param not in before and param not in pairs.values():
            required = bool(member(after[param], "required"))
            make = breaking if required else additive
            yield make(
                "Added", f"{name}({param})", f"{'required' if required else 'optional'} parameter added"
            )


def _params_of(method: JsonObject) -> JsonObject:
    """Return the parameters of a method by wire name, without the name itself."""
    items = [as_object(item) for item in as_list(method.get("params"))]
    return {
        as_text(item.get("name")): {key: value for key, value in item.items() if key != "name"}
        for item in items
    }
