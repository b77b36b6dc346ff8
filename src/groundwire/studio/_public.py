"""Public names: classes show themselves where users import them from."""

from __future__ import annotations

from typing import TypeVar

T = TypeVar("T", bound=type)


def public(kind: T) -> T:
    """Present a class as a member of ``groundwire.studio``, in messages, documentation and pickles."""
    kind.__module__ = "groundwire.studio"
    return kind
