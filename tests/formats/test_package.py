"""The package exports what it lists, and importing it costs nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest

import groundwire.formats as package
from groundwire._core.errors import MissingDependencyError
from groundwire.formats._arrow import optional


def test_every_listed_name_resolves() -> None:
    assert package.__all__ == sorted(package.__all__, key=lambda name: (name[0].islower(), name))
    assert set(package.__all__) == set(package._HOME)
    for name in package.__all__:
        assert getattr(package, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = package.nothing


def test_import_loads_no_heavy_package() -> None:
    heavy = ("numpy", "pyarrow", "PIL", "polars", "pandas")
    code = f"import sys, groundwire.formats; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_missing_package_names_its_extra() -> None:
    with pytest.raises(
        MissingDependencyError, match=r"'no_such_package' is needed .* pip install 'groundwire\[polars\]'"
    ):
        optional("no_such_package", "polars")
