"""The sliding window of login attempts."""

from __future__ import annotations

from groundwire.server.ratelimit import RateLimiter


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_tries_beyond_the_limit_wait_for_the_oldest_to_leave_the_window() -> None:
    clock = Clock()
    limiter = RateLimiter(2, 60, clock=clock)
    assert limiter.take("ada") == 0
    clock.now += 10
    assert limiter.take("ada") == 0
    assert limiter.take("ada") == 50
    clock.now += 50
    assert limiter.take("ada") == 0
    assert limiter.take("ada") == 10


def test_keys_do_not_share_their_allowance() -> None:
    limiter = RateLimiter(1, 60)
    assert limiter.take("ada") == 0
    assert limiter.take("bob") == 0
    assert limiter.take("ada") > 0


def test_a_forgotten_key_starts_afresh() -> None:
    limiter = RateLimiter(1, 60)
    limiter.take("ada")
    limiter.forget("ada")
    assert limiter.take("ada") == 0


def test_memory_is_bounded_and_the_idlest_key_is_forgotten_first() -> None:
    limiter = RateLimiter(1, 60, keys=2)
    for key in ("ada", "bob", "ada", "eve"):
        limiter.take(key)
    assert limiter.take("bob") == 0
    assert limiter.take("eve") > 0
