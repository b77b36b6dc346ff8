"""Golden trees: one folder per feature, a spec and what it becomes."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from codegen.diagnostics import Diagnostics  # noqa: E402 - needs the path above
from codegen.pipeline import generate  # noqa: E402 - needs the path above

GOLDENS = Path(__file__).parent / "goldens"


def features() -> list[str]:
    """Return the features that have a golden tree."""
    return sorted(path.parent.name for path in GOLDENS.glob("*/spec"))


def generated(feature: str, folder: Path) -> dict[str, bytes]:
    """Generate one feature under `folder` and return every file made, the lock of names included."""
    specs, out = folder / "spec", folder / "out"
    shutil.copytree(GOLDENS / feature / "spec", specs / feature)
    generate(specs, out, Diagnostics())
    files = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    return files | {"names.lock.yaml": (specs / feature / "names.lock.yaml").read_bytes()}


def expected(feature: str) -> dict[str, bytes]:
    """Return the reviewed files of one feature."""
    root = GOLDENS / feature / "expected"
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def update(feature: str) -> None:
    """Replace the reviewed files of one feature by what the generator makes now."""
    root = GOLDENS / feature / "expected"
    with tempfile.TemporaryDirectory() as folder:
        files = generated(feature, Path(folder))
    shutil.rmtree(root, ignore_errors=True)
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
