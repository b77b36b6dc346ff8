"""Sync and async classes offer the same, and what the documentation lists."""

from __future__ import annotations

import inspect
import pickle

import pytest

import groundwire.studio as studio

PAIRS = [
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
]

# set-up that only one of the two can have
ONE_SIDED = {"aclose", "close"}


def members(kind):
    return {name for name in dir(kind) if not name.startswith("_")} - ONE_SIDED


def is_ours(member):
    return getattr(member, "__module__", "").startswith("groundwire")


@pytest.mark.parametrize("name", PAIRS)
def test_sync_and_async_class_have_the_same_members_with_the_same_parameters(name):
    sync, aio = getattr(studio, name), getattr(studio, f"Async{name}")
    assert members(sync) == members(aio)
    for member in sorted(members(sync)):
        one, other = getattr(sync, member), getattr(aio, member)
        if not inspect.isfunction(one) or not is_ours(one):
            continue
        plain = [(p.name, p.kind, p.default) for p in inspect.signature(one).parameters.values()]
        waiting = [(p.name, p.kind, p.default) for p in inspect.signature(other).parameters.values()]
        assert plain == waiting, member


@pytest.mark.parametrize("name", PAIRS)
def test_sync_classes_wait_for_nothing(name):
    for member in vars(getattr(studio, name)).values():
        assert not inspect.iscoroutinefunction(member)


def test_public_names_are_complete_and_importable():
    assert sorted(studio.__all__) == list(studio.__all__)
    assert set(studio.__all__) == set(studio._HOMES)
    for name in studio.__all__:
        assert getattr(studio, name) is not None
    assert set(studio.__all__) <= set(dir(studio))
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        _ = studio.Nothing


@pytest.mark.parametrize("name", PAIRS + [f"Async{name}" for name in PAIRS])
def test_classes_show_themselves_where_users_import_them(name):
    kind = getattr(studio, name)
    assert kind.__module__ == "groundwire.studio"
    assert pickle.loads(pickle.dumps(kind)) is kind
