"""Sync and async classes offer the same, and what the documentation lists."""

from __future__ import annotations

import inspect
import pickle

import pytest

import groundwire.studio as studio

# every class that has an async twin; a new one is walked as soon as it is public
PAIRS = sorted(name.removeprefix("Async") for name in studio.__all__ if name.startswith("Async"))

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


def test_every_class_that_asks_the_server_comes_as_a_pair():
    waiting = {name for name in studio.__all__ if has_coroutines(getattr(studio, name))}
    assert waiting == {f"Async{name}" for name in PAIRS}
    assert set(PAIRS) <= set(studio.__all__)
    # a bound object without a twin would block the event loop of whoever got it from an async client
    bound = {name for name in studio.__all__ if hasattr(getattr(studio, name), "_api")}
    assert bound == {kind for name in PAIRS for kind in (name, f"Async{name}")} - {"Client", "AsyncClient"}


def has_coroutines(kind):
    return inspect.isclass(kind) and any(
        inspect.iscoroutinefunction(inspect.getattr_static(kind, member)) for member in members(kind)
    )


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
