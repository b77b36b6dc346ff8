"""`Workshop`: write a small spec, generate, import the result; and transports that only remember calls."""

from __future__ import annotations

import importlib
import sys
import textwrap
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

import groundwire_api
from codegen.diagnostics import Diagnostics, SpecError
from codegen.pipeline import generate
from groundwire._core.codec import encode, read_reply

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

    from groundwire._core.call import Call

ROOT_FILE = """\
openrpc: 1.3.2
info: {title: Toy notes, version: 1.0.0, description: Keeps short notes.}
servers: [{name: local, url: "http://127.0.0.1:8080"}]
x-platform: {name: toy, protocol: jsonrpc, endpoint: /api}
x-common-errors: [Failed]
components:
  errors:
    Failed: {code: 1, message: The request failed.}
    NoSuchNote: {code: 101, message: There is no note with this number.}
  tags:
    notes: {name: notes, description: Short texts.}
"""

NOTE_TYPES = """\
NoteID:
  type: integer
  description: Number of a note.
  x-id: {prefix: n, kind: note, wire: integer}
Note:
  type: object
  description: One short text.
  required: [id, text]
  properties:
    id: {$ref: "#/components/schemas/NoteID", description: Its number.}
    text: {type: string, description: What it says.}
"""


def method(
    name: str, *, params: str = "[]", result: str = "{type: string}", example: str = "", more: str = ""
) -> str:
    """Return the YAML of a method with everything that is not the point of the test filled in."""
    more = more or ("x-params: none" if params == "[]" else "")
    example = example or "{name: plain, params: [], result: {name: reply, value: done}}"
    lines = f"""\
{name}:
  summary: Do it
  description: Does what its name says.
  tags: [{{$ref: "#/components/tags/notes"}}]
  paramStructure: by-name
  params: {params}
  result: {{name: reply, schema: {result}}}
  x-idempotent: true
  x-timeout: rpc
  examples: [{example}]
"""
    return lines + textwrap.indent(textwrap.dedent(more).strip(), "  ") + "\n"


@dataclass
class Workshop:
    """One folder of specs and the tree generated from it."""

    folder: Path
    platforms: set[str] = field(default_factory=set)

    @property
    def specs(self) -> Path:
        return self.folder / "spec"

    @property
    def out(self) -> Path:
        return self.folder / "generated"

    def write(self, files: dict[str, str], platform: str = "toy") -> None:
        """Write files of one platform; the root file is there unless it is given."""
        content = {"openrpc.yaml": ROOT_FILE.replace("name: toy", f"name: {platform}")} | files
        for name, text in content.items():
            path = self.specs / platform / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(textwrap.dedent(text), encoding="utf-8")

    def generate(self, files: dict[str, str] | None = None, platform: str = "toy") -> None:
        """Write the files and generate everything."""
        if files is not None:
            self.write(files, platform)
        generate(self.specs, self.out, Diagnostics())

    def faults(self, files: dict[str, str]) -> list[str]:
        """Write the files, expect generation to fail, and return its messages."""
        self.write(files)
        with pytest.raises(SpecError) as told:
            generate(self.specs, self.out, Diagnostics())
        return str(told.value).splitlines()

    def module(self, name: str, platform: str = "toy") -> ModuleType:
        """Import a module of the generated package."""
        package = str(self.out / "python" / "groundwire_api")
        if package not in groundwire_api.__path__:
            groundwire_api.__path__.append(package)
        self.platforms.add(platform)
        importlib.invalidate_caches()
        return importlib.import_module(f"groundwire_api.{platform}{'.' if name else ''}{name}")

    def close(self) -> None:
        """Forget what was imported."""
        package = str(self.out / "python" / "groundwire_api")
        if package in groundwire_api.__path__:
            groundwire_api.__path__.remove(package)
        for platform in self.platforms:
            top = f"groundwire_api.{platform}"
            for name in [name for name in sys.modules if name == top or name.startswith(f"{top}.")]:
                del sys.modules[name]
            if hasattr(groundwire_api, platform):
                delattr(groundwire_api, platform)

    def lock(self, platform: str = "toy") -> str:
        """Return the text of the lock of names."""
        return (self.specs / platform / "names.lock.yaml").read_text(encoding="utf-8")


@dataclass
class Recorder:
    """A transport that answers every call with one JSON text."""

    answer: bytes = b'"done"'
    calls: list[Any] = field(default_factory=list)

    def send(self, call: Call[Any]) -> Any:
        self.calls.append(call)
        return read_reply(call, self.answer)


@dataclass
class AsyncRecorder(Recorder):
    """The same with `await`."""

    async def send(self, call: Call[Any]) -> Any:  # type: ignore[override] - the async twin
        return Recorder.send(self, call)


def sent(call: Call[Any]) -> bytes:
    """Return the parameters of a call as they go over the wire."""
    return encode(call.params)
