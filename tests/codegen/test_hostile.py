"""Text of a spec that tries to leave its place: it must compile, run, and read back unchanged."""

# ruff: noqa: E501 - YAML and messages are quoted whole, as people read them
from __future__ import annotations

import ast
import json
import re
from typing import TYPE_CHECKING

import msgspec
import pytest
import yaml

from codegen.filters import cell, code, docstring, fenced, literal, markdown
from groundwire._core.codec import read_reply

from .toolbox import Recorder, method, sent

if TYPE_CHECKING:
    from .toolbox import Workshop

HOSTILE = {
    "single quotes": "it's ''' quoted '",
    "double quotes": 'say "hi" """ and "',
    "triple quotes that open": '"""',
    "backslashes": "a\\b \\n \\u0041 \\x41 \\N{BULLET} ends with \\",
    "line breaks": "one\ntwo\r\nthree\n\n    four",
    "code after a docstring": '"""\nraise SystemExit("escaped")\n"""',
    "template syntax": "{{ 7 * 7 }} {% raise %} {# note #} {0} %s %(x)s f'{x}'",
    "right to left": "user \u202e\u2066// admin\u2069 \u200b\ufeff",
    "line separators": "a\u2028b\u2029c\x0bd\x0ce\x85f",
    "emoji and accents": "déjà vu 🦌 \U0001f98c",
    "comment ends": "*/ --> <!-- # noqa: ALL",
    "html": "<script>alert(1)</script> & <img src=x onerror=alert(1)>",
    "markdown": "# title\n| a | b |\n`code` [x](javascript:alert(1)) **b** _i_ ```",
    "table break": "a | b \\| c",
    "long word": "x" * 300,
    "control characters": "a\x00b\x1bc\x7fd",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_literal_reads_back_as_the_same_text_in_ascii(text: str):
    assert literal(text).isascii()
    assert ast.literal_eval(literal(text)) == text
    assert ast.literal_eval(literal({text: [text, None, True, 1.5]})) == {text: [text, None, True, 1.5]}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_docstring_stays_inside_its_quotes(text: str):
    source = f'def f():\n    """{docstring(text)}.\n    """\n    return 1\n'
    tree = ast.parse(source)
    (function,) = tree.body
    assert isinstance(function, ast.FunctionDef)
    assert len(function.body) == 2
    shown = ast.get_docstring(function) or ""
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\x00\x1b]", source)
    assert [word for word in re.findall("[a-z]{3,}", text.lower()) if word not in shown.lower()] == []


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_markdown_shows_the_text_and_nothing_of_it_takes_effect(text: str):
    from markdown import markdown as render

    source = f"before {markdown(text)} after\n\n{code(text)}\n\n{fenced(text, 'text')}\n\nend\n"
    table = f"| a | b |\n| --- | --- |\n| {cell(markdown(text))} | {cell(code(text))} |\n\nend\n"
    for written in (source, table):
        html = render(written, extensions=["tables", "fenced_code"])
        assert not re.search(r"<(script|img|strong|em|a|h1)\b", html), html
        assert html.endswith("<p>end</p>")
    assert render(table, extensions=["tables"]).count("<td>") == 2


def quoted(text: str) -> str:
    """Return text as a YAML scalar in double quotes."""
    pairs = re.compile(r"\\u(d[89ab]..)\\u(d[c-f]..)")

    def astral(match: re.Match[str]) -> str:
        return f"\\U{ord(bytes.fromhex(match[1] + match[2]).decode('utf-16-be')):08x}"

    return pairs.sub(astral, json.dumps(text))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_spec_full_of_hostile_text_runs_and_carries_it(workshop: Workshop, text: str):
    key = text.strip()
    # msgspec refuses these in the name of a field, which is a fault of its own (see test_failures).
    plain = re.sub(r'["\\\x00-\x1f]', "", key)
    types = f"""\
Thing:
  type: object
  description: {quoted(text)}
  required: [kind]
  properties:
    kind:
      type: string
      enum: [{quoted(text)}]
      description: {quoted(text)}
    other:
      type: string
      default: {quoted(text)}
      description: {quoted(text)}
    {quoted(key)}:
      type: string
      x-python: renamed
      description: {quoted(text)}
Fast:
  type: object
  x-hot: true
  description: {quoted(text)}
  properties:
    {quoted(plain)}: {{type: string, x-python: renamed, description: {quoted(text)}}}
    kind: {{type: string, enum: [{quoted(text)}], description: {quoted(text)}}}
"""
    made = method(
        "thing.get",
        params=f"[{{name: {quoted(key)}, required: true, x-python: given, description: {quoted(text)}, schema: {{type: string, enum: [{quoted(text)}]}}}}]",
        result='{$ref: "#/components/schemas/Thing"}',
        example=f"{{name: {quoted(text)}, description: {quoted(text)}, params: [{{name: {quoted(key)}, value: {quoted(text)}}}], "
        f"result: {{name: reply, value: {{kind: {quoted(text)}}}}}}}",
        more="errors: [{$ref: '#/components/errors/Odd'}]",
    )
    made = made.replace("Does what its name says.", quoted(text)).replace("Do it", quoted(text[:70]))
    root = f"""\
openrpc: 1.3.2
info: {{title: {quoted(text)}, version: 1.0.0, description: {quoted(text)}}}
servers: [{{name: local, url: "http://127.0.0.1:8080"}}]
x-platform: {{name: toy, protocol: jsonrpc, endpoint: /api}}
components:
  errors: {{Odd: {{code: 7, message: {quoted(text)}}}}}
  tags: {{notes: {{name: things, description: {quoted(text)}}}}}
"""
    workshop.generate({"openrpc.yaml": root, "methods/things.yaml": made, "schemas/things.yaml": types})
    call = workshop.module("calls").thing_get(given=text)
    assert json.loads(sent(call)) == {key: text}
    thing = read_reply(call, json.dumps({"kind": text, key: "found"}).encode())
    assert (thing.kind, thing.other, thing.renamed) == (text, text, "found")
    fast = msgspec.json.decode(
        json.dumps({plain: "found", "kind": text}), type=workshop.module("models").Fast
    )
    assert (fast.renamed, fast.kind) == ("found", text)
    assert (
        workshop.module("sync").Rpc(Recorder(json.dumps({"kind": text}).encode())).thing.get(given=text).kind
        == text
    )
    assert "thing.get" in workshop.module("server").ROUTES
    assert (
        json.loads((workshop.out / "python/groundwire_api/toy/openrpc.json").read_text("utf-8"))["info"][
            "title"
        ]
        == text
    )
    for path in workshop.out.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        compile(source, path, "exec")
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\u2028\u2029\x1b]", source), path


@pytest.mark.parametrize("name", ["__import__", "os; import sys", "a-b", "1abc", "..", "a b", "ünï"])
def test_hostile_parameter_names_become_identifiers(workshop: Workshop, name: str):
    workshop.generate(
        {
            "methods/m.yaml": method(
                "a.b",
                params=f"[{{name: {quoted(name)}, required: true, description: It., schema: {{type: string}}}}]",
                example=f"{{name: e, params: [{{name: {quoted(name)}, value: v}}], result: {{name: r, value: done}}}}",
            )
        }
    )
    lock = yaml.safe_load(workshop.lock())
    python = lock["params"]["a.b"][name]
    assert python.isidentifier()
    assert json.loads(sent(workshop.module("calls").a_b(**{python: "v"}))) == {name: "v"}
