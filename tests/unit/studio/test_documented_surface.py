"""The facade offers what the platform documents, literally: members, parameters, kinds, defaults."""

from __future__ import annotations

import inspect
import json
import typing
from pathlib import Path

import pytest

import groundwire.studio as studio
from groundwire.studio import FileType
from groundwire_api.studio.sync import Rpc

FACTS = json.loads(Path(__file__).with_name("surface.json").read_text())
CLASSES = FACTS["classes"]
PAIRED = (
    "Client",
    "Project",
    "Dataset",
    "AnnotationSet",
    "Label",
    "Sample",
    "Experiment",
    "TrainingSession",
    "ValidationSession",
    "TaskInfo",
)
OFFERED = [*CLASSES, *(f"Async{name}" for name in PAIRED)]
MISSING = object()

# documented members that have no counterpart in the facade; `client.rpc.<key>` does the same, typed
THROUGH_RPC = {
    "snapshots": {
        "Client.create_snapshot",
        "Client.create_snapshot_edgefirst_format",
        "Client.download_snapshot",
    },
}
ABSENT = set().union(*THROUGH_RPC.values())

LISTING = "annotation_types=[], groups=[], types=[FileType.Image], progress=None, version=None"
# ours, where it differs from the documentation; every documented call still fits, see the test below
DIFFERENT = {
    # settings the documented client reads from the environment only; never by position
    "Client.__init__": (
        "(token=None, username=None, password=None, server=None, use_token_file=True, *,"
        " http=None, retry=None, timeouts=None)"
    ),
    # the documentation filters by number in an example and does not list the parameter
    "Client.samples": f"(dataset_id, annotation_set_id=None, {LISTING}, *, group_id=None)",
    "Dataset.samples": f"(annotation_set_id=None, {LISTING}, *, group_id=None)",
    # what is missing is an error here unless the caller accepts it
    "Client.download_dataset": (
        "(dataset_id, groups=[], types=[FileType.Image], output='.', flatten=False, progress=None,"
        " version=None, *, allow_missing=False)"
    ),
    # the documentation writes `...` for defaults it gives in words
    "Dataset.download": (
        "(output='.', groups=[], types=[FileType.Image], flatten=False, progress=None, version=None)"
    ),
    # a documented overload calls the label `name`, which works by keyword here as well
    "Dataset.add_label": "(name_or_client=None, name=None, index=None)",
    "Dataset.remove_label": "(name_or_client=None, name=None)",
    # a label knows the client that returned it
    "Label.remove": "(client=None)",
    "Label.set_index": "(client=None, index=None)",
    "Label.set_name": "(client=None, name=None)",
    # the same as `with_path`, without a second name to learn
    "FileTokenStorage.__init__": "(path=None)",
    # flagged annotations name labels too, and uploading needs them
    "collect_labels_from_samples": "(samples, *, include_flagged=False)",
}
# a struct, which takes its attributes by keyword as well; the documentation shows no parameter
ALL_OPTIONAL = {"Annotation.__init__"}


def shown(function):
    """Return the parameters of a bound callable as Python writes them, without types."""
    signature = inspect.signature(function)
    plain = [parameter.replace(annotation=parameter.empty) for parameter in signature.parameters.values()]
    return str(inspect.Signature(plain))


def without_self(kind, member):
    if member == "__init__":
        return shown(kind)
    function = getattr(kind, member)
    if isinstance(inspect.getattr_static(kind, member), staticmethod | classmethod):
        return shown(function)
    return shown(function.__get__(object()))


def has_attribute(kind, name):
    """Tell whether instances have an attribute that is no method."""
    fields = {*getattr(kind, "__pydantic_fields__", ()), *getattr(kind, "__struct_fields__", ())}
    found = inspect.getattr_static(kind, name, MISSING)
    return name in fields or (found is not MISSING and not callable(found) and not is_static(found))


def is_static(member):
    return isinstance(member, staticmethod | classmethod)


def differences(kind, name, facts):
    """Return one line for each way in which a class differs from its documentation."""
    for member in facts.get("properties", ()):
        if not has_attribute(kind, member):
            yield f"{name}.{member} is no property"
    for member in facts.get("special", ()):
        if getattr(kind, member) is getattr(object, member, None):
            yield f"{name}.{member} is not defined"
    for member, value in facts.get("values", {}).items():
        if getattr(kind, member, None) is None or int(getattr(kind, member)) != value:
            yield f"{name}.{member} is not {value}"
    for member, documented in facts.get("methods", {}).items():
        yield from method_differences(kind, member, f"{name}.{member}", documented)
        if is_static(inspect.getattr_static(kind, member, None)) != (member in facts.get("static", ())):
            yield f"{name}.{member} can be called without an instance, or should be"


def method_differences(kind, member, path, documented):
    if path in ABSENT:
        if hasattr(kind, member):
            yield f"{path} is listed as absent"
        return
    if not callable(getattr(kind, member, None)):
        yield f"{path} is no method"
        return
    if path not in ALL_OPTIONAL:
        ours, expected = without_self(kind, member), DIFFERENT.get(path, documented)
        if ours != expected:
            yield f"{path}{ours} should be {path}{expected}"


@pytest.mark.parametrize("name", OFFERED)
def test_class_has_the_documented_members_with_the_documented_parameters(name):
    plain = name.removeprefix("Async")
    assert list(differences(getattr(studio, name), plain, CLASSES[plain])) == []


@pytest.mark.parametrize("name", sorted(FACTS["functions"]))
def test_function_has_the_documented_parameters(name):
    assert shown(getattr(studio, name)) == DIFFERENT.get(name, FACTS["functions"][name])


@pytest.mark.parametrize("name", sorted(FACTS["aliases"]))
def test_alias_stands_for_the_documented_types(name):
    assert [kind.__name__ for kind in typing.get_args(getattr(studio, name))] == FACTS["aliases"][name]


def test_progress_callback_takes_two_arguments_or_three():
    forms = [typing.get_args(form)[0] for form in typing.get_args(studio.Progress)]
    assert forms == [[int, int], [int, int, str | None]]


@pytest.mark.parametrize("namespace", sorted(THROUGH_RPC))
def test_what_is_absent_is_documented_and_reached_through_rpc(namespace):
    assert hasattr(Rpc, namespace)
    for path in THROUGH_RPC[namespace]:
        kind, member = path.split(".")
        assert member in CLASSES[kind]["methods"]


def calls(documented):
    """Return the arguments of a call with everything by position, and of one with all options by keyword."""
    scope = {"FileType": FileType}
    exec(f"def documented{documented}: ...", scope)
    parameters = inspect.signature(scope["documented"]).parameters.values()
    names = [parameter.name for parameter in parameters if parameter.kind is not parameter.KEYWORD_ONLY]
    required = [parameter.name for parameter in parameters if parameter.default is parameter.empty]
    yield names, {}
    yield required, {parameter.name: 1 for parameter in parameters if parameter.name not in required}


@pytest.mark.parametrize("path", sorted(DIFFERENT))
def test_documented_calls_fit_where_parameters_differ(path):
    name, _, member = path.rpartition(".")
    documented = CLASSES[name]["methods"][member] if name else FACTS["functions"][member]
    assert DIFFERENT[path] != documented
    kinds = [getattr(studio, name), getattr(studio, f"Async{name}", None)] if name else [studio]
    for kind in filter(None, kinds):
        own = kind if member == "__init__" else getattr(kind, member)
        itself = [object()] if name and member != "__init__" else []
        for positional, keywords in calls(documented):
            inspect.signature(own).bind(*itself, *positional, **keywords)


@pytest.mark.parametrize(
    ("name", "member"), [(name, m) for name in CLASSES for m in CLASSES[name].get("overloads", ())]
)
def test_documented_overloads_fit(name, member):
    for kind in (getattr(studio, name), getattr(studio, f"Async{name}")):
        for overload in CLASSES[name]["overloads"][member]:
            for positional, keywords in calls(overload):
                inspect.signature(getattr(kind, member)).bind(object(), *positional, **keywords)


def test_attributes_documented_as_settable_are():
    annotation = studio.Annotation()
    settable = CLASSES["Annotation"]["settable"]
    for number, name in enumerate(settable, start=1):
        setattr(annotation, name, number)
    assert [getattr(annotation, name) for name in settable] == list(range(1, len(settable) + 1))


def test_an_annotation_is_made_without_arguments():
    parameters = inspect.signature(studio.Annotation).parameters.values()
    assert all(parameter.default is not parameter.empty for parameter in parameters)


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
    assert list(differences(Documented, "X", facts)) == [line]
