"""What users write with the async client; both type checkers accept every line."""

from __future__ import annotations

from typing import assert_type

from groundwire.studio import AsyncClient, AsyncDataset, AsyncLabel, AsyncProject, AsyncSample


async def main_job() -> None:
    async with await AsyncClient().with_memory_storage().with_login("user", "secret") as client:
        assert_type(await client.projects(), list[AsyncProject])
        dataset = await client.dataset("ds-1")
        assert_type(dataset, AsyncDataset)
        assert_type(await dataset.labels(), list[AsyncLabel])
        samples = await dataset.samples()
        assert_type(samples, list[AsyncSample])
        assert_type(await samples[0].download(), bytes | None)
        assert_type((await client.samples_count(dataset.id)).total, int)
        for project in await client.rpc.project.list():
            print(project.description)
