"""Charts of tasks: what names them, checked before anything is sent."""

from __future__ import annotations

from groundwire._core.errors import InvalidArgumentError


def require_names(method: str, group: str, name: str) -> None:
    """Raise `InvalidArgumentError` unless both the group and the name of a chart say something."""
    for what, text in (("group", group), ("name", name)):
        if not text:
            raise InvalidArgumentError(f"TaskInfo.{method} requires the {what} of the chart; it is empty.")
