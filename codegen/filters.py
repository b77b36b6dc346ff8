"""The only ways a string of a spec gets into generated text."""

from __future__ import annotations

import html
import re
import textwrap
import unicodedata

from codegen.jsontypes import is_object

_WIDTH = 100
_MARKDOWN = re.compile(r"[\\`*{}\[\]|~$^]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_LINE_START = re.compile(r"^(#+|[-+=>]+|[0-9]+[.)])(?=\s|$)")
# Characters that end a line for some reader, or change the direction or visibility of text.
_INVISIBLE = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}


def literal(value: object) -> str:
    """Return a Python literal in ASCII for text, numbers, booleans, None and containers of them."""
    if isinstance(value, str):
        return _text_literal(value)
    if isinstance(value, list | tuple):
        inner = ", ".join(literal(item) for item in value)  # pyright: ignore[reportUnknownVariableType,reportUnknownArgumentType] - any JSON
        if isinstance(value, tuple):
            return f"({inner},)" if inner else "()"
        return f"[{inner}]"
    if is_object(value):
        return "{" + ", ".join(f"{literal(key)}: {literal(item)}" for key, item in value.items()) + "}"  # pyright: ignore[reportUnknownVariableType,reportUnknownArgumentType] - any JSON
    if isinstance(value, bool | int | float) or value is None:
        return repr(value)
    raise TypeError(f"no literal for {type(value).__name__}")


def _text_literal(value: str) -> str:
    body = ascii(value)
    quote = body[0]
    inner = body[1:-1]
    if quote == "'":
        inner = inner.replace("\\'", "'").replace('"', '\\"')
    return f'"{inner}"'


def visible(text: str) -> str:
    """Replace control, direction and other invisible characters by their escapes; line breaks stay."""
    return "".join(
        char if char == "\n" or unicodedata.category(char) not in _INVISIBLE else _escape(char)
        for char in text
    )


def _escape(char: str) -> str:
    return " " if char in "\t\r" else f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"


def one_line(text: str) -> str:
    """Return visible text on one line."""
    return " ".join(visible(text).split())


def docstring(text: str, indent: int = 4, lead: int = 0) -> str:
    """Return text safe inside a triple-quoted docstring, wrapped, continued at `indent` columns.

    Args:
        text: Any text.
        indent: Column of every line after the first.
        lead: Length of what stands before it on its first line, beyond `indent`.
    """
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n\s*\n", visible(text))]
    safe = [part.replace("\\", "\\\\").replace('"""', '\\"\\"\\"') for part in paragraphs if part]
    lines: list[str] = []
    for number, part in enumerate(safe):
        first = " " * (lead if number == 0 else 0)
        wrapped = textwrap.wrap(
            part, _WIDTH - indent, initial_indent=first, break_long_words=False, break_on_hyphens=False
        )
        lines += ["", *wrapped] if number else [wrapped[0][lead:], *wrapped[1:]]
    return "\n".join(lines[:1] + [f"{' ' * indent}{line}" if line else "" for line in lines[1:]])


def markdown(text: str) -> str:
    """Return text that Markdown and HTML show as it is, on one line, also inside a table."""
    escaped = _MARKDOWN.sub(lambda match: "\\" + match[0], html.escape(one_line(text), quote=False))
    return _LINE_START.sub(lambda match: match[0][:-1] + "\\" + match[0][-1], escaped)


def code(text: str) -> str:
    """Return text as Markdown inline code that does not end early."""
    flat = one_line(text)
    fence = "`" * (max((len(run) for run in re.findall(r"`+", flat)), default=0) + 1)
    pad = " " if flat.startswith("`") or flat.endswith("`") else ""
    return f"{fence}{pad}{flat}{pad}{fence}"


def cell(text: str) -> str:
    """Return Markdown safe inside a table cell."""
    return re.sub(r"(?<!\\)\|", r"\\|", text)


def fenced(text: str, language: str) -> str:
    """Return text as a Markdown code block whose fence the text cannot close."""
    shown = visible(text)
    fence = "`" * max(3, max((len(run) for run in re.findall(r"`+", shown)), default=0) + 1)
    return f"{fence}{language}\n{shown}\n{fence}"
