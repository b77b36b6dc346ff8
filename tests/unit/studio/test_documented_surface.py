"""The facade offers what the platform documents, literally: members, parameters, kinds, defaults."""

from __future__ import annotations

import importlib.util
import inspect
import json
import typing
from pathlib import Path

import pytest

import groundwire.studio as studio

TOOL = Path(__file__).parents[2] / "tools" / "surface.py"
spec = importlib.util.spec_from_file_location("surface", TOOL)
surface = importlib.util.module_from_spec(spec)
spec.loader.exec_module(surface)

FACTS = json.loads(surface.KEPT.read_text())
CLASSES = FACTS["classes"]
ASYNC = [name.removeprefix("Async") for name in studio.__all__ if name.startswith("Async")]
OFFERED = [*CLASSES, *(f"Async{name}" for name in ASYNC)]


def test_the_facts_are_complete():
    assert len(CLASSES) == 68
    assert sum(len(facts.get("properties", ())) for facts in CLASSES.values()) == 295
    methods = [
        name for facts in CLASSES.values() for name in (*facts.get("methods", ()), *facts.get("special", ()))
    ]
    assert len(methods) == 351
    assert len(FACTS["functions"]) == 8
    assert len(FACTS["aliases"]) == 16


@pytest.mark.parametrize("name", OFFERED)
def test_class_has_the_documented_members_with_the_documented_parameters(name):
    plain = name.removeprefix("Async")
    assert list(surface.differences(getattr(studio, name), plain, CLASSES[plain])) == []


@pytest.mark.parametrize("name", sorted(FACTS["functions"]))
def test_function_has_the_documented_parameters(name):
    assert surface.function_difference(studio, name, FACTS["functions"][name]) is None


@pytest.mark.parametrize("name", sorted(FACTS["aliases"]))
def test_alias_stands_for_the_documented_types(name):
    assert surface.alias_difference(studio, name, FACTS["aliases"][name]) is None
    if name.endswith("UID"):
        assert typing.get_args(getattr(studio, name))[1:] == (int, str)


def test_progress_callback_takes_two_arguments_or_three():
    forms = [typing.get_args(form)[0] for form in typing.get_args(studio.Progress)]
    assert forms == [[int, int], [int, int, str | None]]


def test_the_comparison_says_so_and_names_each_exception(capsys):
    assert surface.main([]) == 0
    printed = capsys.readouterr().out
    assert printed.count("100.00 %") == 7
    for path in (*surface.WIDER, *surface.ALL_OPTIONAL, *surface.LEFT_OUT, *surface.CORRECTIONS):
        assert f"  {path}" in printed


def test_a_missing_class_is_missed_with_everything_it_has():
    facts = {"classes": {"Gone": {"properties": ["a"], "methods": {"b": "(c)"}}}, "functions": {"f": "()"}}
    tallies = surface.compare(facts | {"aliases": {"A": "Union[str, int]"}}, object())
    wrong = [line for tally in tallies.values() for line in tally.wrong]
    assert wrong == [
        "Gone is missing",
        "Gone.a is no property",
        "Gone.b is no method",
        "f is missing",
        "A is missing",
    ]


@pytest.mark.parametrize("path", sorted(surface.WIDER))
def test_documented_calls_fit_where_parameters_differ(path):
    name, _, member = path.rpartition(".")
    documented = CLASSES[name]["methods"][member] if name else FACTS["functions"][member]
    assert surface.WIDER[path][0] != documented
    kinds = [getattr(studio, name), getattr(studio, f"Async{name}", None)] if name else [studio]
    for kind in filter(None, kinds):
        own = kind if member == "__init__" else getattr(kind, member)
        itself = [object()] if name and member != "__init__" else []
        for positional, keywords in surface.calls(documented):
            inspect.signature(own).bind(*itself, *positional, **keywords)


@pytest.mark.parametrize(
    ("name", "member"), [(name, m) for name in CLASSES for m in CLASSES[name].get("overloads", ())]
)
def test_documented_overloads_fit(name, member):
    for kind in (getattr(studio, name), getattr(studio, f"Async{name}")):
        for overload in CLASSES[name]["overloads"][member]:
            for positional, keywords in surface.calls(overload):
                inspect.signature(getattr(kind, member)).bind(object(), *positional, **keywords)


def test_attributes_documented_as_settable_are():
    annotation = studio.Annotation()
    settable = CLASSES["Annotation"]["settable"]
    for number, name in enumerate(settable, start=1):
        setattr(annotation, name, number)
    assert [getattr(annotation, name) for name in settable] == list(range(1, len(settable) + 1))


class Documented:
    """A class that differs from its documentation in every way the comparison knows."""

    def gone_property(self):
        """Return nothing; documented as a property."""

    def changed(self, first, second=2):
        """Take a default other than the documented one."""

    def renamed(self, other):
        """Take a parameter under another name."""

    def keyword(self, *, only=None):
        """Take a parameter that is documented to go by position too."""

    def bound(self):
        """Need an instance, although documented as static."""


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        ({"properties": ["gone_property"]}, "X.gone_property is no property"),
        ({"properties": ["gone"]}, "X.gone is no property"),
        ({"methods": {"gone": "()"}}, "X.gone is no method"),
        (
            {"methods": {"changed": "(first, second=3)"}},
            "X.changed(first, second=2) should be X.changed(first, second=3)",
        ),
        ({"methods": {"renamed": "(name)"}}, "X.renamed(other) should be X.renamed(name)"),
        ({"methods": {"keyword": "(only=None)"}}, "X.keyword(*, only=None) should be X.keyword(only=None)"),
        (
            {"methods": {"bound": "()"}, "static": ["bound"]},
            "X.bound can be called without an instance, or should be",
        ),
        ({"special": ["__repr__"]}, "X.__repr__ is not defined"),
        ({"values": {"Image": 0}}, "X.Image is not 0"),
    ],
)
def test_comparison_tells_every_difference(facts, line):
    assert list(surface.differences(Documented, "X", facts)) == [line]
