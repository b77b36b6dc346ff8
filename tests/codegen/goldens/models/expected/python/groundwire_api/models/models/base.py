# Generated from spec/models/schemas/base.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Types of base."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import Field

from groundwire._core.bound import Model
from groundwire._core.call import Json

__all__ = [
    "Text",
    "Tree",
]


Text: TypeAlias = str


class Tree(Model):
    text: Text
    schema_: Annotated[str | None, Field(alias="schema")] = None
    branches: Annotated[list[Tree], Field(validate_default=True)] = []
    weights: dict[str, float] = {}
    anything: Json | None = None
    pair: list[str] | None = None
