from __future__ import annotations

import pytest

from groundwire._core.transfer.limits import CEILING, FAR_CEILING, START, AdaptiveLimit, FixedLimit


def simulate(
    limit: AdaptiveLimit, seconds: float, *, latency: float, most_per_second: float, size: int = 60_000
) -> None:
    """Let `limit` steer a server that answers after `latency` and serves at most so many files a second."""
    now = 0.0
    while now < seconds:
        rate = min(limit.value / latency, most_per_second)
        now += 1 / rate
        limit.moved(size)
        limit.finished(now, max(latency, limit.value / most_per_second))


def test_starts_small() -> None:
    assert AdaptiveLimit().value == START


def test_grows_to_the_far_ceiling_while_a_slow_line_pays() -> None:
    limit = AdaptiveLimit()
    simulate(limit, 3, latency=0.03, most_per_second=100_000)
    assert limit.value == FAR_CEILING


def test_stops_at_the_near_ceiling_when_answers_are_quick() -> None:
    limit = AdaptiveLimit()
    simulate(limit, 3, latency=0.005, most_per_second=1_000_000)
    assert limit.value == CEILING


@pytest.mark.parametrize("most", [400, 1000])
def test_does_not_grow_beyond_what_the_server_carries(most: int) -> None:
    limit = AdaptiveLimit()
    simulate(limit, 1, latency=0.03, most_per_second=most)
    needed = most * 0.03
    assert needed / 2 <= limit.value <= 3 * needed


def test_looks_upwards_again_after_a_while() -> None:
    limit = AdaptiveLimit()
    simulate(limit, 2, latency=0.03, most_per_second=300)
    settled = limit.value
    simulate(limit, 30, latency=0.03, most_per_second=100_000)
    assert limit.value > settled


def test_an_overloaded_server_halves_the_limit_at_most_once_per_round() -> None:
    limit = AdaptiveLimit(start=32)
    for moment in range(20):
        limit.overloaded(moment * 0.001)
    assert limit.value == 16
    limit.overloaded(5.0)
    assert limit.value == 8


def test_never_goes_below_one() -> None:
    limit = AdaptiveLimit()
    for moment in range(20):
        limit.overloaded(moment * 10.0)
    assert limit.value == 1


def test_few_large_files_are_judged_by_time() -> None:
    limit = AdaptiveLimit()
    now = 0.0
    for _ in range(40):
        # eight files of 1 GB, each connection throttled: every further one adds to the rate
        now += 0.9 * START / limit.value
        limit.moved(100_000_000)
        limit.finished(now, 0.02)
    assert limit.value > START


def test_a_fixed_limit_stays() -> None:
    limit = FixedLimit(5)
    limit.moved(10)
    limit.finished(1.0, 0.1)
    limit.overloaded(1.0)
    assert limit.value == 5
