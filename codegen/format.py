"""Format the whole generated tree in one run of ruff, with settings no local file can change."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = {"line-length": "110", "target-version": '"py311"', "format.docstring-code-format": "false"}


class FormatError(Exception):
    """The formatter refused a file: a template made invalid Python."""


def format_tree(root: Path) -> None:
    """Format every Python file under `root`; raise `FormatError` with the formatter's own words."""
    options = [part for name, value in SETTINGS.items() for part in ("--config", f"{name}={value}")]
    command = [sys.executable, "-m", "ruff", "format", "--isolated", "--no-cache", *options, str(root)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise FormatError(done.stderr.replace(str(root), "").strip() or done.stdout.strip())


def formatter_version() -> str:
    """Return the release of the formatter, part of the manifest."""
    return version("ruff")
