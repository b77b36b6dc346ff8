"""A user's own httpx client carries everything and stays the user's."""

from __future__ import annotations

import httpx
import pytest

from groundwire.studio import AsyncClient, Client

from .conftest import do, image_bytes, with_image

pytestmark = pytest.mark.anyio


async def test_given_http_client_is_used_and_not_closed(mode, server, tmp_path):
    seen = []
    if mode == "sync":
        http = httpx.Client(event_hooks={"request": [lambda request: seen.append(request.url.path)]})
        kind = Client
    else:

        async def note(request):
            seen.append(request.url.path)

        http = httpx.AsyncClient(event_hooks={"request": [note]})
        kind = AsyncClient
    client = await do(
        kind(http=http)
        .with_memory_storage()
        .with_url(server.url)
        .with_login(server.username, server.password)
    )
    assert await do(client.projects())
    assert "/api" in seen
    from .conftest import AsyncSample, Sample, Studio

    studio = Studio(client, Sample if mode == "sync" else AsyncSample, server)
    dataset_id, set_id = await studio.dataset()
    sample = with_image(studio.boxed("a.png"), tmp_path / "in", "a.png", image_bytes())
    await do(client.populate_samples(dataset_id, set_id, [sample]))
    await do(client.download_dataset(dataset_id, output=str(tmp_path / "out")))
    assert (tmp_path / "out" / "a.png").read_bytes() == image_bytes()
    await do(client.close() if mode == "sync" else client.aclose())
    assert not http.is_closed
    await do(http.close() if mode == "sync" else http.aclose())


async def test_deprecated_credentials_log_in_at_the_first_call(mode, server, monkeypatch):
    kind = Client if mode == "sync" else AsyncClient
    with pytest.warns(DeprecationWarning, match="Client"):
        client = kind(username=server.username, password=server.password, server=server.url)
    assert client.username == server.username
    assert await do(client.projects())
    assert await do(client.token())
    await do(client.close() if mode == "sync" else client.aclose())
