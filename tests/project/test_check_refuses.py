"""``make check`` refuses a wrong byte in ``generated/``, a misspelt spec key, and imports that point up."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT_IMPORTS = Path(sysconfig.get_path("scripts")) / "lint-imports"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the parts of the repository that the checks read."""
    for name in ("src", "generated", "spec", "codegen"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def run(checkout: Path, *command: str) -> subprocess.CompletedProcess[str]:
    path = f"{checkout / 'src'}:{checkout / 'generated/python'}:{checkout}"
    return subprocess.run(
        command,
        cwd=checkout,
        env={"PYTHONPATH": path, "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=300,
    )


def codegen_check(checkout: Path) -> subprocess.CompletedProcess[str]:
    return run(checkout, sys.executable, "-m", "codegen", "check")


def test_an_untouched_checkout_passes(checkout: Path) -> None:
    done = codegen_check(checkout)
    assert done.returncode == 0, done.stdout + done.stderr
    linted = run(checkout, str(LINT_IMPORTS), "--no-cache")
    assert linted.returncode == 0, linted.stdout


def test_a_changed_byte_in_generated_is_found(checkout: Path) -> None:
    victim = checkout / "generated/python/groundwire_api/studio/ids.py"
    victim.write_bytes(victim.read_bytes().replace(b"DatasetID", b"DatasetId", 1))
    done = codegen_check(checkout)
    assert done.returncode != 0
    assert "ids.py" in done.stdout + done.stderr


def test_a_changed_byte_in_a_names_lock_is_found(checkout: Path) -> None:
    lock = checkout / "spec/studio/names.lock.yaml"
    lock.write_text(lock.read_text().replace("dataset", "datasets", 1))
    done = codegen_check(checkout)
    assert done.returncode != 0
    assert "names.lock.yaml" in done.stdout + done.stderr


def test_a_misspelt_spec_key_is_named_with_its_place(checkout: Path) -> None:
    methods = checkout / "spec/studio/methods/projects.yaml"
    lines = methods.read_text().splitlines(keepends=True)
    number = next(index for index, line in enumerate(lines) if "x-idempotent" in line)
    lines[number] = lines[number].replace("x-idempotent", "x-idempotant")
    methods.write_text("".join(lines))
    done = codegen_check(checkout)
    assert done.returncode != 0
    assert "x-idempotant" in done.stdout + done.stderr
    assert f"projects.yaml:{number + 1}" in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("lower", "upper"),
    [
        ("src/groundwire/_core/ids.py", "groundwire.studio"),
        ("src/groundwire/formats/images.py", "httpx"),
        ("generated/python/groundwire_api/studio/ids.py", "groundwire.studio"),
        ("src/groundwire/server/app.py", "groundwire.studio"),
        ("src/groundwire/server/app.py", "codegen"),
    ],
)
def test_an_import_that_points_up_is_refused(checkout: Path, lower: str, upper: str) -> None:
    victim = checkout / lower
    victim.write_text(f"{victim.read_text()}\nimport {upper}\n")
    done = run(checkout, str(LINT_IMPORTS), "--no-cache")
    assert done.returncode != 0
    assert "BROKEN" in done.stdout
