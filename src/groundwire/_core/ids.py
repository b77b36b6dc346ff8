"""Typed identifiers: a number of one kind, written as a prefix and hexadecimal digits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, Self

from groundwire._core.errors import InvalidIdError

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

__all__ = ["TypedId"]

_LARGEST = 2**64 - 1
_HEX = re.compile(r"\+?([0-9a-fA-F]+)", re.ASCII)


class TypedId:
    """Identifier of one kind of thing; base of the generated classes.

    Accepts an instance of the same class, an integer from 0 to 2**64 - 1, or text such as `ds-ebb`.

    Attributes:
        prefix: Text before the hyphen, such as `ds`.
        kind: Name of the thing in messages, such as `dataset`.
    """

    __slots__ = ("_value",)

    prefix: ClassVar[str] = "id"
    kind: ClassVar[str] = "object"
    _value: int

    def __init__(self, value: Self | int | str) -> None:
        """Read `value`; raise `InvalidIdError` when it is not an identifier of this kind."""
        object.__setattr__(self, "_value", self.wire(value))

    @property
    def value(self) -> int:
        """The number, from 0 to 2**64 - 1."""
        return self._value

    @classmethod
    def from_str(cls, s: str) -> Self:
        """Read the prefixed text form; raise `InvalidIdError`, which is a TypeError, for anything else."""
        if not isinstance(s, str):  # pyright: ignore[reportUnnecessaryIsInstance] - callers are not all typed
            cls._reject(s)
        return cls(s)

    @classmethod
    def wire(cls, value: Self | int | str) -> int:
        """Return the number of `value`; raise `InvalidIdError` when it is not an identifier of this kind."""
        if isinstance(value, int):
            # bool is an int; the documented API takes True as 1.
            return int(value) if 0 <= value <= _LARGEST else cls._reject(value)
        if isinstance(value, str):
            return cls._parse(value)
        if type(value) is cls:
            return value.value
        return cls._reject(value)

    @classmethod
    def wire_text(cls, value: Self | int | str) -> str:
        """Return the prefixed text of `value`, for the few parameters that are sent as text."""
        return f"{cls.prefix}-{cls.wire(value):x}"

    @classmethod
    def _parse(cls, text: str) -> int:
        prefix = f"{cls.prefix}-"
        if not text.startswith(prefix):
            raise InvalidIdError(
                f"Invalid {cls.kind} ID: {cls.__name__} text starts with {prefix!r}, got {text[:80]!r}.",
                hint=f"Write it as {prefix!r} and hexadecimal digits, such as '{prefix}1f'.",
            )
        digits = text[len(prefix) :]
        if not digits:
            cls._bad_digits(text, "there are no digits after the prefix (Empty)")
        match = _HEX.fullmatch(digits)
        if match is None:
            cls._bad_digits(text, "the part after the prefix is not hexadecimal (InvalidDigit)")
        significant = match[1].lstrip("0") or "0"
        if len(significant) > 16:
            cls._bad_digits(text, "the number needs more than 64 bits (PosOverflow)")
        return int(significant, 16)

    @classmethod
    def _bad_digits(cls, text: str, reason: str) -> NoReturn:
        raise InvalidIdError(f"Invalid {cls.kind} ID: {reason} in {text[:80]!r}.")

    @classmethod
    def _reject(cls, value: object) -> NoReturn:
        shown = repr(value) if isinstance(value, int | float) else type(value).__name__
        raise InvalidIdError(
            f"Invalid {cls.kind} ID: got {shown[:80]}, expected {cls.__name__}, "
            f"an int from 0 to 2**64 - 1, or text such as '{cls.prefix}-1f'."
        )

    def __int__(self) -> int:
        return self._value

    def __str__(self) -> str:
        return f"{self.prefix}-{self._value:x}"

    def __repr__(self) -> str:
        return f"{type(self).__name__}('{self}')"

    def __eq__(self, other: object) -> bool:
        if type(other) is type(self):
            return self._value == other._value
        return False

    def __hash__(self) -> int:
        return hash(self._value)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is immutable")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError(f"{type(self).__name__} is immutable")

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self

    def __reduce__(self) -> tuple[type[Self], tuple[int]]:
        return type(self), (self._value,)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: type[Any], handler: GetCoreSchemaHandler) -> CoreSchema:
        """Let pydantic read an integer or text and write an integer in JSON."""
        from pydantic_core import core_schema

        write = core_schema.plain_serializer_function_ser_schema(
            int, return_schema=core_schema.int_schema(), when_used="json"
        )
        return core_schema.no_info_plain_validator_function(cls, serialization=write)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe the wire form, an unsigned 64-bit integer."""
        return {"type": "integer", "minimum": 0, "maximum": _LARGEST}
