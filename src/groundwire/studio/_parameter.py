"""`Parameter`: a free-form value of one of six kinds, which behaves much like the Python value it holds."""

from __future__ import annotations

import math
import numbers
import operator
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

from groundwire._core.errors import InvalidArgumentError, InvalidTypeError
from groundwire.studio._public import public

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

    from groundwire._core.call import Json

# beyond this an integer of the protocol is a real number
_SMALLEST: Final = -(1 << 63)
_LARGEST: Final = (1 << 63) - 1
_TOLERANCE: Final = 1e-9
_DEPTH: Final = 200  # of nested arrays and objects, well below the limit of every JSON reader


@public
class Parameter:
    """An integer, real, boolean, text, array or object, as models and jobs take and metrics give.

    Whole numbers are 64-bit signed, real numbers are finite, and null occurs nowhere inside. A
    parameter never changes. It cannot be hashed, because numbers are equal within 1e-9.

    Args:
        value: A Python value of any of the kinds, or another parameter. An integer of more than 64
            bits becomes a real number, as the protocol reads it.

    Raises:
        InvalidTypeError: The value, or one inside it, is of none of the kinds; it is a ``TypeError``.
        InvalidArgumentError: A number is not finite, or the value is nested too deeply.

    Example:
        >>> Parameter.real(0.75) == 0.75000000001
        True
        >>> Parameter({"model": "yolo"}).get("model")
        'yolo'
    """

    __slots__ = ("_name", "_value")
    __hash__ = None  # type: ignore[assignment]  # equality within a tolerance leaves no hash
    _value: Any
    _name: str

    def __init__(self, value: ParameterContent | Parameter) -> None:
        self._value = _native(value)
        self._name = _kind_of(self._value)

    @staticmethod
    def integer(value: int) -> Parameter:
        """Return a whole number from -2**63 to 2**63 - 1.

        Raises:
            InvalidTypeError: It is no whole number; it is a ``TypeError``.
            InvalidArgumentError: It needs more than 64 bits.
        """
        if isinstance(value, bool) or not hasattr(value, "__index__"):
            _refuse("Parameter.integer", "a whole number", value)
        number = operator.index(value)
        if not _SMALLEST <= number <= _LARGEST:
            raise InvalidArgumentError(
                f"Parameter.integer takes a number from -2**63 to 2**63 - 1, got {number}.",
                hint="Use Parameter.real for larger numbers.",
            )
        return Parameter(number)

    @staticmethod
    def real(value: float) -> Parameter:
        """Return a real number; whole numbers are taken too.

        Raises:
            InvalidTypeError: It is no number; it is a ``TypeError``.
            InvalidArgumentError: It is not finite.
        """
        if isinstance(value, bool) or not isinstance(value, numbers.Real):
            _refuse("Parameter.real", "a number", value)
        return Parameter(float(value))

    @staticmethod
    def boolean(value: bool) -> Parameter:
        """Return a truth value; raise `InvalidTypeError` for anything that is not a ``bool``."""
        return Parameter(_checked("Parameter.boolean", bool, value))

    @staticmethod
    def string(value: str) -> Parameter:
        """Return text; raise `InvalidTypeError` for anything that is not a ``str``."""
        return Parameter(_checked("Parameter.string", str, value))

    @staticmethod
    def array(values: Sequence[ParameterContent | Parameter]) -> Parameter:
        """Return an array; values inside are read like those given to the class itself."""
        if isinstance(values, str | bytes) or not isinstance(values, Sequence):  # pyright: ignore[reportUnnecessaryIsInstance] - callers are not all typed
            _refuse("Parameter.array", "a list", values)
        return Parameter(list(values))

    @staticmethod
    def object(values: Mapping[str, ParameterContent | Parameter]) -> Parameter:
        """Return an object; values inside are read like those given to the class itself."""
        if not isinstance(values, Mapping):  # pyright: ignore[reportUnnecessaryIsInstance] - callers are not all typed
            _refuse("Parameter.object", "a dict", values)
        return Parameter(dict(values))

    def type_name(self) -> str:
        """Return ``Integer``, ``Real``, ``Boolean``, ``String``, ``Array`` or ``Object``."""
        return self._name

    def variant_type(self) -> str:
        """Return the same as `type_name`."""
        return self._name

    def is_integer(self) -> bool:
        """Whether this is a whole number."""
        return self._name == "Integer"

    def is_real(self) -> bool:
        """Whether this is a real number."""
        return self._name == "Real"

    def is_boolean(self) -> bool:
        """Whether this is a truth value."""
        return self._name == "Boolean"

    def is_string(self) -> bool:
        """Whether this is text."""
        return self._name == "String"

    def is_array(self) -> bool:
        """Whether this is an array."""
        return self._name == "Array"

    def is_object(self) -> bool:
        """Whether this is an object."""
        return self._name == "Object"

    def as_integer(self) -> int | None:
        """Return the whole number, or ``None`` for any other kind."""
        return cast("int", self._value) if self.is_integer() else None

    def as_real(self) -> float | None:
        """Return the real number, or ``None`` for any other kind."""
        return cast("float", self._value) if self.is_real() else None

    def as_boolean(self) -> bool | None:
        """Return the truth value, or ``None`` for any other kind."""
        return cast("bool", self._value) if self.is_boolean() else None

    def as_string(self) -> str | None:
        """Return the text, or ``None`` for any other kind."""
        return cast("str", self._value) if self.is_string() else None

    def as_array(self) -> list[Any] | None:
        """Return the elements as Python values in a new list, or ``None`` for any other kind."""
        return cast("list[Any]", _copy(self._value)) if self.is_array() else None

    def as_object(self) -> dict[str, Any] | None:
        """Return the members as Python values in a new dict, or ``None`` for any other kind."""
        return cast("dict[str, Any]", _copy(self._value)) if self.is_object() else None

    def to_pyobject(self) -> Any:
        """Return the Python value, whatever the kind; arrays and objects are new lists and dicts."""
        return _copy(self._value)

    def get(self, key: str, default: Any = None) -> Any:
        """Return the value of a member as a Python value, or ``default`` if there is none.

        Raises:
            InvalidTypeError: This is no object; it is a ``TypeError``.
        """
        return _copy(self._members("get").get(key, default))

    def keys(self) -> list[str]:
        """Return the names of the members; raise `InvalidTypeError` unless this is an object."""
        return list(self._members("keys"))

    def values(self) -> list[Any]:
        """Return the values of the members; raise `InvalidTypeError` unless this is an object."""
        return [_copy(value) for value in self._members("values").values()]

    def items(self) -> list[tuple[str, Any]]:
        """Return names and values of the members; raise `InvalidTypeError` unless this is an object."""
        return [(key, _copy(value)) for key, value in self._members("items").items()]

    def _members(self, method: str) -> dict[str, Any]:
        if not self.is_object():
            raise InvalidTypeError(f"Parameter.{method} needs an Object, this is {_article(self._name)}.")
        return cast("dict[str, Any]", self._value)

    def __bool__(self) -> bool:
        return bool(self._value)

    def __int__(self) -> int:
        return int(self._number("int"))

    def __float__(self) -> float:
        return float(self._number("float"))

    def _number(self, to: str) -> float:
        if isinstance(self._value, int | float):
            return self._value
        raise InvalidTypeError(f"{_article(self._name).capitalize()} parameter has no {to} value.")

    def __str__(self) -> str:
        return cast("str", self._value) if self.is_string() else repr(self)

    def __repr__(self) -> str:
        shown = self._value if self.is_string() else repr(self._value)
        return f"{self._name}({shown})"

    def __eq__(self, other: Any) -> bool:  # noqa: PYI032 - `object` names the method here
        if isinstance(other, Parameter):
            # only numbers compare with parameters; everything else compares with Python values
            return self._is_number and other._is_number and _close(self._value, other._value)
        if isinstance(other, bool):
            return self._value is other
        if isinstance(other, str):
            return self.is_string() and bool(self._value == other)
        if self._is_number and isinstance(other, numbers.Real):
            return _close(self._value, other)
        return False if isinstance(other, list | tuple | Mapping) else NotImplemented

    @property
    def _is_number(self) -> bool:
        return self._name in {"Integer", "Real"}

    def __reduce__(self) -> tuple[Callable[..., Parameter], tuple[Any]]:
        return Parameter, (self._value,)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import PydanticCustomError, core_schema

        def read(value: Any) -> Parameter:
            try:
                return cls(value)
            except InvalidArgumentError as error:
                raise PydanticCustomError("parameter", "{reason}", {"reason": str(error)}) from None

        shown = core_schema.plain_serializer_function_ser_schema(cls.to_pyobject)
        return core_schema.no_info_plain_validator_function(read, serialization=shown)


# `list` and `dict` are invariant, which would refuse a plain `list[int]`
ParameterContent: TypeAlias = "bool | int | float | str | Sequence[Any] | Mapping[str, Any]"
ParameterValue: TypeAlias = str | float | bool
ParameterDict: TypeAlias = dict[
    str, Parameter | ParameterValue | list[ParameterValue] | dict[str, ParameterValue]
]


def plain(value: ParameterContent | Parameter) -> Json:
    """Return a value as it goes over the wire, checked like a `Parameter`."""
    return cast("Json", _native(value))


def plain_members(values: Mapping[str, Any]) -> dict[str, Json]:
    """Return named values as they go over the wire, checked like those of `Parameter.object`."""
    return cast("dict[str, Json]", Parameter.object(values).to_pyobject())


def parameters(values: Mapping[str, Any]) -> dict[str, Parameter]:
    """Return received values as parameters, by name."""
    return {name: Parameter(value) for name, value in values.items()}


def _native(value: Any, depth: int = 0) -> Any:
    """Return a value made of plain Python values only, new at every level."""
    if depth > _DEPTH:
        raise InvalidArgumentError(f"A parameter may be nested {_DEPTH} levels deep at most.")
    if isinstance(value, Parameter):
        return value.to_pyobject()
    if isinstance(value, Mapping):
        members = cast("Mapping[object, object]", value)
        return {_checked("The name of a member", str, k): _native(v, depth + 1) for k, v in members.items()}
    if hasattr(value, "tolist"):
        return _native(value.tolist(), depth + 1)  # numbers and arrays of numpy and its kin
    if isinstance(value, Sequence) and not isinstance(value, str | bytes | bytearray | memoryview):
        return [_native(item, depth + 1) for item in cast("Sequence[object]", value)]
    return _scalar(value)


def _scalar(value: Any) -> bool | int | float | str:
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, numbers.Integral):
        number = int(value)
        return number if _SMALLEST <= number <= _LARGEST else _finite(number)
    if isinstance(value, numbers.Real):
        return _finite(value)
    return _refuse("Parameter", "a number, bool, str, list or dict", value)


def _finite(value: Any) -> float:
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise InvalidArgumentError(f"A parameter holds finite numbers only, got {number}.")
    return number


def _kind_of(value: Any) -> str:
    kinds: dict[Any, str] = {bool: "Boolean", int: "Integer", float: "Real", list: "Array", dict: "Object"}
    return kinds.get(type(value), "String")


def _copy(value: Any) -> Any:
    if isinstance(value, list):
        return [_copy(item) for item in cast("list[object]", value)]
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in cast("dict[str, object]", value).items()}
    return value


def _close(one: Any, other: Any) -> bool:
    if isinstance(one, int) and isinstance(other, int):
        return one == other
    try:
        return abs(float(one) - float(other)) < _TOLERANCE
    except OverflowError:
        return False


def _checked(what: str, kind: type[Any], value: Any) -> Any:
    if not isinstance(value, kind):
        _refuse(what, f"a {kind.__name__}", value)
    # subclasses, such as text enumerations, become the plain type
    return kind(value) if kind is bool else str.__str__(value)


def _refuse(what: str, expected: str, value: Any) -> NoReturn:
    verb = "is" if what.startswith("The ") else "takes"
    raise InvalidTypeError(f"{what} {verb} {expected}, got {type(value).__name__}: {value!r:.80}.")


def _article(name: str) -> str:
    return f"{'an' if name[0] in 'AIO' else 'a'} {name}"
