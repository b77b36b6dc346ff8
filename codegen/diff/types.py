"""Compare two schemas for one reader: what the reader may now meet that it did not know."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from codegen.diff.changes import Change, Reader, additive, breaking
from codegen.jsontypes import JsonObject, as_list, as_object, as_text, is_object, ref_name, types_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_TEXTS = {"description", "title", "x-since", "default", "deprecated", "x-replaced-by", "examples"}
_SAME_NUMBER = "same-number-as"
_LOWER = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
_UPPER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")


def _fixed(value: object) -> object:
    """Return the value of a key without the part that may come and go by itself."""
    if not is_object(value):
        return value
    return {key: item for key, item in value.items() if key != _SAME_NUMBER}


@dataclass(slots=True)
class SchemaComparer:
    """Compares schemas of two documents; a pair of named types is compared once per reader."""

    old: JsonObject
    new: JsonObject
    done: set[tuple[str, str, Reader]] = field(default_factory=set[tuple[str, str, Reader]])

    def compare(self, old: JsonObject, new: JsonObject, subject: str, reader: Reader) -> Iterator[Change]:
        """Yield what changed from `old` to `new` at `subject`."""
        before, after = ref_name(old), ref_name(new)
        if before and before == after:
            if (before, after, reader) not in self.done and before in self.old and after in self.new:
                self.done.add((before, after, reader))
                yield from self._inside(
                    as_object(self.old[before]), as_object(self.new[after]), before, reader
                )
            return
        yield from self._inside(self._resolve(old), self._resolve(new), subject, reader)

    def _resolve(self, schema: JsonObject) -> JsonObject:
        name = ref_name(schema)
        for document in (self.old, self.new):
            if name in document:
                return as_object(document[name])
        return schema

    def _inside(self, old: JsonObject, new: JsonObject, subject: str, reader: Reader) -> Iterator[Change]:
        kinds = self._kinds(old), self._kinds(new)
        if kinds[0] != kinds[1]:
            yield self._change_of_kind(*kinds, subject, reader)
        yield from self._enums(old, new, subject, reader)
        yield from self._limits(old, new, subject, reader)
        yield from self._keys(old, new, subject)
        if as_object(old.get("properties")) or as_object(new.get("properties")):
            yield from self.members(old, new, subject, reader)
        for key, suffix in (("items", "[]"), ("additionalProperties", "{}")):
            below = as_object(old.get(key)), as_object(new.get(key))
            if below[0] and below[1]:
                yield from self.compare(*below, f"{subject}{suffix}", reader)

    def _kinds(self, schema: JsonObject) -> frozenset[str]:
        """Return the JSON types a schema allows, named types by name, containers by what they hold."""
        branches = [as_object(item) for key in ("anyOf", "oneOf") for item in as_list(schema.get(key))]
        if branches:
            return frozenset(kind for item in branches for kind in self._kinds(item))
        name = ref_name(schema)
        if name:
            return frozenset({name})
        form = as_text(schema.get("format"))
        return frozenset(
            f"{kind} ({form})" if form and kind != "null" else kind for kind in types_of(schema)
        ) or frozenset({"any"})

    def _change_of_kind(
        self, old: frozenset[str], new: frozenset[str], subject: str, reader: Reader
    ) -> Change:
        told = f"type {_words(old)} became {_words(new)} in the {reader}"
        wider, narrower = _holds(new, old), _holds(old, new)
        fine = wider if reader == "request" else narrower
        word = "widened" if wider else "narrowed" if narrower else "changed"
        make = additive if fine else breaking
        return make("Changed", subject, f"{told} ({word})")

    def _enums(self, old: JsonObject, new: JsonObject, subject: str, reader: Reader) -> Iterator[Change]:
        before, after = ([json.dumps(value) for value in as_list(item.get("enum"))] for item in (old, new))
        if not before and not after:
            return
        if not before or not after:
            limited = bool(after)
            fine = limited == (reader == "reply") or bool(new.get("x-open-enum"))
            make = additive if fine else breaking
            yield make(
                "Changed",
                subject,
                "now only listed values" if limited else "no longer limited to listed values",
            )
            return
        gone, come = (
            [item for item in before if item not in after],
            [item for item in after if item not in before],
        )
        open_ended = bool(old.get("x-open-enum"))
        for value in gone:
            make = breaking if reader == "request" else additive
            yield make("Removed", subject, f"value {value} removed from the {reader}")
        for value in come:
            make = additive if reader == "request" or open_ended else breaking
            yield make("Added", subject, f"value {value} added to the {reader}")
        if open_ended and not new.get("x-open-enum"):
            make = breaking if reader == "request" else additive
            yield make("Changed", subject, "other values than the listed ones are no longer possible")

    def _limits(self, old: JsonObject, new: JsonObject, subject: str, reader: Reader) -> Iterator[Change]:
        for keys, sign in ((_LOWER, 1), (_UPPER, -1)):
            for key in keys:
                before, after = (cast("float | None", item.get(key)) for item in (old, new))
                if before == after:
                    continue
                tighter = after is not None and (before is None or (after - before) * sign > 0)
                fine = tighter == (reader == "reply")
                make = additive if fine else breaking
                yield make(
                    "Changed", subject, f"{key} {_shown(before)} became {_shown(after)} in the {reader}"
                )

    def _keys(self, old: JsonObject, new: JsonObject, subject: str) -> Iterator[Change]:
        """Yield changes of keys that shape the Python side."""
        for key, word in (
            ("x-id", "identifier class"),
            ("x-hot", "kind of class"),
            ("x-free-form", "kind of type"),
        ):
            before, after = _fixed(old.get(key)), _fixed(new.get(key))
            if before != after:
                yield breaking("Changed", subject, f"{word} changed from {_shown(before)} to {_shown(after)}")
        yield from self._same_number(old, new, subject)
        if new.get("deprecated") and not old.get("deprecated"):
            yield additive("Deprecated", subject, "deprecated" + _instead(new))

    def _same_number(self, old: JsonObject, new: JsonObject, subject: str) -> Iterator[Change]:
        """Yield the gain or loss of a conversion between identifier classes."""
        before, after = (as_text(as_object(item.get("x-id")).get(_SAME_NUMBER)) for item in (old, new))
        if before == after:
            return
        if before:
            yield breaking("Removed", subject, f"no longer has the same number as {before}")
        if after:
            yield additive("Added", subject, f"has the same number as {after}")

    def members(self, old: JsonObject, new: JsonObject, subject: str, reader: Reader) -> Iterator[Change]:
        """Yield changes of the properties of two objects."""
        before, after = as_object(old.get("properties")), as_object(new.get("properties"))
        needed = set(as_list(old.get("required"))), set(as_list(new.get("required")))
        renamed = renames(before, after)
        for name in before:
            if name in renamed:
                yield breaking("Changed", f"{subject}.{name}", f"renamed to {renamed[name]}")
            elif name not in after:
                yield breaking("Removed", f"{subject}.{name}", f"removed from the {reader}")
            else:
                here = f"{subject}.{name}"
                schemas = as_object(before[name]), as_object(after[name])
                yield from requirement(here, name in needed[0], name in needed[1], reader)
                yield from python_name(here, name, *schemas)
                yield from self.compare(*schemas, here, reader)
        for name in after:
            if name not in before and name not in renamed.values():
                required = name in needed[1]
                make = breaking if required and reader == "request" else additive
                yield make(
                    "Added",
                    f"{subject}.{name}",
                    f"{'required' if required else 'optional'} field added to the {reader}",
                )


def requirement(subject: str, old: bool, new: bool, reader: Reader) -> Iterator[Change]:
    """Yield the change between required and optional."""
    if old != new:
        fine = new == (reader == "reply")
        make = additive if fine else breaking
        yield make(
            "Changed",
            subject,
            f"{'required' if old else 'optional'} became {'required' if new else 'optional'} in the {reader}",
        )


def python_name(subject: str, wire: str, old: JsonObject, new: JsonObject) -> Iterator[Change]:
    """Yield a change of the Python name."""
    names = [as_text(item.get("x-python")) or wire for item in (old, new)]
    if names[0] != names[1]:
        yield breaking("Changed", subject, f"Python name {names[0]} became {names[1]}")


def renames(before: JsonObject, after: JsonObject) -> dict[str, str]:
    """Pair members that went with members that came and have the same schema; only pairs without doubt."""
    gone = {name: _shape(before[name]) for name in before if name not in after}
    come = {name: _shape(after[name]) for name in after if name not in before}
    found: dict[str, str] = {}
    for name, shape in gone.items():
        same = [other for other, candidate in come.items() if candidate == shape]
        if len(same) == 1 and list(gone.values()).count(shape) == 1:
            found[name] = same[0]
    return found


def _shape(schema: object) -> str:
    """Return a schema without its texts, as comparable text."""
    kept = {key: value for key, value in as_object(schema).items() if key not in _TEXTS}
    return json.dumps(kept, sort_keys=True)


def _holds(wide: frozenset[str], narrow: frozenset[str]) -> bool:
    """Whether every value of `narrow` is a value of `wide`."""
    return "any" in wide or all(kind in wide or (kind == "integer" and "number" in wide) for kind in narrow)


def _words(kinds: frozenset[str]) -> str:
    return " or ".join(sorted(kinds))


def _shown(value: object) -> str:
    return "none" if value is None else json.dumps(value, ensure_ascii=False)


def _instead(schema: JsonObject) -> str:
    use = as_text(schema.get("x-replaced-by"))
    return f", use {use}" if use else ""
