"""The wheel holds both packages and their markers, nothing else, and works where only it is installed."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        check=True,
        cwd=ROOT,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("site")
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(target), str(wheel)],
        check=True,
    )
    return target


def python(installed: Path, code: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=installed,
        env={"PYTHONPATH": str(installed), "PATH": "/usr/bin:/bin"},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_wheel_holds_the_two_packages_and_nothing_of_the_workshop(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    roots = {name.split("/")[0] for name in names}
    assert {root for root in roots if not root.endswith(".dist-info")} == {"groundwire", "groundwire_api"}
    assert {"groundwire/py.typed", "groundwire_api/py.typed", "groundwire_api/studio/openrpc.json"} <= set(
        names
    )
    assert not [
        name for name in names if "test" in name.lower().split("/") or name.endswith((".yaml", ".j2"))
    ]


def test_installed_wheel_imports_from_its_own_folder(installed: Path) -> None:
    assert python(installed, "import groundwire; print(groundwire.__file__)").startswith(str(installed))
    assert (
        python(installed, "from groundwire.studio import Client; print(Client.__module__)")
        == "groundwire.studio"
    )
    assert python(
        installed, "import groundwire_api.studio.calls.datasets as c; print(c.__file__)"
    ).startswith(str(installed))


@pytest.mark.parametrize(
    "statement", ["import groundwire", "from groundwire.studio import Client", "import groundwire.studio"]
)
def test_imports_stay_silent_and_light(installed: Path, statement: str) -> None:
    heavy = {"httpx", "pydantic", "pyarrow", "polars", "pycurl", "numpy", "sqlalchemy", "starlette"}
    loaded = python(installed, f"{statement}\nimport sys\nprint(*sys.modules)").split()
    assert not heavy & set(loaded)


def test_building_a_client_opens_no_socket_and_only_the_token_file(installed: Path, tmp_path: Path) -> None:
    code = f"""
import os, sys
os.environ["XDG_CONFIG_HOME"] = {str(tmp_path)!r}
opened, sockets = [], []
def watch(event, args):
    if event == "open" and isinstance(args[0], str) and args[0].startswith({str(tmp_path)!r}):
        opened.append(args[0])
    if event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+"):
        opened.append(args[0])
    if event.startswith("socket."):
        sockets.append(event)
from groundwire.studio import AsyncClient, Client
sys.addaudithook(watch)
Client(); AsyncClient(); Client().with_memory_storage()
print(sockets, sorted(set(opened)))
"""
    token = tmp_path / "edgefirststudio" / "token"
    assert python(installed, code) == f"[] {[str(token)]}"
