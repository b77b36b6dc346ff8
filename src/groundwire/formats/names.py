"""From a file name to the sample name that the EdgeFirst Dataset Format stores."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def drop_extension(name: str) -> str:
    """Drop the last extension; a name that only consists of one (``.jpg``) stays."""
    stem, dot, _ = name.rpartition(".")
    return stem if dot and stem else name


def reference_name(file_name: str) -> str:
    """Return the last path component without its last two extensions: ``sub/b.camera.jpeg`` gives ``b``.

    This is the rule of the released converter. It gives ``a.v1.jpg`` and ``a.v2.jpg`` one name; see
    ``sample_names`` for a list in which that must not happen.
    """
    return drop_extension(drop_extension(file_name.rpartition("/")[2]))


def specified_name(file_name: str) -> str:
    """Return the last path component without its extension and a ``.camera``: ``a.v1.jpg`` gives ``a.v1``."""
    return drop_extension(file_name.rpartition("/")[2]).removesuffix(".camera") or file_name


def sample_names(file_names: Sequence[str]) -> list[str]:
    """Return one distinct name per distinct file name.

    Each name is the shortest of: the converter's rule, the format's rule, the whole path without its
    extension, the whole path. A longer one is taken only by files that would share the shorter one.
    """
    names: dict[str, str] = {}
    open_names: list[str] = list(dict.fromkeys(file_names))
    whole: set[str] = set(open_names)
    for rule in (reference_name, specified_name, drop_extension, _unchanged):
        proposals = {file_name: rule(file_name) for file_name in open_names}
        counts = Counter(proposals.values())
        taken = set(names.values())
        for file_name, proposal in proposals.items():
            free = proposal == file_name or (proposal not in taken and proposal not in whole)
            if counts[proposal] == 1 and free:
                names[file_name] = proposal
        open_names = [file_name for file_name in open_names if file_name not in names]
    return [names.get(file_name, file_name) for file_name in file_names]


def with_groups(file_names: Sequence[tuple[str, str | None]]) -> list[str]:
    """Put its group in front of each file name that images of several groups have: ``train/a.jpg``."""
    groups: dict[str, set[str | None]] = {}
    for name, group in file_names:
        groups.setdefault(name, set()).add(group)
    return [
        f"{group}/{name}" if name and group and len(groups[name]) > 1 else name for name, group in file_names
    ]


def _unchanged(file_name: str) -> str:
    return file_name
