"""Clients for properties, and how hard to look: the same few examples every time, unless more are asked for.

GROUNDWIRE_EXAMPLES is the number of examples of each property; with it, other ones are tried in every run.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import pytest
from anyio.from_thread import start_blocking_portal
from hypothesis import HealthCheck, settings

from groundwire import studio

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundwire.server import LocalServer

_examples = os.environ.get("GROUNDWIRE_EXAMPLES")
settings.register_profile(
    "properties",
    max_examples=int(_examples or 15),
    derandomize=_examples is None,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
PROFILE = settings.get_profile("properties")

Call = Callable[..., Any]


class Both:
    """The methods of a client by name, called the same way whether it is the sync or the async one."""

    def __init__(self, client: Any, run: Callable[..., Any], kinds: Mapping[str, Any], project: str) -> None:
        self._client, self._run = client, run
        self.sample, self.project = kinds["sample"], project

    def __getattr__(self, name: str) -> Call:
        if name.startswith("_"):
            raise AttributeError(name)
        return self.of(self._client, name)

    def of(self, thing: Any, name: str) -> Call:
        """Return a method of something the client returned."""
        return lambda *args, **kwargs: self._run(lambda: getattr(thing, name)(*args, **kwargs))

    def fresh(self, name: str = "properties") -> tuple[str, str]:
        """Make a dataset with an annotation set."""
        dataset = self.create_dataset(self.project, name)
        return dataset, self.create_annotation_set(dataset, "annotations")


@pytest.fixture(scope="session", params=["sync", "async"])
def both(request: pytest.FixtureRequest, local_server: LocalServer) -> Iterator[Both]:
    """The sync client, and then the async one."""
    login = (local_server.username, local_server.password)
    if request.param == "sync":
        client = studio.Client().with_memory_storage().with_url(local_server.url).with_login(*login)
        yield Both(client, lambda call: call(), {"sample": studio.Sample}, local_server.project_id)
        client.close()
        return
    with start_blocking_portal() as portal:

        async def wait(call: Callable[[], Any]) -> Any:
            return await call()

        def run(call: Callable[[], Any]) -> Any:
            return portal.call(wait, call)

        made = studio.AsyncClient().with_memory_storage().with_url(local_server.url)
        aclient = run(lambda: made.with_login(*login))
        yield Both(aclient, run, {"sample": studio.AsyncSample}, local_server.project_id)
        run(aclient.aclose)


@pytest.fixture(scope="session")
def ours(local_server: LocalServer) -> Iterator[studio.Client]:
    """The sync client, for what goes through the same code in both."""
    client = studio.Client().with_memory_storage().with_url(local_server.url)
    with client.with_login(local_server.username, local_server.password) as client:
        yield client


@pytest.fixture(autouse=True)
def _server_is_content(local_server: LocalServer) -> Iterator[None]:
    """Fail a test during which the server failed: odd values are refused, they break nothing."""
    begin = local_server.log_path.stat().st_size
    yield
    with local_server.log_path.open("rb") as log:
        log.seek(begin)
        text = log.read().decode()
    assert "Traceback" not in text
    assert " ERROR " not in text
