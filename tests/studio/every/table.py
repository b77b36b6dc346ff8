"""The table of cases: per method, one that works and one that fails."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from groundwire.errors import GroundwireError
    from tests.studio.every.world import World


@dataclass(frozen=True)
class Case:
    """One method.

    Attributes:
        works: Calls it and asserts its effect.
        fails: Calls it in vain.
        error: What it raises then; exactly this class.
    """

    works: Callable[[World], object]
    fails: Callable[[World], object]
    error: type[GroundwireError]


TABLE: dict[str, Case] = {}


def case(
    name: str, error: type[GroundwireError], fails: Callable[[World], object]
) -> Callable[[Callable[[World], Any]], Callable[[World], Any]]:
    """Enter a method, `"Client.project"`, with the function that shows how it works."""

    def enter(works: Callable[[World], Any]) -> Callable[[World], Any]:
        assert name not in TABLE, f"{name} is in the table already"
        TABLE[name] = Case(works, fails, error)
        return works

    return enter
