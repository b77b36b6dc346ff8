"""What is tried again, when, and how often; on a simulated clock, without a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from groundwire._core.errors import StatusError, TransportError
from groundwire._core.retry import Failure, RetryEvent, RetryPolicy
from groundwire._core.transfer.model import Download, Upload
from groundwire._core.transfer.schedule import Schedule

if TYPE_CHECKING:
    from pathlib import Path

    from groundwire._core.transfer.job import Job
    from groundwire._core.transfer.model import Transfer, TransferResult

FIXED = RetryPolicy(max_retries=3, base=4.0, cap=4.0)


def schedule(*transfers: Transfer, retry: RetryPolicy = FIXED) -> Schedule:
    return Schedule(transfers, concurrency=4, retry=retry)


def answer(job: Job, status: int, body: bytes = b"", **headers: str) -> object:
    job.buffer += body
    job.accept(status, {name.replace("_", "-"): value for name, value in headers.items()})
    return job.complete(1_700_000_000.0)


def play(jobs: Schedule, status: int, **headers: str) -> tuple[TransferResult | None, int]:
    """Answer every attempt with `status`; return the result and the number of attempts."""
    now = 0.0
    attempts = 0
    while True:
        job = jobs.next(now)
        if job is None:
            now += 0.5
            continue
        attempts += 1
        result = jobs.settle(job, answer(job, status, **headers), now)
        if result is not None:
            return result, attempts


@pytest.mark.parametrize("status", [408, 409, 423, 429, 500, 501, 502, 503, 504, 507, 599])
def test_passing_troubles_of_object_stores_are_tried_again(tmp_path: Path, status: int) -> None:
    result, attempts = play(schedule(Download("http://h/x", tmp_path / "x")), status)
    assert (result.state, attempts, result.attempts) == ("failed", 4, 4)
    assert isinstance(result.error, StatusError)
    assert result.error.attempts == 4
    assert "(after 4 attempts)" in str(result.error)


@pytest.mark.parametrize("status", [304, 400, 401, 403, 404, 410, 413, 422])
def test_other_statuses_are_final(tmp_path: Path, status: int) -> None:
    result, attempts = play(schedule(Download("http://h/x", tmp_path / "x")), status)
    assert (result.state, attempts) == ("failed", 1)


@pytest.mark.parametrize(("method", "attempts"), [("PUT", 4), ("POST", 1), ("PATCH", 1)])
def test_only_repeatable_uploads_are_sent_twice(method: str, attempts: int) -> None:
    assert play(schedule(Upload("http://h/x", b"x", method=method)), 500)[1] == attempts


def test_waiting_blocks_nobody_else(tmp_path: Path) -> None:
    jobs = schedule(Download("http://h/1", tmp_path / "1"), Download("http://h/2", tmp_path / "2"))
    first = jobs.next(0.0)
    assert jobs.settle(first, answer(first, 503, retry_after="7"), 0.0) is None
    second = jobs.next(0.0)
    assert second.url == "http://h/2"
    assert jobs.settle(second, answer(second, 200, b"x"), 0.0).state == "done"
    assert jobs.next(6.9) is None
    assert not jobs.finished
    assert jobs.until_due(5.0) == pytest.approx(2.0)
    assert jobs.next(7.0) is first
    jobs.close()


def test_the_hook_hears_of_every_retry(tmp_path: Path) -> None:
    events: list[RetryEvent] = []
    policy = RetryPolicy(max_retries=2, base=1.0, on_retry=events.append)
    play(schedule(Download("http://h/a?sig=secret", tmp_path / "x"), retry=policy), 503)
    assert [(event.method, event.attempt, event.outcome.status) for event in events] == [
        ("GET http://h/a", 1, 503),
        ("GET http://h/a", 2, 503),
    ]


def test_a_cut_download_that_got_further_spends_no_retries(tmp_path: Path) -> None:
    jobs = schedule(Download("http://h/x", tmp_path / "x"), retry=RetryPolicy(max_retries=1, base=0.0))
    job = jobs.next(0.0)
    now = 0.0
    for piece in range(10):
        headers = {"etag": '"v"', "content-range": f"bytes {piece * 1000}-9999/10000"}
        job.accept(206 if piece else 200, headers)
        job.buffer += b"x" * 1000
        assert jobs.settle(job, job.broke(Failure.DISCONNECT, "cut"), now) is None
        now += 1000.0  # longer than the policy's deadline for tries in vain
        job = jobs.next(now)
        assert job.headers() == {"Range": f"bytes={(piece + 1) * 1000}-", "If-Range": '"v"'}
    assert jobs.settle(job, job.broke(Failure.DISCONNECT, "cut"), now) is None
    job = jobs.next(now)
    result = jobs.settle(job, job.broke(Failure.DISCONNECT, "cut"), now)
    assert (result.state, result.attempts) == ("failed", 12)
    assert isinstance(result.error, TransportError)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("headers", [{}, {"etag": 'W/"weak"'}, {"etag": '"v"', "accept-ranges": "none"}])
def test_without_a_strong_validator_a_cut_download_starts_over(
    tmp_path: Path, headers: dict[str, str]
) -> None:
    jobs = schedule(Download("http://h/x", tmp_path / "x"), retry=RetryPolicy(base=0.0))
    job = jobs.next(0.0)
    job.accept(200, headers)
    job.buffer += b"x" * 2_000_000
    job.absorb()
    jobs.settle(job, job.broke(Failure.DISCONNECT, "cut"), 0.0)
    assert jobs.next(0.0).headers() == {}
    jobs.close()
    assert list(tmp_path.iterdir()) == []


def test_a_retry_after_redirects_begins_at_the_original_url_with_its_headers(tmp_path: Path) -> None:
    wanted = Download("http://h/x", tmp_path / "x", headers={"X-Key": "k"})
    jobs = schedule(wanted, retry=RetryPolicy(base=0.0))
    job = jobs.next(0.0)
    jobs.settle(job, answer(job, 302, location="http://other/y"), 0.0)
    job = jobs.next(0.0)
    assert (job.url, job.headers(), job.attempts) == ("http://other/y", {}, 1)
    jobs.settle(job, answer(job, 503), 0.0)
    job = jobs.next(1.0)
    assert (job.url, job.headers(), job.attempts) == ("http://h/x", {"X-Key": "k"}, 2)
    jobs.close()


def test_abandoning_ends_those_that_run_and_those_that_wait(tmp_path: Path) -> None:
    wanted = [Download(f"http://h/{i}", tmp_path / f"{i}", key=i) for i in range(5)]
    jobs = schedule(*wanted)
    waiting, running = jobs.next(0.0), jobs.next(0.0)
    jobs.settle(waiting, answer(waiting, 503), 0.0)
    running.accept(200, {})
    running.buffer += b"x" * 1_000_000
    running.absorb()
    assert len(list(tmp_path.iterdir())) == 1
    results = jobs.abandon()
    assert [(result.transfer.key, result.state) for result in results] == [(0, "cancelled"), (1, "cancelled")]
    assert jobs.finished
    assert jobs.next(100.0) is None
    assert list(tmp_path.iterdir()) == []
