"""Kinds of jobs: what does them, and what cleans up after one that did not work out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable

    from groundwire.server.context import Services
    from groundwire.server.jobs.work import Work


class Run(Protocol):
    """Does a job; called again from the beginning when the server stopped half way."""

    def __call__(self, work: Work, /) -> None:
        """Do it, reporting on the way, and end with `work.finishing()`."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of job.

    Attributes:
        run: Does it.
        abandon: Removes what a job that failed or was cancelled has made; takes the payload. Must not fail
            when called twice, or before the job did anything.
    """

    run: Run
    abandon: Callable[[Services, bytes], None]


kinds: dict[str, Kind] = {}
"""Every kind of job this server can do, by name."""


def job(name: str, *, abandon: Callable[[Services, bytes], None]) -> Callable[[Run], Run]:
    """Register the function that does the jobs of a kind.

    Raises:
        ValueError: There is one already.
    """

    def register(run: Run) -> Run:
        if name in kinds:
            raise ValueError(f"two functions are registered for jobs of kind {name!r}")
        kinds[name] = Kind(run, abandon)
        return run

    return register
