"""Ten writers while tags are made: every tag holds whole calls, and stays as it was."""

from __future__ import annotations

from tests.server.studio.test_concurrency import CLIENTS, together
from tests.server.versions.conftest import annotation

BATCH, BATCHES = 20, 4


def batch(number: int, turn: int) -> list[dict]:
    """A call that makes new samples and changes those of the call before."""
    new = [{"uuid": f"{number}/{turn}/{n}", "annotations": [annotation()]} for n in range(BATCH)]
    old = [{"uuid": f"{number}/{turn - 1}/{n}", "source": str(turn)} for n in range(BATCH if turn else 0)]
    return new + old


def test_a_tag_never_holds_part_of_a_call(data) -> None:
    names: list[str] = []

    def work(api, number: int) -> None:
        if number == 0:
            for turn in range(8):
                api("version.tag.create", dataset_id=data.id, name=f"v{turn}")
                names.append(f"v{turn}")
            return
        for turn in range(BATCHES):
            api(
                "samples.populate2",
                dataset_id=data.id,
                annotation_set_id=data.annotation_set,
                presigned_urls=False,
                samples=batch(number, turn),
            )

    together(data.api, work)
    assert data("samples.count") == {"total": (CLIENTS - 1) * BATCH * BATCHES}
    for name in names:
        samples = data.samples(tag=name)
        tag = data("version.tag.get", name=name)
        assert tag["image_count"] == len(samples) == tag["annotation_counts"].get("box", 0)
        calls: dict[tuple[str, str], list] = {}
        for sample in samples:
            number, turn, _ = sample["uuid"].split("/")
            calls.setdefault((number, turn), []).append(sample)
        for (number, turn), found in calls.items():
            assert len(found) == BATCH
            followed = (number, str(int(turn) + 1)) in calls
            assert {one.get("source") for one in found} == {str(int(turn) + 1) if followed else None}


def test_one_of_ten_gets_the_name(data) -> None:
    def work(api, _: int) -> int:
        try:
            return api("version.tag.create", dataset_id=data.id, name="v1")["id"]
        except Exception as error:  # noqa: BLE001  (the code of any failure is what counts)
            return -getattr(error, "code", 0)

    results = together(data.api, work)
    assert sorted(results)[: CLIENTS - 1] == [-1] * (CLIENTS - 1)
    assert len(data("version.tag.list")) == 1


def test_restores_and_writes_at_once_leave_a_whole_state(data) -> None:
    data.populate(*batch(0, 0))
    data.tag("v1")
    before = data.state("v1")

    def work(api, number: int) -> None:
        for turn in range(3):
            if number % 2:
                api("version.tag.restore", dataset_id=data.id, name="v1")
            else:
                samples = [{"uuid": f"{number}/{turn}", "annotations": [annotation(f"label {number}")]}]
                api(
                    "samples.populate2",
                    dataset_id=data.id,
                    annotation_set_id=data.annotation_set,
                    presigned_urls=False,
                    samples=samples,
                )

    together(data.api, work)
    assert data.state("v1") == before
    data.restore("v1")
    assert data.state() == before
