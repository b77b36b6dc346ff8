"""Make several array forms of one union a single array, because msgspec tells apart one array per union."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from codegen.jsontypes import JsonObject, as_list, as_object, ref_name, types_of

if TYPE_CHECKING:
    from collections.abc import Callable

    Lookup = Callable[[str], JsonObject]


def merge_arrays(branches: list[JsonObject], lookup: Lookup) -> list[JsonObject]:
    """Return the branches of a union with its arrays joined: `[[x]] | [y]` becomes `[[x] | y]`.

    Args:
        branches: The alternatives.
        lookup: Gives the schema of a name, empty for a class.
    """
    arrays = [array for branch in branches if (array := _array(branch, lookup))]
    if len(arrays) < 2:
        return branches
    items = [item for array in arrays for item in _items(array)]
    joined: JsonObject = {"type": "array", "items": _one_of(items, lookup)}
    others = [branch for branch in branches if not _array(branch, lookup)]
    first = next(index for index, branch in enumerate(branches) if _array(branch, lookup))
    return [*others[:first], joined, *others[first:]]


def _array(schema: JsonObject, lookup: Lookup) -> JsonObject:
    """Return the array schema that `schema` is or names, else nothing."""
    while name := ref_name(schema):
        schema = lookup(name)
    return schema if types_of(schema) == ["array"] else {}


def _items(array: JsonObject) -> list[JsonObject]:
    fixed = [as_object(item) for item in as_list(array.get("prefixItems"))]
    return [*fixed, *([as_object(array["items"])] if as_object(array.get("items")) else [])]


def _one_of(items: list[JsonObject], lookup: Lookup) -> JsonObject:
    flat = [as_object(part) for item in items for part in (as_list(item.get("anyOf")) or [item])]
    distinct = list({json.dumps(item, sort_keys=True): item for item in flat}.values())
    merged = merge_arrays(distinct, lookup)
    return merged[0] if len(merged) == 1 else {"anyOf": merged}
