# Generated from spec/studio/schemas/groups.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Types of groups."""

from __future__ import annotations

from groundwire._core.bound import Model

__all__ = [
    "Group",
]


class Group(Model):
    id: int
    name: str
