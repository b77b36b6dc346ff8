"""Plain JSON values and small readers of them, so that untyped data is narrowed in one place."""

from __future__ import annotations

import json
from typing import TypeAlias

from typing_extensions import TypeIs

JsonObject: TypeAlias = "dict[str, object]"


def is_object(value: object) -> TypeIs[JsonObject]:
    """Whether `value` is a JSON object; its keys are text because it came out of JSON or YAML."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeIs[list[object]]:
    """Whether `value` is a JSON array."""
    return isinstance(value, list)


def as_object(value: object) -> JsonObject:
    """Return `value` when it is an object, else an empty one."""
    return value if is_object(value) else {}


def as_list(value: object) -> list[object]:
    """Return `value` when it is an array, else an empty one."""
    return value if is_list(value) else []


def as_text(value: object) -> str:
    """Return `value` when it is text, else the empty text."""
    return value if isinstance(value, str) else ""


def member(value: object, *path: str) -> object:
    """Return the member at `path` below `value`, or None."""
    for key in path:
        value = as_object(value).get(key)
    return value


def types_of(schema: JsonObject) -> list[str]:
    """Return the JSON types a schema names, in its own order."""
    kind = schema.get("type")
    return [as_text(item) for item in kind] if is_list(kind) else [kind] if isinstance(kind, str) else []


def ref_name(schema: object) -> str:
    """Return the last part of a schema's `$ref`, or the empty text."""
    return as_text(as_object(schema).get("$ref")).rpartition("/")[2]


def pretty(value: object, indent: int = 0, width: int = 96) -> str:
    """Return JSON for reading: whatever fits on a line stays on one."""
    short = json.dumps(value, ensure_ascii=False)
    if len(short) + indent <= width or not (is_object(value) or is_list(value)) or not value:
        return short
    pad = " " * (indent + 2)
    if is_object(value):
        lines = [
            f"{json.dumps(key)}: {pretty(item, indent + 2, width)}" for key, item in as_object(value).items()
        ]
        opening, closing = "{", "}"
    else:
        lines = [pretty(item, indent + 2, width) for item in as_list(value)]
        opening, closing = "[", "]"
    inner = (",\n" + pad).join(lines)
    return f"{opening}\n{pad}{inner}\n{' ' * indent}{closing}"
