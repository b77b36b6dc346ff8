"""Fail on any difference between the committed tree and what the specs give."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from codegen.emit import MANIFEST, tree
from codegen.pipeline import build_all, stage

if TYPE_CHECKING:
    from codegen.diagnostics import Diagnostics


def check(specs: Path, out: Path, diagnostics: Diagnostics) -> list[str]:
    """Regenerate aside and return every difference, warnings about the spec included.

    Raises:
        SpecError: The spec has errors.
    """
    built = build_all(specs, diagnostics)
    found = [str(item) for item in sorted(diagnostics.items)]
    for item in built:
        if item.spec.folder is not None:
            lock = item.spec.folder / "names.lock.yaml"
            if not lock.is_file() or lock.read_text(encoding="utf-8") != item.lock:
                found.append(f"spec/{item.spec.name}/names.lock.yaml: not what the spec gives")
    with tempfile.TemporaryDirectory() as folder:
        stage(built, Path(folder))
        found += differences(Path(folder), out)
    return found


def differences(expected: Path, actual: Path) -> list[str]:
    """Return one line for each file that is missing, not made any more, or of other content."""
    wanted = {*tree(expected), MANIFEST}
    there = {*tree(actual), *([MANIFEST] if (actual / MANIFEST).is_file() else [])}
    found = [f"{actual.name}/{name}: missing" for name in sorted(wanted - there)]
    found += [f"{actual.name}/{name}: no longer generated" for name in sorted(there - wanted)]
    for name in sorted(wanted & there):
        if (expected / name).read_bytes() != (actual / name).read_bytes():
            found.append(f"{actual.name}/{name}: differs")
    return found
