"""Names of images on the server: the file name where that is safe, a reversible form where it is not."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Sequence

_UNSAFE = frozenset('\\:*?"<>|')


def wire_names(images: Sequence[tuple[str | None, str]]) -> list[str]:
    """Return one distinct image name per image.

    A download keeps only the last part of an image name. So a file name stays, folders included, when
    its last part occurs once and needs no change; otherwise group and file name are percent-encoded into one
    part.

    Args:
        images: Group (None for no group) and file name of each image.
    """
    last = Counter(_last(file_name).lower() for _, file_name in images)
    return [
        file_name
        if last[_last(file_name).lower()] == 1 and _is_safe(_last(file_name))
        else _encoded(group, file_name)
        for group, file_name in images
    ]


def _last(file_name: str) -> str:
    return file_name.rpartition("/")[2]


def _is_safe(name: str) -> bool:
    return bool(name) and name == name.strip() and not _UNSAFE & set(name) and "%" not in name


def _encoded(group: str | None, file_name: str) -> str:
    return quote(file_name if group is None else f"{group}/{file_name}", safe=" ")
