"""Write the report: one line per change, the next version, a changelog entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codegen.diff.methods import compare
from codegen.diff.sources import SourceError, bundles
from codegen.jsontypes import JsonObject, as_text, member

if TYPE_CHECKING:
    from pathlib import Path

    from codegen.diff.changes import Change

_SECTIONS = ("Added", "Changed", "Deprecated", "Removed")


def run(old: str, new: str, root: Path) -> tuple[str, int]:
    """Return the report on two arguments and the exit code: 0 nothing breaks, 1 something does, 2 misuse."""
    try:
        before, after = bundles(old, root), bundles(new, root)
    except SourceError as error:
        return f"error: {error}", 2
    if len(before) == len(after) == 1:
        # One against one is compared whatever the two are called.
        after = dict(zip(before, after.values(), strict=True))
    reports: list[str] = []
    broken = False
    for name in sorted(before.keys() | after.keys()):
        changes, text = report(name, before.get(name), after.get(name))
        broken = broken or any(item.verdict == "breaking" for item in changes)
        reports.append(text)
    return "\n\n".join(reports), int(broken)


def report(name: str, old: JsonObject | None, new: JsonObject | None) -> tuple[list[Change], str]:
    """Return the changes of one platform and their report."""
    changes = compare(old or {}, new or {})
    bump = bump_of(changes)
    version = as_text(member(old or new, "info", "version"))
    lines = [f"# {name}", *map(str, changes)]
    if not changes:
        return changes, "\n".join([*lines, "no change", "version: stays as it is"])
    return changes, "\n".join(
        [*lines, f"version: {bump} ({version} becomes {bumped(version, bump)})", "", changelog(changes)]
    )


def bump_of(changes: list[Change]) -> str:
    """Return which part of the version grows."""
    if not changes:
        return "none"
    return "major" if any(item.verdict == "breaking" for item in changes) else "minor"


def bumped(version: str, bump: str) -> str:
    """Return the version after a bump."""
    numbers = [int(part) for part in version.split(".") if part.isdigit()] + [0, 0, 0]
    return f"{numbers[0] + 1}.0.0" if bump == "major" else f"{numbers[0]}.{numbers[1] + 1}.0"


def changelog(changes: list[Change]) -> str:
    """Return an entry in the form of Keep a Changelog."""
    lines: list[str] = []
    for section in _SECTIONS:
        found = [item for item in changes if item.section == section]
        if found:
            lines += [f"### {section}", "", *(_bullet(item) for item in found), ""]
    return "\n".join(lines).rstrip()


def _bullet(change: Change) -> str:
    mark = "**Breaking:** " if change.verdict == "breaking" else ""
    return f"- {mark}`{change.subject}`: {change.text}."
