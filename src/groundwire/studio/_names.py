"""Names: the client-side name filter, and sample names derived from image names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable


class Named(Protocol):
    """Anything with a name."""

    @property
    def name(self) -> str:
        """The name compared with the filter."""
        ...


T = TypeVar("T", bound=Named)


def filter_by_name(items: Iterable[T], name: str | None) -> list[T]:
    """Keep the items whose name contains ``name``, best match first.

    The comparison ignores case. Order: equal names, equal but for case, then shorter names (UTF-8
    bytes), then byte-wise. ``None`` keeps every item in server order; ``""`` keeps and sorts all.
    """
    if name is None:
        return list(items)
    needle = name.lower()

    def rank(item: T) -> tuple[bool, bool, int, bytes]:
        encoded = item.name.encode()
        return item.name != name, item.name.lower() != needle, len(encoded), encoded

    return sorted((item for item in items if needle in item.name.lower()), key=rank)


def sample_name(image_name: str) -> str:
    """Return the sample name of an image: without its extension and a ``.camera`` suffix.

    Neither is removed when nothing would remain: ``a.b.camera.jpeg`` is ``a.b``, ``.jpg`` stays.
    """
    dot = image_name.rfind(".")
    stem = image_name[:dot] if dot > 0 else image_name
    at = stem.rfind(".camera")
    return stem[:at] if at > 0 else stem


def strip_extension(name: str) -> str:
    """Remove the last extension unless the name consists of it."""
    dot = name.rfind(".")
    return name[:dot] if dot > 0 else name


def frame_from_image_name(image_name: str, sequence_name: str) -> int | None:
    """Read the frame of an image called ``{sequence_name}_{digits}.{extension}``."""
    stem = strip_extension(image_name)
    prefix = f"{sequence_name}_"
    digits = stem[len(prefix) :]
    if not stem.startswith(prefix) or not digits.isascii() or not digits.isdigit():
        return None
    return int(digits)
