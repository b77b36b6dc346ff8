"""`Slot`: one libcurl request that is set up again and again, with C-level callbacks only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from groundwire._core.transfer import curl

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundwire._core.timeouts import Timeouts
    from groundwire._core.transfer.job import Job
    from groundwire._core.transfer.options import EngineOptions

__all__ = ["Slot", "header_mapping"]

_BUFFER: Final = 1 << 17  # bytes libcurl reads at once
_USUAL: Final = {"accept": "Accept: */*"}
_SILENCED: Final = {"user-agent": "User-Agent:", "expect": "Expect:", "content-type": "Content-Type:"}


class Slot:
    """One libcurl request and what it gathers.

    Its callbacks are methods of builtin objects: libcurl would print and lose an exception, and so a
    Ctrl-C, that is raised while Python code runs inside a callback.

    Attributes:
        easy: The request.
        buffer: Body received and not yet taken.
        job: What it works on.
        accepted: Whether the job knows the answer's head.
        seen: Bytes moved at the time `seen_at`, the last at which there was movement.
    """

    __slots__ = (
        "_lines",
        "_mode",
        "_options",
        "_sent_lines",
        "_timeouts",
        "accepted",
        "buffer",
        "easy",
        "job",
        "seen",
        "seen_at",
    )

    def __init__(self, options: EngineOptions, timeouts: Timeouts) -> None:
        self.easy = curl.new_easy()
        self.buffer = bytearray()
        self._lines: list[bytes] = []
        self._options = options
        self._timeouts = timeouts
        self._mode = ""
        self._sent_lines: list[str] = []
        self.job: Job | None = None
        self.accepted = False
        self.seen = 0
        self.seen_at = 0.0

    def limit(self, timeouts: Timeouts) -> None:
        """Use other time limits from the next request on."""
        self._timeouts, self._mode = timeouts, ""

    def start(self, job: Job, now: float) -> None:
        """Set the request up for the attempt that `job` has begun."""
        self.buffer.clear()
        self._lines.clear()
        self.job, self.accepted, self.seen, self.seen_at = job, False, 0, now
        job.buffer = self.buffer
        source = job.source
        mode = "get" if source is None else "file" if source.body is None else "bytes"
        if mode != self._mode:
            self._configure(mode)
        easy = self.easy
        if source is not None:
            easy.setopt(curl.CUSTOMREQUEST, job.verb)
            if source.body is not None:
                easy.setopt(curl.POSTFIELDS, source.body)
            elif source.file is not None:
                easy.setopt(curl.READFUNCTION, source.file.read)
                easy.setopt(curl.INFILESIZE_LARGE, source.length)
                if source.offset == 0:
                    easy.setopt(curl.SEEKFUNCTION, source.file.seek)
                else:
                    easy.unsetopt(curl.SEEKFUNCTION)
        lines = _header_lines(job.headers())
        if lines != self._sent_lines:
            easy.setopt(curl.HTTPHEADER, lines)
            self._sent_lines = lines
        easy.setopt(curl.URL, job.url)

    def _configure(self, mode: str) -> None:
        easy, limits = self.easy, self._timeouts
        easy.reset()  # keeps connections
        self._sent_lines = []
        easy.setopt(curl.WRITEFUNCTION, self.buffer.extend)
        easy.setopt(curl.HEADERFUNCTION, self._lines.append)
        easy.setopt(curl.BUFFERSIZE, _BUFFER)
        easy.setopt(curl.NOSIGNAL, 1)
        easy.setopt(curl.NOPROGRESS, 1)
        easy.setopt(curl.TCP_NODELAY, 1)
        easy.setopt(curl.FOLLOWLOCATION, 0)  # `Job` decides, and drops headers on the way
        easy.setopt(curl.PROTOCOLS, curl.HTTP_ONLY)
        easy.setopt(curl.HTTP_VERSION, curl.HTTP_1_1)
        easy.setopt(curl.CONNECTTIMEOUT_MS, max(1, int(limits.connect * 1000)))
        if mode == "get":
            easy.setopt(curl.HTTPGET, 1)
        else:
            easy.setopt(curl.TIMEOUT_MS, max(1, int(limits.upload * 1000)))
            easy.setopt(curl.UPLOAD_BUFFERSIZE, _BUFFER)
            if mode == "file":
                easy.setopt(curl.UPLOAD, 1)
        self._configure_network()
        self._mode = mode

    def _configure_network(self) -> None:
        easy = self.easy
        if self._options.proxy is not None:
            easy.setopt(curl.PROXY, self._options.proxy)
        authorities = self._options.authorities()
        if authorities is None:
            easy.setopt(curl.SSL_VERIFYPEER, 0)
            easy.setopt(curl.SSL_VERIFYHOST, 0)
        elif authorities.is_dir():
            easy.setopt(curl.CAPATH, str(authorities))
        else:
            easy.setopt(curl.CAINFO, str(authorities))

    def accept(self) -> None:
        """Tell the job the answer's head, once."""
        if not self.accepted and self.job is not None:
            self.accepted = True
            self.job.accept(int(self.easy.getinfo(curl.RESPONSE_CODE)), header_mapping(self._lines))

    def moved(self) -> int:
        """Return how many bytes the attempt moved so far, the answer's head included as one per line."""
        job = self.job
        if job is not None and job.source is not None:
            job.sent = int(self.easy.getinfo(curl.SIZE_UPLOAD))
            return job.sent + len(self._lines)
        return int(self.easy.getinfo(curl.SIZE_DOWNLOAD)) + len(self._lines)

    def detach(self) -> None:
        """Let go of the job, which keeps no share of the buffer."""
        if self.job is not None:
            self.job.buffer = bytearray()
            self.job = None


def _header_lines(headers: Mapping[str, str]) -> list[str]:
    """Return header lines for libcurl: the job's, the usual ones, and none that libcurl would add."""
    if not headers:
        return _PLAIN
    given = {name.lower() for name in headers}
    lines = [f"{name}: {value}" if value.strip() else f"{name};" for name, value in headers.items()]
    lines += [line for name, line in (_USUAL | _SILENCED).items() if name not in given]
    return lines


_PLAIN: Final = [*_USUAL.values(), *_SILENCED.values()]


def header_mapping(lines: list[bytes]) -> dict[str, str]:
    """Return the headers of the last answer among `lines`, names in lower case, repeated ones joined."""
    headers: dict[str, str] = {}
    for line in b"".join(lines).decode("latin-1").split("\n"):  # all at once: this runs for every small file
        if line.startswith("HTTP/"):
            headers.clear()
            continue
        name, colon, value = line.partition(":")
        if colon:
            key, text = name.strip().lower(), value.strip()
            headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return headers
