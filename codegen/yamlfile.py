"""YAML with the line of every value: only plain data, duplicate keys refused, timestamps stay text."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import yaml

from codegen.diagnostics import Diagnostics, Location

if TYPE_CHECKING:
    from pathlib import Path

PathInFile: TypeAlias = "tuple[str | int, ...]"

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_CONSTANTS: dict[str, object] = {"": None, "~": None, "null": None, "true": True, "false": False}
# Words and forms that YAML 1.1 and 1.2 read differently: a reader of the file cannot know which is meant.
_DOUBTFUL = re.compile(
    r"(?i)(y|yes|n|no|on|off|true|false|null|0[0-9]+|0[xo][0-9a-f]+|[0-9]{4}-[0-9]{2}-[0-9]{2}.*)"
)


@dataclass(frozen=True, slots=True)
class YamlFile:
    """Content of one file and where each value stands in it.

    Attributes:
        name: Path as shown in messages and headers, with forward slashes.
        data: The plain value.
        lines: Line of each value by its path; of a member, the line of its key.
    """

    name: str
    data: object
    lines: dict[PathInFile, int]

    def at(self, path: PathInFile) -> Location:
        """Return the line of the value at `path`, or of the nearest value around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return Location(self.name, self.lines.get(path, 1))


def read_yaml(path: Path, name: str, diagnostics: Diagnostics) -> YamlFile | None:
    """Read one file; faults are recorded and give None."""
    text = ""
    try:
        text = path.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except UnicodeDecodeError as error:
        diagnostics.error(
            Location(name), "not UTF-8", f"byte {error.start} cannot be decoded; save the file as UTF-8"
        )
        return None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        diagnostics.error(Location(name, line), "not valid YAML", f"{error.problem or error.context}")
        return None
    except yaml.reader.ReaderError as error:
        line = text[: error.position].count("\n") + 1
        diagnostics.error(
            Location(name, line), "not valid YAML", f"{error.reason}; write it as an escape in quotes"
        )
        return None
    if node is None:
        diagnostics.error(Location(name), "empty file", "remove it or fill it")
        return None
    builder = _Builder(name, diagnostics)
    return YamlFile(name, builder.build(node, ()), builder.lines)


class _Builder:
    """Turns a node tree into plain values and notes the lines."""

    def __init__(self, name: str, diagnostics: Diagnostics) -> None:
        self.name = name
        self.diagnostics = diagnostics
        self.lines: dict[PathInFile, int] = {}

    def build(self, node: yaml.Node, path: PathInFile) -> object:
        """Return the value of `node`, which stands at `path`."""
        self.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.build(item, (*path, index)) for index, item in enumerate(node.value)]
        return self._scalar(node)

    def _mapping(self, node: yaml.MappingNode, path: PathInFile) -> dict[str, object]:
        result: dict[str, object] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self.diagnostics.error(Location(self.name, line), "key is not text", "use a plain text key")
                continue
            key: str = key_node.value
            if key in result:
                detail = f"{key!r} stands twice in the same mapping; remove one"
                self.diagnostics.error(Location(self.name, line), "duplicate key", detail)
                continue
            self.lines[(*path, key)] = line
            result[key] = self.build(value_node, (*path, key))
        return result

    def _scalar(self, node: yaml.Node) -> object:
        text: str = node.value
        if getattr(node, "style", None) or node.tag == "tag:yaml.org,2002:str":
            return text
        if text in _CONSTANTS:
            return _CONSTANTS[text]
        if _INTEGER.fullmatch(text):
            return int(text)
        if _DOUBTFUL.fullmatch(text):
            where = Location(self.name, node.start_mark.line + 1)
            self.diagnostics.error(
                where, "ambiguous value", f"quote {text!r}: YAML readers disagree on what it is"
            )
            return text
        if _FLOAT.fullmatch(text) and math.isfinite(float(text)):
            return float(text)
        return text
