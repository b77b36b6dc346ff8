"""Check that version, changelog and package metadata tell the same story, then run the hygiene check."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import hygiene


def main() -> int:
    """Return 1 and say why when a release document is wrong."""
    project = tomllib.loads(Path("pyproject.toml").read_text())["project"]["version"]
    package = re.search(r'__version__ = "([^"]+)"', Path("src/groundwire/__init__.py").read_text())
    headings = re.findall(r"^## \[([^\]]+)\]", Path("CHANGELOG.md").read_text(), re.MULTILINE)
    wrong = []
    if package is None or package.group(1) != project:
        wrong.append(f"src/groundwire/__init__.py: __version__ differs from pyproject.toml ({project})")
    if headings[:1] != ["Unreleased"]:
        wrong.append("CHANGELOG.md: the first section must be [Unreleased]")
    if headings[1:] and headings[1] != project:
        wrong.append(f"CHANGELOG.md: newest release {headings[1]} is not the package's version {project}")
    print("\n".join(wrong) if wrong else f"release: {project} is consistent")
    return bool(wrong) or hygiene.main()


if __name__ == "__main__":
    sys.exit(main())
