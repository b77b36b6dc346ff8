"""Mistakes that both type checkers refuse; each line that ends in ``# refused`` is one."""

from __future__ import annotations

from groundwire.studio import AsyncClient, Box2d, Client, DatasetID, ProjectID, Sample


def mistakes(client: Client, sample: Sample) -> None:
    client.dataset(ProjectID(1))  # refused
    client.dataset(1.5)  # refused
    client.labels()  # refused
    client.samples("ds-1", grups=["train"])  # refused
    client.create_dataset("p-1", 7)  # refused
    Box2d("0.1", 0.2, 0.3, 0.4)  # refused
    sample.set_frame_number("12")  # refused
    sample.annotatoins  # refused
    client.rpc.dataset.get(dataset="ds-1")  # refused
    client.rpc.dataset.lst()  # refused
    DatasetID(1) + 1  # refused
    client.sample_names("ds-1").append("x")  # refused
    client.upload_dataset("ds-1", annotation=1)  # refused
    client.task("task-1").stages["load"].percentage.upper()  # refused


async def forgotten_await(client: AsyncClient) -> None:
    client.projects()[0]  # refused
