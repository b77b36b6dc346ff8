"""Requests nobody should send: documented ones with something changed, and some that were never requests."""

from __future__ import annotations

import copy
import json
import random
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urlsplit

from .furniture import KINDS, TEXTS
from .oddities import BOUNDARIES, JSON, NAMES, PATHS, TYPES, VALUES, VERBS

if TYPE_CHECKING:
    from .furniture import House, Known

BUNDLE = json.loads(files("groundwire_api.studio").joinpath("openrpc.json").read_bytes())
# Checking a password is slow on purpose, and guarded against being asked too often.
METHODS = [method for method in BUNDLE["methods"] if method["name"] != "auth.login"]


@dataclass
class Probe:
    """One request."""

    verb: str
    target: str
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        headers = {name: text[:80] for name, text in self.headers.items() if name != "authorization"}
        return f"{self.verb} {self.target[:200]} {headers} {self.body[:400]!r}"


class Prober:
    """Makes probes without end, the same ones for the same seed."""

    def __init__(self, seed: int, house: House, strangers: House, served: set[str]) -> None:
        """Make probes as the user of a house, often of what is in it, and now and then of what is in another.

        Args:
            seed: Where chance begins.
            house: Who asks.
            strangers: Whose things must stay out of reach.
            served: Methods to call; others are called now and then.
        """
        self._chance = random.Random(seed)
        self._house, self._strangers, self._token = house, strangers, house.token
        self._served = [method for method in METHODS if method["name"] in served]
        self._forms = [method for method in METHODS if shape(method) == "form"]
        self._queries = [method for method in METHODS if shape(method) == "query"]
        self._kinds = [self.changed_params] * 14 + [self.foreign_params] * 3 + [self.changed_envelope]
        self._kinds += [self.broken_text, self.deep, self.form, self.real_form, self.real_form, self.query]
        self._kinds += [self.object, self.object, self.path, self.stranger]

    def next(self) -> Probe:
        return self._chance.choice(self._kinds)()

    def value(self) -> Any:
        """Return something unexpected, or the number of something that exists."""
        existing = [
            number for known in self._house.rounds for numbers in known.values() for number in numbers
        ]
        return copy.deepcopy(self._chance.choice([*VALUES, *existing, self._house.word]))

    def envelope(self, house: House | None = None) -> dict[str, Any]:
        """Return a documented request about things that exist in a house."""
        methods = self._served if self._chance.random() < 0.9 else METHODS
        method = self._chance.choice(methods)
        if method["name"].endswith((".del", ".delete", ".purge")) and self._chance.random() < 0.8:
            method = self._chance.choice(methods)  # or soon nothing would be left to work with
        params = self._example(method, house or self._house)
        return {"id": 0, "jsonrpc": "2.0", "method": method["name"], "params": params}

    def _example(self, method: dict[str, Any], house: House) -> dict[str, Any]:
        example = self._chance.choice(method["examples"])
        params = {param["name"]: copy.deepcopy(param["value"]) for param in example["params"]}
        # mostly the newest things: those before have lost this and that by now
        known = house.rounds[-1] if self._chance.random() < 0.7 else self._chance.choice(house.rounds)
        self._aim(method["name"], params, known, house.word)
        return params

    def _aim(self, method: str, value: Any, known: Known, word: str) -> None:
        """Put numbers of existing things in place of those in the example."""
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            if isinstance(item, dict | list):
                self._aim(method, item, known, word)
            numbers = known.get(KINDS.get((method, key), KINDS.get(key, "")), [])
            if key in TEXTS and self._chance.random() < 0.8:
                value[key] = [word] if isinstance(item, list) else TEXTS[key].format(word)
            elif key == "is_local":
                value[key] = True  # there is nothing else that could do the work
            elif key == "item_ids":
                value[key] = [f"ds-{known['dataset'][0]:x}"]
            elif numbers and key == "project_id" and isinstance(item, str):
                value[key] = f"p-{numbers[0]:x}"
            elif numbers:
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

    def foreign_params(self) -> Probe:
        """Ask for what is in the other house, all of it or with something of this house in between."""
        envelope = self.envelope(self._strangers)
        if self._chance.random() < 0.5:
            own = self._example(
                next(one for one in METHODS if one["name"] == envelope["method"]), self._house
            )
            for key in own.keys() & envelope["params"].keys():
                if self._chance.random() < 0.5:
                    envelope["params"][key] = own[key]
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
        """Make a form of parts that may or may not belong together."""
        parts = []
        for _ in range(self._chance.randrange(5)):
            name = self._chance.choice(["task_id", "session_id", "folder", "params", "file", "", "x" * 1_000])
            content = self._chance.choice(
                [b"1", b"", b"{}", b'{"session_id": 1}', self._chance.randbytes(5_000)]
            )
            parts.append((name, self._chance.choice([None, *NAMES]), content))
        target = self._chance.choice(
            [path for path in PATHS if "method=" in path and path.startswith("/api")]
        )
        return self._form_of(target, parts, self._chance.choice(BOUNDARIES))

    def real_form(self) -> Probe:
        """Upload a file under an odd name, to a place of this house or of the other."""
        method = self._chance.choice(self._forms)
        house = self._house if self._chance.random() < 0.8 else self._strangers
        params = self._example(method, house)
        params.pop("file", None)
        if self._chance.random() < 0.3:
            self._change(params)
        parts = [
            (name, None, (value if isinstance(value, str) else json.dumps(value)).encode("utf-8", "replace"))
            for name, value in params.items()
        ]
        for _ in range(self._chance.choice([0, 1, 1, 1, 3, 200])):
            content = self._chance.randbytes(self._chance.choice([0, 1, 3_000]))
            parts.append(("file", self._chance.choice(NAMES), content))
        self._chance.shuffle(parts)
        boundary = "b" if self._chance.random() < 0.9 else self._chance.choice(BOUNDARIES)
        return self._form_of(f"/api?method={method['name']}", parts, boundary)

    def _form_of(self, target: str, parts: list[tuple[str, str | None, bytes]], boundary: str) -> Probe:
        body = b""
        for name, filename, content in parts:
            head = f'Content-Disposition: form-data; name="{name}"'
            head += "" if filename is None else f'; filename="{filename}"'
            opening = f"--{boundary}\r\n{head}\r\n\r\n"
            body += opening.encode("utf-8", "surrogatepass") + content + b"\r\n"
        end = f"--{boundary}--\r\n".encode()
        body += end if self._chance.random() < 0.9 else self._chance.choice([b"", b"--"])
        kind = f"multipart/form-data; boundary={boundary}"
        return Probe("POST", target, body, {"content-type": kind, "authorization": f"Bearer {self._token}"})

    def query(self) -> Probe:
        """Get a file by address, mine or not, there or not."""
        method = self._chance.choice(self._queries)
        house = self._house if self._chance.random() < 0.6 else self._strangers
        params = self._example(method, house)
        if self._chance.random() < 0.6:
            params[self._chance.choice(list(params))] = self._chance.choice(
                [*NAMES, house.word, self.value()]
            )
        text = urlencode({name: shown(value) for name, value in params.items()}, errors="replace")
        headers = {"authorization": f"Bearer {self._token}"}
        verb = self._chance.choice(["GET", "GET", "HEAD", "POST"])
        return Probe(verb, f"{method['x-http']['path']}?{text}"[:60_000], b"", headers)

    def object(self) -> Probe:
        """Change something about the address of an object: one of this house, or the other's key with it."""
        verb, url = self._chance.choice(self._house.urls)
        parts = urlsplit(url)
        path, query = parts.path, parts.query
        action = self._chance.randrange(7)
        if action == 0:
            path = urlsplit(self._chance.choice(self._strangers.urls)[1]).path
        elif action == 1:
            path = f"/objects/{self._chance.choice(NAMES[:8]).encode('utf-8', 'replace').decode()}"
        elif action == 2:
            at = self._chance.randrange(len(query))
            query = query[:at] + self._chance.choice("0123456789abcdef&=%") + query[at + 1 :]
        elif action == 3:
            pairs = query.split("&")
            query = "&".join(self._chance.sample(pairs, k=self._chance.randrange(len(pairs))))
        elif action == 4:
            verb = self._chance.choice(VERBS)
        elif action == 5:
            query += self._chance.choice(["&expires=99999999999", "&method=PUT", "&key=../../x", "&" * 500])
        path = quote(path, safe="/%")
        headers = {"range": self._chance.choice(["bytes=0-", "bytes=-1", "bytes=9-1", "bytes=0-0,2-2", "x"])}
        return Probe(verb, f"{path}?{query}", self._chance.choice([b"", b"overwritten"]), headers)

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
                f"Bearer {parts[0]}.{self._strangers.token.split('.')[1]}.{parts[2]}",
                f"Bearer eyJhbGciOiJub25lIn0.{self._strangers.token.split('.')[1]}.",
                f"Bearer {self._token}{self._token}",
                "Bearer " + "x" * 60_000,
            ]
        )
        return probe


def shape(method: dict[str, Any]) -> str:
    """Return how a method is called: as a ``form``, as a ``query``, about an ``object`` or in ``json``."""
    path = method.get("x-http", {}).get("path", "/api")
    if path.startswith("/api"):
        return "form" if "method=" in path else "json"
    return "query" if path.startswith("/") else "object"


def shown(value: Any) -> str:
    """Return a value as it stands in an address."""
    return value if isinstance(value, str) else json.dumps(value)
