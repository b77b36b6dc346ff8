"""The small parts: UNSET, calls, deprecations, pages, waiting, addresses."""

from __future__ import annotations

import copy
import inspect
import pickle
import warnings
from dataclasses import FrozenInstanceError

import anyio
import anyio.lowlevel
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwire._core import deprecate
from groundwire._core.call import Call, FilePart, HttpRoute, TimeoutClass
from groundwire._core.deprecate import Deprecation, register, registered, warn_deprecated
from groundwire._core.dispatch import Route
from groundwire._core.errors import (
    InsecureUrlError,
    InvalidArgumentError,
    JobFailed,
    JobTimedOut,
    ProtocolError,
)
from groundwire._core.hot import HotModel
from groundwire._core.paging import aiter_pages, aiter_tokens, iter_pages, iter_tokens
from groundwire._core.polling import await_for, wait
from groundwire._core.unset import UNSET, Unset
from groundwire._core.urls import is_loopback, secure_base_url


def test_unset_is_one_falsy_value_for_ever():
    assert not UNSET
    assert repr(UNSET) == "UNSET"
    for twin in (Unset(), copy.copy(UNSET), copy.deepcopy([UNSET])[0], pickle.loads(pickle.dumps(UNSET))):
        assert twin is UNSET


def test_call_drops_unset_and_keeps_none_and_order():
    call = Call("m", {"b": 1, "x": UNSET, "a": None}, lambda: int)
    assert list(call.params.items()) == [("b", 1), ("a", None)]
    assert Call("m", None, lambda: int).params is None


def test_returning_swaps_the_type_and_nothing_else():
    call = Call("m", {"a": 1}, lambda: int, timeout=TimeoutClass.BULK, idempotent=True, hot=False)
    other = call.returning(lambda: str)
    assert (other.result(), other.params, other.timeout, other.idempotent) == (str, {"a": 1}, "bulk", True)
    assert call.result() is int
    assert call.returning(lambda: str, hot=True).hot


def test_call_and_route_are_values():
    with pytest.raises(FrozenInstanceError):
        Call("m", None, lambda: int).method = "n"
    route = HttpRoute("GET", "/x")
    assert route == HttpRoute("GET", "/x", query=(), body="json", reply="json")
    assert Route("m", "d", lambda: int, lambda: str, http=route).http is route
    assert "s3cret" not in repr(FilePart("file", "f", b"s3cret"))


def test_hot_model_skips_unknown_fields_and_defaults():
    import msgspec

    class Point(HotModel):
        x: int
        y: int = 0

    assert msgspec.json.decode(b'{"x":1,"new":2}', type=Point) == Point(x=1)
    assert msgspec.json.encode(Point(x=1)) == b'{"x":1}'


# deprecations


@pytest.fixture
def entry(monkeypatch):
    monkeypatch.setattr(deprecate, "_entries", {})
    made = Deprecation("thing-uid", "Thing.uid", "0.1", "1.0", "str(thing.id)")
    register([made])
    return made


def test_warning_points_at_the_caller(entry):
    def old() -> None:
        warn_deprecated("thing-uid")

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        line = inspect.currentframe().f_lineno + 1
        old()
    assert (caught[0].filename, caught[0].lineno) == (__file__, line)
    text = "Thing.uid is deprecated since 0.1 and will be removed in 1.0; use str(thing.id) instead."
    assert str(caught[0].message) == text


def test_warning_points_past_helpers(entry):
    def helper() -> None:
        warn_deprecated("thing-uid", stacklevel=2)

    def old() -> None:
        helper()

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        line = inspect.currentframe().f_lineno + 1
        old()
    assert caught[0].lineno == line


def test_registry_refuses_two_entries_with_one_id(entry):
    register([entry])
    assert dict(registered()) == {"thing-uid": entry}
    with pytest.raises(InvalidArgumentError, match="thing-uid"):
        register([Deprecation("thing-uid", "Other", "0.1", "1.0", "x")])


# pages

PAGES = {None: (["a"], "t1"), "t1": ([], "t2"), "t2": (["b", "c"], "")}


def test_pages_are_read_to_the_end_one_request_each():
    asked = []

    def fetch(token):
        asked.append(token)
        return PAGES[token]

    found = iter_tokens(fetch, token=lambda page: page[1], items=lambda page: page[0])
    assert asked == []
    assert next(found) == "a"
    assert asked == [None]
    assert list(found) == ["b", "c"]
    assert asked == [None, "t1", "t2"]
    assert len(list(iter_pages(fetch, token=lambda page: page[1]))) == 3


def test_token_that_comes_back_is_an_error():
    with pytest.raises(ProtocolError, match=r"things.list: the server named the same next page twice"):
        list(iter_pages(lambda token: "x", token=lambda page: page, what="things.list"))


def test_numbers_are_tokens_too():
    pages = iter_pages(lambda n: n or 0, token=lambda n: n + 1 if n < 3 else None)
    assert list(pages) == [0, 1, 2, 3]


@pytest.fixture(params=["asyncio", "trio"])
def anyio_backend(request):
    return request.param


@pytest.mark.anyio
async def test_async_pages_are_the_same():
    async def fetch(token):
        await anyio.lowlevel.checkpoint()
        return PAGES[token]

    options = {"token": lambda page: page[1]}
    assert [x async for x in aiter_tokens(fetch, items=lambda page: page[0], **options)] == ["a", "b", "c"]
    assert len([page async for page in aiter_pages(fetch, **options)]) == 3
    with pytest.raises(ProtocolError):
        [page async for page in aiter_pages(fetch, token=lambda page: "t1")]


# waiting


@pytest.fixture(params=["sync", "asyncio", "trio"])
def waiting(request, still):
    def run(states, **options):
        source = iter(states)
        full = {
            "done": lambda s: s == "done",
            "interval": 2.0,
            "what": "The job",
            "clock": still.clock(),
            **options,
        }
        if request.param == "sync":
            return wait(lambda: next(source), **full)

        async def poll():
            return next(source)

        async def main():
            return await await_for(poll, **full)

        return anyio.run(main, backend=request.param)

    return run


def test_wait_asks_until_done(waiting, still):
    seen = []
    assert waiting(["a", "b", "done"], progress=seen.append) == "done"
    assert seen == ["a", "b", "done"]
    assert still.waited == [2.0, 2.0]


def test_wait_raises_the_reason_of_a_failure(waiting):
    with pytest.raises(JobFailed, match=r"The job failed: disk full.") as caught:
        waiting(["a", "bad"], failed=lambda s: "disk full." if s == "bad" else None)
    assert (caught.value.data, caught.value.server_message) == ("bad", "disk full.")
    with pytest.raises(JobFailed, match="gave no reason"):
        waiting(["bad"], failed=lambda s: "")


def test_wait_gives_up_at_the_deadline_and_looks_once_more_there(waiting, still):
    with pytest.raises(JobTimedOut, match="did not end within 5 s; it still runs") as caught:
        waiting(["a", "b", "c", "d", "e"], timeout=5.0)
    assert still.waited == [2.0, 2.0, 1.0]
    assert caught.value.data == "d"
    assert isinstance(caught.value, TimeoutError)


def test_wait_with_no_time_asks_once(waiting, still):
    assert waiting(["done"], timeout=0) == "done"
    with pytest.raises(JobTimedOut):
        waiting(["a", "done"], timeout=0)
    assert still.waited == []


@pytest.mark.parametrize("options", [{"interval": 0}, {"interval": -1}, {"timeout": -1}])
def test_wait_refuses_times_that_make_no_sense(waiting, options):
    with pytest.raises(InvalidArgumentError, match="interval must be above"):
        waiting(["done"], **options)


def test_exception_of_a_progress_callback_ends_the_wait(waiting):
    def stop(state):
        raise KeyError(state)

    with pytest.raises(KeyError):
        waiting(["a"], progress=stop)


# addresses


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("https://host.example/", "https://host.example"),
        (" https://host.example/prefix// ", "https://host.example/prefix"),
        ("http://localhost:80/", "http://localhost:80"),
        ("http://a.localhost", "http://a.localhost"),
        ("http://127.8.9.1:5", "http://127.8.9.1:5"),
        ("http://[::1]:5/x", "http://[::1]:5/x"),
    ],
)
def test_good_addresses(url, clean):
    assert secure_base_url(url) == clean


@pytest.mark.parametrize(
    "url",
    [
        "http://host.example",
        "http://127.0.0.1.example",
        "http://localhost.example",
        "ftp://host",
        "http://10.0.0.1",
        "http://0.0.0.0",
        "http://127.0.0.1@evil.example",
        "HTTP://host.example",
    ],
)
def test_plain_http_to_another_machine_is_refused(url):
    with pytest.raises(InsecureUrlError, match="is refused"):
        secure_base_url(url)


@pytest.mark.parametrize(
    "url",
    ["", "host", "https://", "https:///x", "https://h?x=1", "https://h#f", "https://h:x", "https://[::1"],
)
def test_text_that_is_no_address_is_refused(url):
    with pytest.raises(InvalidArgumentError):
        secure_base_url(url)


def test_refusal_does_not_show_a_password():
    with pytest.raises(InsecureUrlError) as caught:
        secure_base_url("http://user:hunter2@host.example")
    assert "hunter2" not in str(caught.value)


@given(st.text())
def test_any_host_is_judged(text):
    assert is_loopback(text) in {True, False}
