"""Pages of ``samples.list``, decoded as far as their use needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from groundwire._core.errors import ProtocolError
from groundwire._core.hot import HotModel

from ._names import sample_name
from ._sample import SampleRecord  # noqa: TC001 - msgspec reads the annotation at run time

if TYPE_CHECKING:
    from collections.abc import Sized


class Page(Protocol):
    """What every page tells: how many samples it holds and where the next one begins."""

    @property
    def samples(self) -> Sized:
        """The samples of the page."""
        ...

    @property
    def continue_token(self) -> str | None:
        """Token of the next page."""
        ...


class SamplePage(HotModel):
    """A page of samples, their annotations not yet decoded."""

    samples: list[SampleRecord]
    continue_token: str | None = None


class NameRecord(HotModel):
    """A sample of which only the image name is read."""

    image_name: str | None = None


class NamePage(HotModel):
    """A page of samples of which only the image names are read."""

    samples: list[NameRecord]
    continue_token: str | None = None

    def names(self) -> set[str]:
        """Return the sample names of the page."""
        return {sample_name(record.image_name) for record in self.samples if record.image_name is not None}


class PageTokens:
    """Walks from page to page; a loop over it, unlike a generator, needs no closing when it is left early.

    Attributes:
        token: Token of the page to fetch, ``None`` for the first.
        more: Whether there is a page to fetch.
    """

    def __init__(self, method: str) -> None:
        self.token: str | None = None
        self.more = True
        self._method = method
        self._seen: set[str] = set()

    def advance(self, following: str | None) -> None:
        """Go to the next page; none or empty text ends the walk.

        Raises:
            ProtocolError: A token comes back, so the list would never end.
        """
        self.token = following
        self.more = bool(following)
        if not following:
            return
        if following in self._seen:
            raise ProtocolError(
                f"{self._method} named the same next page twice, so the list would never end.",
                method=self._method,
                path="$.continue_token",
                expected="a page token that was not used before",
            )
        self._seen.add(following)
