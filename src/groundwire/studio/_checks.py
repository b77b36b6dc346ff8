"""Checks of what setters are given: a wrong value is refused where it is set, not when it is sent."""

from __future__ import annotations

import math
import operator
from typing import SupportsFloat, SupportsIndex, TypeVar

from groundwire._core.errors import InvalidArgumentError, InvalidTypeError

T = TypeVar("T")


def instance(name: str, value: object, kind: type[T]) -> T | None:
    """Return an object of a class, or None.

    Raises:
        InvalidTypeError: It is of another class; it is a ``TypeError``.
    """
    if value is None or isinstance(value, kind):
        return value
    raise _wrong(name, kind.__name__, value)


def text(name: str, value: object) -> str | None:
    """Return text, or None; raises `InvalidTypeError` for anything else."""
    return instance(name, value, str)


def flag(name: str, value: object) -> bool | None:
    """Return a bool, or None; raises `InvalidTypeError` for anything else."""
    return instance(name, value, bool)


def score(name: str, value: object) -> float | None:
    """Return a finite number, or None; numbers of other libraries become floats.

    Raises:
        InvalidTypeError: It is no number; it is a ``TypeError``.
        InvalidArgumentError: It is not finite; it is a ``ValueError``.
    """
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, SupportsFloat):
        raise _wrong(name, "a number", value)
    number = float(value)
    if not math.isfinite(number):
        raise InvalidArgumentError(f"{name} takes a finite number, got {number}.")
    return number


def count(name: str, value: object) -> int | None:
    """Return a whole number from 0, or None; numbers of other libraries become ints.

    Raises:
        InvalidTypeError: It is no whole number; it is a ``TypeError``.
        InvalidArgumentError: It is negative or above 2**64 - 1; it is a ``ValueError``.
    """
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, SupportsIndex):
        raise _wrong(name, "a whole number", value)
    number = operator.index(value)
    if not 0 <= number < 1 << 64:
        raise InvalidArgumentError(f"{name} takes a whole number from 0 to 2**64 - 1, got {number}.")
    return number


def _wrong(name: str, expected: str, value: object) -> InvalidTypeError:
    return InvalidTypeError(f"{name} takes {expected} or None, got {type(value).__name__}: {value!r:.80}.")
