"""Refuse what must not be committed: secrets, machine paths, registry addresses, large files."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

LIMIT = 2_000_000  # bytes; pictures and goldens stay well below
PATTERNS = {
    "machine path": re.compile(r"(?<![\w.])/(?:work|farm|root)/"),
    "registry address": re.compile(r"https?://[^\s/]*/(?:simple|packages)/|index.url\s*=|registry=http"),
    "private key": re.compile(r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----"),
    "token": re.compile(r"eyJ[\w-]{10,}\.eyJ[\w-]{20,}\.[\w-]{20,}"),
}
ALLOWED = {"tests/tools/hygiene.py"}


def tracked() -> list[Path]:
    """Return every file that git tracks or would add."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        check=True,
        capture_output=True,
    ).stdout
    return [path for name in listing.decode().split("\0") if name and (path := Path(name)).is_file()]


def faults(path: Path) -> list[str]:
    """Return one line per thing in a file that must not be committed."""
    if path.stat().st_size > LIMIT:
        return [f"{path}: {path.stat().st_size} bytes, more than {LIMIT}"]
    if path.as_posix() in ALLOWED:
        return []
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return []
    return [
        f"{path}:{text.count(chr(10), 0, match.start()) + 1}: {name}: {match.group()[:40]}"
        for name, pattern in PATTERNS.items()
        for match in pattern.finditer(text)
    ]


def main() -> int:
    """Print the faults of the tree and return 1 if there are any."""
    found = [line for path in tracked() for line in faults(path)]
    print("\n".join(found) if found else "hygiene: nothing found")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
