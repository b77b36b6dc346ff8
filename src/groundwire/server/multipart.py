"""Multipart uploads: text fields in memory, files streamed into the object store before they have a key."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from groundwire.server.errors import Code, RpcFailure

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

    from groundwire.server.objects import ObjectInfo, ObjectStore, Upload

_MAX_FIELD = 1 << 20
_MAX_PARTS = 10_000


@dataclass(slots=True)
class FormFile:
    """One file of a form, already on the server's disk but not yet an object.

    Attributes:
        field: Name of the form field.
        filename: Name the client sent; any text, never a path to use as it is.
        content_type: Media type the client sent; empty if none.
    """

    field: str
    filename: str
    content_type: str
    _upload: Upload

    @property
    def size(self) -> int:
        """Length in bytes."""
        return self._upload.written

    def store(self, key: str) -> ObjectInfo:
        """Make the file an object; files that are not stored vanish when the call ends."""
        return self._upload.commit(key)

    def discard(self) -> None:
        """Drop the file; harmless after `store`."""
        self._upload.abort()


@dataclass(slots=True)
class Form:
    """A multipart body.

    Attributes:
        fields: Text fields; of several with one name, the last.
        files: Files in the order they came.
    """

    fields: dict[str, str] = field(default_factory=dict[str, str])
    files: list[FormFile] = field(default_factory=list[FormFile])

    def discard(self) -> None:
        """Drop every file that was not stored."""
        for file in self.files:
            file.discard()


def boundary_of(content_type: str) -> bytes | None:
    """Return the boundary of a multipart content type; None for any other content type."""
    kind, options = parse_options_header(content_type)
    return options.get(b"boundary") if kind == b"multipart/form-data" else None


class FormReader:
    """Reads a multipart body piece by piece: `feed` every chunk, then `finish`.

    Args:
        boundary: See `boundary_of`.
        objects: Where files are streamed to.

    Raises:
        RpcFailure: The boundary is too long.
    """

    def __init__(self, boundary: bytes, objects: ObjectStore) -> None:
        self.form = Form()
        self._objects = objects
        self._parts = 0
        self._complete = False
        self._header = b""
        self._value = b""
        self._headers: dict[bytes, bytes] = {}
        self._name = ""
        self._text = bytearray()
        self._upload: Upload | None = None
        try:
            self._parser = MultipartParser(boundary, self._callbacks())
        except FormParserError as error:  # the boundary is longer than any sender needs
            raise _malformed(error) from None

    def _callbacks(self) -> MultipartCallbacks:
        return {
            "on_part_begin": self._on_part_begin,
            "on_header_field": self._on_header_field,
            "on_header_value": self._on_header_value,
            "on_header_end": self._on_header_end,
            "on_headers_finished": self._on_headers_finished,
            "on_part_data": self._on_part_data,
            "on_part_end": self._on_part_end,
            "on_end": self._on_end,
        }

    def feed(self, chunk: bytes | bytearray) -> None:
        """Read the next bytes.

        Raises:
            RpcFailure: The body is not well formed, or too large in parts or fields.
        """
        try:
            self._parser.write(bytes(chunk))
        except FormParserError as error:
            raise _malformed(error) from None

    def finish(self) -> Form:
        """Return the form; raises `RpcFailure` if the body ended early."""
        if not self._complete:
            raise RpcFailure(Code.INVALID, "The multipart body ends before its closing boundary.")
        return self.form

    def _on_part_begin(self) -> None:
        self._parts += 1
        if self._parts > _MAX_PARTS:
            raise RpcFailure(Code.INVALID, f"A form may have at most {_MAX_PARTS} parts.")
        self._headers = {}
        self._text = bytearray()
        self._upload = None

    def _on_header_field(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _on_header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _on_header_end(self) -> None:
        self._headers[self._header.lower()] = self._value
        self._header = self._value = b""

    def _on_headers_finished(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        if b"name" not in options:
            raise RpcFailure(
                Code.INVALID, "A part of the form has no field name in its content-disposition header."
            )
        self._name = options[b"name"].decode("utf-8", "replace")
        if b"filename" in options:
            self._upload = self._objects.begin()
            self.form.files.append(
                FormFile(
                    self._name,
                    options[b"filename"].decode("utf-8", "replace"),
                    self._headers.get(b"content-type", b"").decode("latin-1"),
                    self._upload,
                )
            )

    def _on_part_data(self, data: bytes, start: int, end: int) -> None:
        if self._upload is not None:
            self._upload.write(memoryview(data)[start:end])
            return
        self._text += data[start:end]
        if len(self._text) > _MAX_FIELD:
            raise RpcFailure(
                Code.INVALID, f"The form field '{self._name}' is longer than {_MAX_FIELD} bytes."
            )

    def _on_part_end(self) -> None:
        if self._upload is None:
            self.form.fields[self._name] = self._text.decode("utf-8", "replace")

    def _on_end(self) -> None:
        self._complete = True


def _malformed(error: FormParserError) -> RpcFailure:
    return RpcFailure(Code.INVALID, f"The multipart body is malformed: {error}.")
