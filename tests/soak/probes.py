"""Requests nobody should send: documented ones with something changed, and some that were never requests."""

from __future__ import annotations

import copy
import json
import random
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

JSON = "application/json"
BUNDLE = json.loads(files("groundwire_api.studio").joinpath("openrpc.json").read_bytes())
# Checking a password is slow on purpose, and guarded against being asked too often.
METHODS = [method for method in BUNDLE["methods"] if method["name"] != "auth.login"]

NAMES = [
    "../../escape.png",
    "../" * 12 + "tmp/escape.png",
    "/etc/escape.png",
    "..\\..\\escape.png",
    "C:\\escape.png",
    "a/../../../../escape.png",
    "%2e%2e%2fescape.png",
    "a\x00b.png",
    "a\nb\r\nX-Injected: 1.png",
    "",
    ".",
    "..",
    "/",
    "~",
    "x" * 300,
    "é" * 200,
    "\u202egnp.exe",
    "CON",
    "-rf *",
    "'; DROP TABLE samples; --",
    "${HOME}",
    "\ud800",
]
VALUES: list[Any] = [
    None,
    True,
    False,
    0,
    1,
    -1,
    2**31,
    2**53 + 1,
    2**63 - 1,
    2**63,
    2**64 - 1,
    2**64,
    10**40,
    0.5,
    -0.0,
    1e308,
    "",
    "0",
    "null",
    "ds-1",
    "ds-ffffffffffffffff",
    "p-",
    "2025-02-30T00:00:00Z",
    [],
    {},
    [[]],
    [None],
    {"": None},
    [{}] * 50,
    "A" * 100_000,
    list(range(5_000)),
    *NAMES,
]
PATHS = [
    "/",
    "/api",
    "/api/",
    "//api",
    "/api?method=task.data.upload",
    "/api?method=trainer.upload.files",
    "/api?method=val.data.upload",
    "/api?method=%00",
    "/objects/",
    "/objects/../../../etc/passwd",
    "/objects/%2e%2e/%2e%2e/database.sqlite",
    "/objects/org-1/ds-1?method=GET&expires=99999999999&signature=AAAA",
    "/objects/org-1/ds-1?method=PUT&expires=-1&signature=",
    "/download_model",
    "/download_model?training_session_id=x&file=../../secret",
    "/download_checkpoint?folder=..&training_session_id=1&file=%00",
    "/health",
    "/" + "x" * 4_000,
    "/%ff%fe",
    "*",
]
VERBS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"]
TYPES = [
    JSON,
    "",
    "text/plain",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "application/xml",
    "x" * 500,
]


@dataclass
class Probe:
    """One request."""

    verb: str
    target: str
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.verb} {self.target[:100]} {self.headers} {self.body[:400]!r}"


class Prober:
    """Makes probes without end, the same ones for the same seed."""

    def __init__(self, seed: int, token: str, served: set[str]) -> None:
        """Make probes of the methods in `served`, and now and then of any other."""
        self._chance = random.Random(seed)
        self._token = token
        self._served = [method for method in METHODS if method["name"] in served]
        self.known: dict[str, list[int]] = {}
        self._kinds = [self.changed_params] * 12 + [
            self.changed_envelope,
            self.broken_text,
            self.deep,
            self.form,
            self.path,
            self.stranger,
        ]

    def next(self) -> Probe:
        return self._chance.choice(self._kinds)()

    def value(self) -> Any:
        """Return something unexpected, or the number of something that exists."""
        existing = [number for numbers in self.known.values() for number in numbers]
        return copy.deepcopy(self._chance.choice([*VALUES, *existing]))

    def envelope(self) -> dict[str, Any]:
        """Return a documented request about things that exist."""
        methods = self._served if self._chance.random() < 0.9 else METHODS
        method = self._chance.choice(methods)
        if method["name"].endswith((".del", ".delete")) and self._chance.random() < 0.8:
            method = self._chance.choice(methods)  # or soon nothing would be left to work with
        example = self._chance.choice(method["examples"])
        params = {param["name"]: copy.deepcopy(param["value"]) for param in example["params"]}
        self._aim(params)
        return {"id": 0, "jsonrpc": "2.0", "method": method["name"], "params": params}

    def _aim(self, value: Any) -> None:
        """Put numbers of existing things in place of those in the example."""
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            if isinstance(item, dict | list):
                self._aim(item)
            if isinstance(value, list) or key not in self.known:
                continue
            numbers = self.known[key]
            value[key] = [*numbers] if isinstance(item, list) else self._chance.choice(numbers)

    def call(self, content: Any) -> Probe:
        # Lone surrogates survive as escapes, as in text that a careless client wrote.
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        return Probe("POST", "/api", body, {"content-type": JSON, "authorization": f"Bearer {self._token}"})

    def changed_params(self) -> Probe:
        envelope = self.envelope()
        for _ in range(self._chance.choice([0, 1, 1, 1, 2, 3])):
            self._change(envelope["params"])
        return self.call(envelope)

    def _change(self, value: Any) -> None:
        """Change one thing, somewhere inside."""
        while True:
            keys = list(value) if isinstance(value, dict) else list(range(len(value)))
            if not keys or self._chance.random() < 0.05:
                if isinstance(value, dict):
                    value[self._chance.choice(["extra", "", "id", "\x00"])] = self.value()
                return
            key = self._chance.choice(keys)
            if isinstance(value[key], dict | list) and value[key] and self._chance.random() < 0.8:
                value = value[key]
                continue
            action = self._chance.random()
            if action < 0.15:
                del value[key]
            elif action < 0.25 and isinstance(value, list):
                value.extend([copy.deepcopy(value[key])] * 100)
            else:
                value[key] = self.value()
            return

    def changed_envelope(self) -> Probe:
        envelope = self.envelope()
        key = self._chance.choice(["id", "jsonrpc", "method", "params", "extra"])
        if self._chance.random() < 0.2:
            envelope.pop(key, None)
        else:
            envelope[key] = self.value()
        return self.call(self._chance.choice([envelope, [envelope], [envelope] * 3, [], {}, "text", 1, None]))

    def broken_text(self) -> Probe:
        body = bytearray(json.dumps(self.envelope()).encode())
        action = self._chance.randrange(5)
        if action == 0:
            del body[self._chance.randrange(len(body)) :]
        elif action == 1:
            body = bytearray(self._chance.randbytes(self._chance.randrange(2_000)))
        elif action == 2:
            body = bytearray(b"\xef\xbb\xbf" + body)
        elif action == 3:
            body = body.replace(b'"params"', b'"params": {}, "params"').replace(b"1", b"NaN")
        else:
            for _ in range(self._chance.randrange(1, 20)):
                body[self._chance.randrange(len(body))] = self._chance.randrange(256)
        return self.call(bytes(body))

    def deep(self) -> Probe:
        depth = self._chance.choice([100, 1_000, 100_000])
        opening, closing = self._chance.choice([("[", "]"), ('{"a":', "}")])
        nested = opening * depth + "1" + closing * self._chance.choice([depth, 0])
        method = self._chance.choice(METHODS)["name"]
        return self.call(
            f'{{"id":0,"jsonrpc":"2.0","method":"{method}","params":{{"params":{nested}}}}}'.encode()
        )

    def form(self) -> Probe:
        boundary = self._chance.choice(["b", "x" * 70, "x" * 300, "a b", ""])
        parts = []
        for _ in range(self._chance.randrange(5)):
            name = self._chance.choice(["task_id", "session_id", "folder", "params", "file", "", "x" * 1_000])
            filename = self._chance.choice([None, *NAMES])
            head = f'Content-Disposition: form-data; name="{name}"'
            head += "" if filename is None else f'; filename="{filename}"'
            content = self._chance.choice(
                [b"1", b"", b"{}", b'{"session_id": 1}', self._chance.randbytes(5_000)]
            )
            parts.append(
                f"--{boundary}\r\n{head}\r\n\r\n".encode("utf-8", "surrogatepass") + content + b"\r\n"
            )
        end = self._chance.choice([f"--{boundary}--\r\n".encode(), b"", b"--"])
        target = self._chance.choice(
            [path for path in PATHS if "method=" in path and path.startswith("/api")]
        )
        kind = f"multipart/form-data; boundary={boundary}"
        headers = {"content-type": kind, "authorization": f"Bearer {self._token}"}
        return Probe("POST", target, b"".join(parts) + end, headers)

    def path(self) -> Probe:
        headers = {"content-type": self._chance.choice(TYPES)}
        headers["range"] = self._chance.choice(
            ["bytes=0-", "bytes=5-1", "bytes=-0", "lines=1", "bytes=" + "0-0," * 500]
        )
        if self._chance.random() < 0.5:
            headers["authorization"] = f"Bearer {self._token}"
        body = self._chance.choice([b"", b"x", self._chance.randbytes(10_000)])
        return Probe(self._chance.choice(VERBS), self._chance.choice(PATHS), body, headers)

    def stranger(self) -> Probe:
        probe = self.call(self.envelope())
        parts = self._token.split(".")
        probe.headers["authorization"] = self._chance.choice(
            [
                "",
                "Bearer",
                "Bearer x",
                "Basic eDp5",
                f"Bearer {parts[0]}..{parts[2]}",
                f"Bearer {'.'.join(parts[:2])}.AA",
            ]
        )
        return probe
