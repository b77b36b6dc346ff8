"""Find the two specs to compare: folders, bundled files, or folders at a git revision."""

from __future__ import annotations

import io
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path

import yaml

from codegen.diagnostics import Diagnostics
from codegen.jsontypes import JsonObject, as_object, as_text, member
from codegen.load import load_folder, platform_folders

_DEFAULT = "spec"


class SourceError(Exception):
    """An argument names no spec; the message says what was tried."""


def bundles(argument: str, root: Path) -> dict[str, JsonObject]:
    """Return the bundled document of each platform that an argument names.

    Args:
        argument: A folder of platforms, a folder of one, a bundled file in JSON or YAML, `git:REV`,
            `git:REV:PATH`, or a bare revision.
        root: Top of the repository, where revisions are looked up.
    """
    path = Path(argument)
    if argument.startswith("git:"):
        revision, _, below = argument.removeprefix("git:").partition(":")
        return _from_git(revision, below or _DEFAULT, root)
    if path.is_dir():
        return _from_folder(path)
    if path.is_file():
        return _from_file(path)
    if _git(root, "rev-parse", "--verify", "--quiet", f"{argument}^{{commit}}").returncode == 0:
        return _from_git(argument, _DEFAULT, root)
    raise SourceError(
        f"{argument!r} is neither a folder, nor a file, nor a git revision; give one of them, or git:REV:PATH"
    )


def _from_folder(path: Path) -> dict[str, JsonObject]:
    diagnostics = Diagnostics()
    specs = [load_folder(folder, diagnostics) for folder in platform_folders(path)]
    if diagnostics.has_errors:
        raise SourceError(str(diagnostics))
    found = {spec.name: spec.bundle for spec in specs if spec is not None}
    if not found:
        raise SourceError(f"{path} holds no platform; expected an openrpc.yaml in it or in a folder of it")
    return found


def _from_file(path: Path) -> dict[str, JsonObject]:
    try:
        text = path.read_text(encoding="utf-8")
        content: object = json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)
    except (UnicodeDecodeError, json.JSONDecodeError, yaml.YAMLError) as error:
        raise SourceError(f"{path} cannot be read as {path.suffix.lstrip('.') or 'YAML'}: {error}") from None
    document = as_object(content)
    if "methods" not in document:
        raise SourceError(
            f"{path} is not a bundled OpenRPC document: it has no methods; give the folder of a spec instead"
        )
    return {as_text(member(document, "x-platform", "name")) or path.stem: document}


def _from_git(revision: str, path: str, root: Path) -> dict[str, JsonObject]:
    if _git(root, "cat-file", "-t", f"{revision}:{path}").stdout.strip() == b"blob":
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder, Path(path).name)
            target.write_bytes(_git(root, "show", f"{revision}:{path}").stdout)
            return _from_file(target)
    done = _git(root, "archive", "--format=tar", revision, path)
    if done.returncode:
        raise SourceError(
            f"git has no {path!r} at {revision!r}: {done.stderr.decode(errors='replace').strip()}"
        )
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
            archive.extractall(folder, filter="data")
        return _from_folder(Path(folder, path))


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)
