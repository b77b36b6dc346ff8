"""Golden trees: the set of files, each file, and strict type checks of them all."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from .goldens import GOLDENS, ROOT, expected, features, generated

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("feature", features())
def test_generated_tree_is_the_reviewed_one(feature: str, tmp_path: Path):
    made, reviewed = generated(feature, tmp_path), expected(feature)
    assert sorted(made) == sorted(reviewed), "run `python -m tests.codegen.update` and review"
    for name, content in made.items():
        assert content.decode() == reviewed[name].decode(), f"{feature}: {name}"


@pytest.fixture(scope="module")
def all_packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every golden package side by side, as parts of one `groundwire_api`."""
    root = tmp_path_factory.mktemp("goldens")
    for feature in features():
        package = GOLDENS / feature / "expected" / "python" / "groundwire_api"
        shutil.copytree(package, root / "groundwire_api", dirs_exist_ok=True)
    return root


def test_goldens_pass_mypy_strict(all_packages: Path):
    options = [
        "--strict",
        "--config-file",
        "",
        "--cache-dir",
        str(all_packages / "cache"),
        "--python-version",
        "3.11",
    ]
    paths = {"MYPYPATH": f"{all_packages}:{ROOT / 'src'}"}
    command = [sys.executable, "-m", "mypy", *options, "-p", "groundwire_api"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=paths, cwd=all_packages)
    assert done.returncode == 0, done.stdout + done.stderr


def test_goldens_pass_pyright_strict(all_packages: Path):
    settings = f"""{{
        "typeCheckingMode": "strict", "pythonVersion": "3.11", "include": ["groundwire_api"],
        "extraPaths": ["{ROOT / "src"}"], "venvPath": "{ROOT}", "venv": ".venv"
    }}"""
    (all_packages / "pyrightconfig.json").write_text(settings, encoding="utf-8")
    command = [sys.executable, "-m", "pyright", "-p", str(all_packages)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
