"""One local server for all tests, and each test with the sync and the async client."""

from __future__ import annotations

import inspect
import io

import pytest
from PIL import Image

from groundwire.studio import Annotation, AsyncClient, AsyncSample, Box2d, Client, Sample, SampleFile


@pytest.fixture
def server(local_server):
    return local_server


@pytest.fixture(params=["sync", "asyncio", "trio"])
def mode(request):
    return request.param


@pytest.fixture
def anyio_backend(mode):
    return "trio" if mode == "trio" else "asyncio"


async def do(value):
    """Wait for what an async client returned; take what a sync client returned."""
    return await value if inspect.isawaitable(value) else value


class Studio:
    """A logged-in client and what tests need around it."""

    def __init__(self, client, sample, server):
        self.client = client
        self.sample = sample
        self.server = server

    async def dataset(self, name="dataset"):
        dataset_id = await do(self.client.create_dataset(self.server.project_id, name))
        return dataset_id, await do(self.client.create_annotation_set(dataset_id, "annotations"))

    def boxed(self, name, label="person", **extra):
        sample = self.sample()
        sample.set_image_name(name)
        annotation = Annotation()
        annotation.set_label(label)
        annotation.set_box2d(Box2d(0.1, 0.2, 0.3, 0.4))
        sample.add_annotation(annotation)
        for key, value in extra.items():
            getattr(sample, f"set_{key}")(value)
        return sample


@pytest.fixture
async def studio(mode, server):
    kind, sample = (Client, Sample) if mode == "sync" else (AsyncClient, AsyncSample)
    client = await do(
        kind().with_memory_storage().with_url(server.url).with_login(server.username, server.password)
    )
    yield Studio(client, sample, server)
    await do(client.close() if mode == "sync" else client.aclose())


def image_bytes(format_="PNG", size=(16, 8), shade=0):
    buffer = io.BytesIO()
    Image.new("L", size, shade).save(buffer, format_)
    return buffer.getvalue()


def with_image(sample, folder, name, content):
    """Give a sample a local image file."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(content)
    sample.add_file(SampleFile("image", str(path)))
    return sample
