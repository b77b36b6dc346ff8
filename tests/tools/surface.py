"""Compare the documented Python surface of EdgeFirst Studio with `groundwire.studio`: `surface.py [FACTS]`.

The facts are `tests/unit/studio/surface.json`, or the machine-readable form of the platform's documentation,
which is condensed to the same form first and must then be what the kept copy says.
"""

from __future__ import annotations

import ast
import inspect
import json
import sys
import typing
from pathlib import Path

KEPT = Path(__file__).parents[1] / "unit/studio/surface.json"
MISSING = object()

# Ours where it takes more, with the reason; every documented call fits these as well, which is checked.
LISTING = "annotation_types=[], groups=[], types=[FileType.Image], progress=None, version=None"
WIDER = {
    "Client.__init__": (
        (
            "(token=None, username=None, password=None, server=None, use_token_file=True, *,"
            " http=None, retry=None, timeouts=None)"
        ),
        "settings that the platform's client reads from the environment only; never by position",
    ),
    "Client.datasets": ("(project_id=None, name=None)", "an example lists the datasets of all projects"),
    "Client.samples": (
        f"(dataset_id, annotation_set_id=None, {LISTING}, *, group_id=None)",
        "an example filters by the number of a group, without listing the parameter",
    ),
    "Dataset.samples": (
        f"(annotation_set_id=None, {LISTING}, *, group_id=None)",
        "as Client.samples",
    ),
    "Client.download_dataset": (
        (
            "(dataset_id, groups=[], types=[FileType.Image], output='.', flatten=False, progress=None,"
            " version=None, *, allow_missing=False)"
        ),
        "what is missing is an error here unless the caller accepts it",
    ),
    "Dataset.download": (
        "(output='.', groups=[], types=[FileType.Image], flatten=False, progress=None, version=None)",
        "the documentation writes `...` for defaults that it gives in words",
    ),
    "Dataset.add_label": (
        "(name_or_client=None, name=None, index=None)",
        "a documented overload calls the label `name`, which works by keyword here as well",
    ),
    "Dataset.remove_label": ("(name_or_client=None, name=None)", "as Dataset.add_label"),
    "Label.remove": ("(client=None)", "a label knows the client that returned it"),
    "Label.set_index": ("(client=None, index=None)", "as Label.remove"),
    "Label.set_name": ("(client=None, name=None)", "as Label.remove"),
    "Snapshot.download": (
        "(output_or_client=None, output=None, progress=None)",
        "a documented overload calls the folder `output`, which works by keyword here as well",
    ),
    "FileTokenStorage.__init__": ("(path=None)", "the same as `with_path`, without a second name to learn"),
    "collect_labels_from_samples": (
        "(samples, *, include_flagged=False)",
        "flagged annotations name labels too, and uploading needs them",
    ),
}
# attributes are taken by keyword as well; the documentation shows a constructor without parameters
ALL_OPTIONAL = {"Annotation.__init__": "every attribute may also be given by keyword"}

# What is undocumented and not offered, with the reason.
LEFT_OUT = {
    f"Parameter.{kind}": "a class per kind, at run time only; `Parameter.integer`, `is_integer` … do the same"
    for kind in ("Array", "Boolean", "Integer", "Object", "Real", "String")
}

# Where the documentation and the released module contradict each other, and what we offer.
CORRECTIONS = {
    "Artifact, Error, Organization": "in the stub only; importable here, `Error` is the root of all errors",
    "Progress, ParameterValue, ParameterDict, …UID": "in the stub only; importable here",
    "Client.login, Client.download_sample": "on the page, in no release; there, as the page says",
    "Client.restore_snapshot": "all seven arguments are required at run time; the last two optional here",
    "Dataset.download": "`output` is required at run time; optional here, as documented",
    "Client.task_status, set_stages, update_stage": "take a TaskID only at run time; any TaskUID here",
    "Client.create_dataset": "`project_id: str` on the page; any ProjectUID here, as at run time",
    "Label.uid": "raises AttributeError at run time; deprecated and there",
    "Stage.stage_id": "missing at run time, where it is `stage`; both are there",
    "Dataset.project_id, Stage.stage": "undocumented, at run time only; there",
    "Organization.credits": "whole number on the page, float at run time; float",
    "AnnotationSet.created, AnnotationSet.dataset_id, Label.dataset_id, SnapshotRestoreResult.date": (
        "may be None, as the server may leave them out"
    ),
    "Annotation.iscrowd, Annotation.set_iscrowd": "deprecated names of `ignore`",
}


def condense(full: dict[str, typing.Any]) -> dict[str, typing.Any]:
    """Return names, parameters and defaults of the machine-readable documentation, without types."""
    return {
        "about": "What edgefirst_client 2.19 documents: parameters as Python writes them, without types.",
        "functions": {name: plain(facts["signature"]) for name, facts in sorted(full["functions"].items())},
        "aliases": {name: facts["value"] for name, facts in sorted(full["type_aliases"].items())},
        "classes": {name: condense_class(facts) for name, facts in sorted(full["classes"].items())},
    }


def condense_class(facts: dict[str, typing.Any]) -> dict[str, typing.Any]:
    methods, marks = facts["methods"], facts.get("members", {})
    found = {
        "properties": sorted(facts["properties"]),
        "settable": sorted(name for name, mark in marks.items() if mark.get("settable")),
        "methods": {name: plain(text) for name, text in sorted(methods.items()) if not is_special(name)},
        "special": sorted(filter(is_special, methods)),
        "static": sorted(name for name, mark in marks.items() if mark.get("staticmethod")),
        "overloads": {
            name: [plain(text) for text in mark["overloads"]]
            for name, mark in sorted(marks.items())
            if "overloads" in mark
        },
        "undocumented": sorted(facts.get("runtime_only", ())),
        "values": facts.get("enum_members", {}),
    }
    return {name: value for name, value in found.items() if value}


def is_special(name: str) -> bool:
    return name.startswith("__") and name != "__init__"


def plain(signature: str) -> str:
    """Return a documented signature without types."""
    (function,) = ast.parse(f"def f{signature}: ...").body
    assert isinstance(function, ast.FunctionDef)
    arguments = function.args
    for argument in [*arguments.args, *arguments.kwonlyargs]:
        argument.annotation = None
    return f"({ast.unparse(arguments)})"


def shown(function: typing.Any) -> str:
    """Return the parameters of a bound callable as Python writes them, without types."""
    signature = inspect.signature(function)
    bare = [parameter.replace(annotation=parameter.empty) for parameter in signature.parameters.values()]
    return str(inspect.Signature(bare))


def without_self(kind: type, member: str) -> str:
    if member == "__init__":
        return shown(kind)
    function = getattr(kind, member)
    if is_static(inspect.getattr_static(kind, member)):
        return shown(function)
    return shown(function.__get__(object()))


def is_static(member: object) -> bool:
    return isinstance(member, staticmethod | classmethod)


def has_attribute(kind: type, name: str) -> bool:
    """Tell whether instances have an attribute that is no method."""
    fields = {*getattr(kind, "__pydantic_fields__", ()), *getattr(kind, "__struct_fields__", ())}
    found = inspect.getattr_static(kind, name, MISSING)
    return name in fields or (found is not MISSING and not callable(found) and not is_static(found))


def expected(path: str, documented: str) -> str:
    return WIDER[path][0] if path in WIDER else documented


def differences(kind: type, name: str, facts: dict[str, typing.Any]) -> typing.Iterator[str]:
    """Return one line for each way in which a class differs from its documentation."""
    yield from attribute_differences(kind, name, facts)
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


def attribute_differences(kind: type, name: str, facts: dict[str, typing.Any]) -> typing.Iterator[str]:
    for member in facts.get("properties", ()):
        if not has_attribute(kind, member):
            yield f"{name}.{member} is no property"
    for member in facts.get("settable", ()):
        found = inspect.getattr_static(kind, member, None)
        if isinstance(found, property) and found.fset is None:
            yield f"{name}.{member} cannot be set"
    for member in facts.get("undocumented", ()):
        if (
            not has_attribute(kind, member)
            and not hasattr(kind, member)
            and f"{name}.{member}" not in LEFT_OUT
        ):
            yield f"{name}.{member} is missing"


def method_differences(kind: type, member: str, path: str, documented: str) -> typing.Iterator[str]:
    if not callable(getattr(kind, member, None)):
        yield f"{path} is no method"
    elif path in ALL_OPTIONAL:
        if any(one.default is one.empty for one in inspect.signature(kind).parameters.values()):
            yield f"{path} requires an argument"
    elif (ours := without_self(kind, member)) != expected(path, documented):
        yield f"{path}{ours} should be {path}{expected(path, documented)}"


def alias_difference(module: object, name: str, documented: str) -> str | None:
    """Say how an alias differs from the documented union or callable, or return None."""
    found = getattr(module, name, None)
    if found is None:
        return f"{name} is missing"
    ours, theirs = members(repr(found)), members(documented.replace("ParameterValue", "str, float, bool"))
    return None if ours == theirs else f"{name} is {sorted(ours)}, should be {sorted(theirs)}"


def members(text: str) -> set[str]:
    """Return the plain names in a type, without the modules and the generic names around them."""
    text = (
        text.replace("collections.abc.", "").replace("typing.", "").replace("<class '", "").replace("'>", "")
    )
    words = "".join(letter if letter.isalnum() or letter in "._" else " " for letter in text).split()
    # a callback may return anything; a mapping that is only read may be of any kind
    same = {"None": "NoneType", "object": "NoneType", "Mapping": "dict", "Dict": "dict", "List": "list"}
    same |= {"Sequence": "list"}
    names = {same.get(name, name) for name in (word.rpartition(".")[2] for word in words)}
    return names - {"Union", "Optional", "NoneType"}


class Tally:
    """How many documented things there are and which of them differ."""

    def __init__(self) -> None:
        self.total = 0
        self.wrong: list[str] = []

    def count(self, total: int, line: str | None = None) -> None:
        """Add documented things, and a line when something is wrong with one."""
        self.total += total
        if line is not None:
            self.wrong.append(line)

    def line(self, what: str) -> str:
        good = self.total - len(self.wrong)
        share = 100 * good / self.total if self.total else 100.0
        return f"{what:12} {good:4} of {self.total:4}  {share:6.2f} %"


def compare(facts: dict[str, typing.Any], module: object) -> dict[str, Tally]:
    """Compare everything; return a tally per kind of thing."""
    names = ("classes", "properties", "methods", "parameters", "enum members", "functions", "aliases")
    tallies = {name: Tally() for name in names}
    for name, told in facts["classes"].items():
        compare_class(tallies, getattr(module, name, None), name, told)
    for name, documented in facts["functions"].items():
        tallies["functions"].count(1, function_difference(module, name, documented))
    for name, documented in facts["aliases"].items():
        tallies["aliases"].count(1, alias_difference(module, name, documented))
    return tallies


def compare_class(
    tallies: dict[str, Tally], kind: type | None, name: str, told: dict[str, typing.Any]
) -> None:
    methods = told.get("methods", {})
    tallies["classes"].count(1, f"{name} is missing" if kind is None else None)
    tallies["properties"].count(len(told.get("properties", ())))
    tallies["methods"].count(len(methods) + len(told.get("special", ())))
    tallies["parameters"].count(sum(map(count_parameters, methods.values())))
    tallies["enum members"].count(len(told.get("values", ())))
    lines = everything(name, told) if kind is None else differences(kind, name, told)
    for line in lines:
        tallies[kind_of(line)].count(0, line)


def everything(name: str, told: dict[str, typing.Any]) -> typing.Iterator[str]:
    """Return the lines of a class that is missing with all it has."""
    yield from (f"{name}.{member} is no property" for member in told.get("properties", ()))
    yield from (f"{name}.{member} is no method" for member in told.get("methods", {}))
    yield from (f"{name}.{member} is not defined" for member in told.get("special", ()))


def function_difference(module: object, name: str, documented: str) -> str | None:
    function = getattr(module, name, None)
    if function is None:
        return f"{name} is missing"
    ours = shown(function)
    return None if ours == expected(name, documented) else f"{name}{ours} should be {name}{documented}"


def count_parameters(signature: str) -> int:
    return len(inspect.signature(as_function(signature)).parameters)


def as_function(signature: str) -> typing.Any:
    """Return a function with these parameters."""
    scope: dict[str, typing.Any] = {"FileType": studio_file_type()}
    exec(f"def documented{signature}: ...", scope)
    return scope["documented"]


def studio_file_type() -> object:
    from groundwire.studio import FileType

    return FileType


def calls(documented: str) -> typing.Iterator[tuple[list[str], dict[str, object]]]:
    """Return the arguments of a call with everything by position, and of one with all options by keyword."""
    parameters = inspect.signature(as_function(documented)).parameters.values()
    names = [parameter.name for parameter in parameters if parameter.kind is not parameter.KEYWORD_ONLY]
    required = [parameter.name for parameter in parameters if parameter.default is parameter.empty]
    yield names, {}
    yield required, {parameter.name: 1 for parameter in parameters if parameter.name not in required}


def kind_of(line: str) -> str:
    """Tell which tally a line belongs to."""
    if line.endswith(("is no property", "cannot be set", "is missing")):
        return "properties"
    if " should be " in line and "(" in line:
        return "parameters"
    return "enum members" if line.rpartition(" ")[2].isdigit() else "methods"


def main(arguments: list[str]) -> int:
    """Print counts, percentages and each exception; return 1 when something differs without a reason."""
    import groundwire.studio as studio

    facts = json.loads(KEPT.read_text())
    same = True
    if arguments:
        given = json.loads(Path(arguments[0]).read_text())
        facts = condense(given) if "type_aliases" in given else given
        same = facts == json.loads(KEPT.read_text())
        print(f"{arguments[0]}: the kept copy {'says the same' if same else 'differs'}")
    tallies = compare(facts, studio)
    for what, tally in tallies.items():
        print(tally.line(what))
    wrong = [line for tally in tallies.values() for line in tally.wrong]
    for line in wrong:
        print(line)
    print("Wider than documented; every documented call fits:")
    for path, (ours, reason) in WIDER.items():
        print(f"  {path}{ours}: {reason}")
    for path, reason in ALL_OPTIONAL.items():
        print(f"  {path}: {reason}")
    print("Left out, because nobody documents it:")
    for path, reason in LEFT_OUT.items():
        print(f"  {path}: {reason}")
    print("Corrections, where documentation and released module contradict each other:")
    for path, reason in CORRECTIONS.items():
        print(f"  {path}: {reason}")
    return int(bool(wrong) or not same)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
