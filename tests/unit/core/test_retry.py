"""The decision whether to try again, and the limits of time."""

from __future__ import annotations

from email.utils import formatdate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwire._core.call import TimeoutClass
from groundwire._core.retry import Failure, Outcome, RetryPolicy, parse_retry_after
from groundwire._core.timeouts import Limits, Timeouts


def delay(attempt: int, outcome: Outcome, idempotent: bool, **options: float) -> float | None:
    return RetryPolicy(**options).decide(attempt, outcome, idempotent, uniform=lambda low, high: high)


@pytest.mark.parametrize(
    ("outcome", "reading", "work"),
    [
        (Outcome(failure=Failure.CONNECT), True, True),
        (Outcome(failure=Failure.TIMEOUT), True, False),
        (Outcome(failure=Failure.DISCONNECT), True, False),
        *((Outcome(status=status), True, False) for status in (408, 429, 500, 502, 503, 504)),
        (Outcome(status=429, retry_after=1), True, True),
        (Outcome(status=503, retry_after=1), True, True),
        (Outcome(status=500, retry_after=1), True, False),
        (Outcome(status=408, retry_after=1), True, False),
        *((Outcome(status=status), False, False) for status in (200, 302, 400, 401, 403, 404, 501)),
        (Outcome(status=404, retry_after=1), False, False),
    ],
)
def test_what_is_tried_again(outcome, reading, work):
    assert (delay(1, outcome, True) is not None) is reading
    assert (delay(1, outcome, False) is not None) is work


def test_delays_double_up_to_the_cap():
    outcome = Outcome(status=500)
    assert [delay(n, outcome, True, max_retries=8) for n in range(1, 10)] == [
        1,
        2,
        4,
        8,
        16,
        30,
        30,
        30,
        None,
    ]


@given(st.integers(1, 10_000), st.floats(0.01, 10), st.floats(0, 100))
def test_jitter_is_full_and_never_above_the_bound(attempt, base, cap):
    policy = RetryPolicy(max_retries=10_000, base=base, cap=cap, deadline=None)
    got = policy.decide(attempt, Outcome(status=500), True)
    assert got is not None
    assert 0 <= got <= cap


def test_no_retry_begins_after_the_deadline():
    policy = RetryPolicy(deadline=10)
    largest = {"uniform": lambda low, high: high}
    assert policy.decide(1, Outcome(status=500), True, elapsed=8.9, **largest) == 1
    assert policy.decide(1, Outcome(status=500), True, elapsed=9.1, **largest) is None
    assert policy.decide(1, Outcome(status=503, retry_after=11), True) is None


def test_zero_retries_never_repeat():
    assert delay(1, Outcome(failure=Failure.CONNECT), True, max_retries=0) is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        (None, None),
        ("5", 5.0),
        (" 5 ", 5.0),
        ("1.5", 1.5),
        ("0", 0.0),
        ("-1", None),
        ("soon", None),
        ("", None),
        ("1e9", None),
        ("٣", None),
        (formatdate(1_000_090, usegmt=True), 90.0),
        (formatdate(999_000, usegmt=True), 0.0),
        ("Wed, 99 Foo 2020 00:00:00 GMT", None),
    ],
)
def test_retry_after_is_read_as_seconds_or_date(text, seconds):
    assert parse_retry_after(text, now=1_000_000) == seconds


@given(st.text())
def test_any_retry_after_text_is_harmless(text):
    got = parse_retry_after(text, now=0)
    assert got is None or got >= 0


def test_limits_by_kind_of_work():
    limits = Timeouts(rpc=30, bulk_idle=120, upload=600, poll=20, connect=10).limits
    assert limits(TimeoutClass.RPC) == Limits(total=30, idle=30, connect=10)
    assert limits(TimeoutClass.BULK) == Limits(total=None, idle=120, connect=10)
    assert limits(TimeoutClass.UPLOAD) == Limits(total=600, idle=600, connect=10)
    assert limits(TimeoutClass.POLL) == Limits(total=20, idle=20, connect=10)


def test_one_number_overrides_the_limit_of_the_kind():
    limits = Timeouts().limits
    assert limits(TimeoutClass.RPC, 2.5) == Limits(total=2.5, idle=2.5, connect=2.5)
    assert limits(TimeoutClass.BULK, 500) == Limits(total=None, idle=500, connect=10)
