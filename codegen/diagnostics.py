"""`Diagnostics`: faults collected while reading a spec, reported together at the end."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Level: TypeAlias = Literal["error", "warning"]


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """Where a fault is; line 0 means the file as a whole."""

    file: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True, order=True)
class Diagnostic:
    """One fault: where, how bad, what, and what to do."""

    where: Location
    level: Level
    header: str
    detail: str

    def __str__(self) -> str:
        return f"{self.where}: {self.level}: {self.header} — {self.detail}"


class SpecError(Exception):
    """The spec has errors; `diagnostics` holds all that were found."""

    def __init__(self, diagnostics: Diagnostics) -> None:
        super().__init__(str(diagnostics))
        self.diagnostics = diagnostics


class ToolError(Exception):
    """The generator cannot do its work for a reason outside the spec; the message says which."""


@dataclass(slots=True)
class Diagnostics:
    """All faults of one run."""

    items: set[Diagnostic] = field(default_factory=set[Diagnostic])

    def error(self, where: Location, header: str, detail: str) -> None:
        """Record a fault that stops generation."""
        self.items.add(Diagnostic(where, "error", header, detail))

    def warning(self, where: Location, header: str, detail: str) -> None:
        """Record a fault that `check` refuses but `generate` accepts."""
        self.items.add(Diagnostic(where, "warning", header, detail))

    @property
    def has_errors(self) -> bool:
        """Whether generation must stop."""
        return any(item.level == "error" for item in self.items)

    def stop_on_errors(self) -> None:
        """Raise `SpecError` when an error was recorded."""
        if self.has_errors:
            raise SpecError(self)

    def __str__(self) -> str:
        return "\n".join(str(item) for item in sorted(self.items))
