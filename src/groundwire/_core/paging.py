"""Iterate over paged answers until the server says it is done; nothing is cut silently."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Iterable, Iterator
from typing import TypeVar

from groundwire._core.errors import ProtocolError

__all__ = ["aiter_pages", "aiter_tokens", "iter_pages", "iter_tokens"]

P = TypeVar("P")
T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


def _advance(seen: set[K], token: K | None, what: str) -> bool:
    """Tell whether there is a further page; a token that comes back would never end."""
    if not token and token != 0:
        return False
    if token in seen:
        raise ProtocolError(
            f"{what}: the server named the same next page twice, so the list would never end.",
            method=what,
            expected="a page token that was not used before",
            hint="What was read so far is complete up to this page; report this to the server's operator.",
        )
    seen.add(token)
    return True


def iter_pages(
    fetch: Callable[[K | None], P], *, token: Callable[[P], K | None], what: str = "The list"
) -> Iterator[P]:
    """Yield pages, one request each, made when the page is asked for.

    Args:
        fetch: Gets the page for a token, None for the first.
        token: Reads the token of the next page; None or empty text ends.
        what: Name of the method, for messages.

    Raises:
        ProtocolError: A token comes back a second time.
    """
    seen: set[K] = set()
    following: K | None = None
    while True:
        page = fetch(following)
        yield page
        following = token(page)
        if not _advance(seen, following, what):
            return


def iter_tokens(
    fetch: Callable[[K | None], P],
    *,
    token: Callable[[P], K | None],
    items: Callable[[P], Iterable[T]],
    what: str = "The list",
) -> Iterator[T]:
    """Yield the items of all pages in the server's order; see `iter_pages`."""
    for page in iter_pages(fetch, token=token, what=what):
        yield from items(page)


async def aiter_pages(
    fetch: Callable[[K | None], Awaitable[P]], *, token: Callable[[P], K | None], what: str = "The list"
) -> AsyncIterator[P]:
    """Do what `iter_pages` does without blocking the event loop."""
    seen: set[K] = set()
    following: K | None = None
    while True:
        page = await fetch(following)
        yield page
        following = token(page)
        if not _advance(seen, following, what):
            return


async def aiter_tokens(
    fetch: Callable[[K | None], Awaitable[P]],
    *,
    token: Callable[[P], K | None],
    items: Callable[[P], Iterable[T]],
    what: str = "The list",
) -> AsyncIterator[T]:
    """Do what `iter_tokens` does without blocking the event loop."""
    async for page in aiter_pages(fetch, token=token, what=what):
        for item in items(page):
            yield item
