"""The `groundwire` command: what it prints, what it never prints, and its exit codes."""

from __future__ import annotations

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from groundwire import __version__

from .conftest import Api

if TYPE_CHECKING:
    from pathlib import Path

PASSWORD = re.compile(r"Password +(\S+)")


def groundwire(*arguments: str, stdin: str = "", code: int = 0) -> subprocess.CompletedProcess[str]:
    ended = subprocess.run(
        [sys.executable, "-m", "groundwire", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == code, ended.stderr
    assert "Traceback" not in ended.stderr
    return ended


def failure(*arguments: str, code: int = 1, stdin: str = "") -> str:
    ended = groundwire(*arguments, code=code, stdin=stdin)
    assert ended.stdout == ""
    return ended.stderr.strip()


@pytest.fixture
def data(tmp_path: Path) -> str:
    folder = str(tmp_path / "data")
    groundwire("serve", "--data", folder, "--init")
    return folder


def test_version_is_told_without_loading_anything() -> None:
    probe = (
        "import sys; sys.argv=['groundwire','--version']; from groundwire.cli import main; main(); "
        "print(sorted({'click','sqlalchemy','starlette','uvicorn','msgspec','rich'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True).stdout
    assert told == f"groundwire {__version__}\n[]\n"


def test_help_names_the_commands_without_loading_them() -> None:
    probe = (
        "import sys; from groundwire.cli.app import run; code=run(['--help']); "
        "print(sorted({'sqlalchemy','starlette','uvicorn'} & set(sys.modules)), code)"
    )
    told = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True).stdout
    assert "serve" in told
    assert "admin" in told
    assert told.endswith("[] 0\n")


def test_misuse_is_exit_code_2() -> None:
    assert "No such command 'nope'" in failure("nope", code=2)
    assert "--port" in failure("serve", "--port", "99999", code=2)
    assert "--platform" in failure("serve", "--platform", "nope", code=2)


def test_init_prints_the_credentials_once(tmp_path: Path) -> None:
    folder = str(tmp_path / "data")
    first = groundwire("serve", "--data", folder, "--init").stdout
    password = PASSWORD.search(first)
    assert password is not None
    assert first.count(password[1]) == 1
    assert "with_login" in first
    again = groundwire("serve", "--data", folder, "--init").stdout
    assert again == f"{folder} is set up already; nothing was changed.\n"
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "data" / "secret.key").stat().st_mode & 0o777 == 0o600
    for path in (tmp_path / "data").rglob("*"):
        assert path.is_dir() or password[1].encode() not in path.read_bytes()


def start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "groundwire", "serve", *arguments],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED":
        "1"},
    )  # fmt: skip


def until(process: subprocess.Popen[str], wanted: str) -> str:
    assert process.stdout is not None
    told = ""
    while wanted not in told:
        line = process.stdout.readline()
        assert line, told + (process.stderr.read() if process.stderr else "")
        told += line
    return told


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_first_start_sets_up_and_serves_until_told_to_stop(tmp_path: Path, number: int, code: int) -> None:
    process = start("--data", str(tmp_path / "data"), "--port", "0", "--log-format", "json")
    told = until(process, "listens on")
    url = re.search(r"listens on (\S+)", told)
    password = PASSWORD.search(told)
    assert url is not None
    assert password is not None
    assert f'with_url("{url[1]}")' in told
    assert Api(url[1]).login("admin", password[1])
    process.send_signal(number)
    output, errors = process.communicate(timeout=30)
    assert process.returncode == code
    assert password[1] not in output + errors
    assert '"event":"stopped"' in errors
    assert "Traceback" not in errors
    second = start("--data", str(tmp_path / "data"), "--port", "0")
    assert "Password" not in until(second, "listens on")
    second.terminate()
    second.communicate(timeout=30)


def test_port_in_use_is_explained(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        message = failure("serve", "--data", str(tmp_path), "--port", str(port))
    assert (
        message
        == f"Error: Port {port} on 127.0.0.1 is in use by another program; choose another one with --port."
    )


def test_unknown_hosts_are_explained(tmp_path: Path) -> None:
    assert "not an address of this machine" in failure(
        "serve", "--data", str(tmp_path), "--host", "192.0.2.1"
    )
    assert "is not known" in failure("serve", "--data", str(tmp_path), "--host", "no such host")


def test_unusable_data_folder_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    message = failure("serve", "--init", "--data", str(tmp_path / "file" / "data"))
    assert message.startswith(
        f"Error: The data folder {tmp_path}/file/data cannot be created: Not a directory"
    )


def test_bad_settings_are_explained(tmp_path: Path) -> None:
    folder = str(tmp_path / "data")
    assert "database URL is not understood" in failure(
        "serve", "--init", "--data", folder, "--database", "nonsense"
    )
    assert "public URL must begin with http" in failure(
        "serve", "--init", "--data", folder, "--public-url", "ftp://x"
    )


def test_newer_database_is_refused(data: str) -> None:
    database = sqlite3.connect(f"{data}/groundwire.db")
    database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.commit()
    database.close()
    for arguments in (
        ("serve", "--data", data, "--port", "0"),
        ("serve", "--data", data, "--init"),
        ("admin", "--data", data, "list"),
    ):
        assert "written by a newer version" in failure(*arguments)


def test_listening_beyond_loopback_is_warned_about(tmp_path: Path) -> None:
    process = start("--data", str(tmp_path / "data"), "--port", "0", "--host", "0.0.0.0")
    until(process, "listens on http://127.0.0.1:")
    process.terminate()
    _, errors = process.communicate(timeout=30)
    assert errors.startswith("Warning: listening on 0.0.0.0: everyone who can reach this machine")


def test_accounts_are_managed_without_passwords_on_the_command_line(data: str) -> None:
    admin = ("admin", "--data", data)
    groundwire(*admin, "add-organization", "Other")
    added = groundwire(
        *admin, "add-user", "bob", "--organization", "Other", "--password-stdin", stdin="bobs password\n"
    )
    assert "bobs password" not in added.stdout + added.stderr
    groundwire(*admin, "add-project", "Fields", "--organization", "Other")
    groundwire(*admin, "reset-password", "bob", "--password-stdin", stdin="another password\n")
    assert groundwire(*admin, "list").stdout.splitlines() == [
        "Local (org-1)", "  user     admin", "  project  Sandbox (p-1)",
        "Other (org-2)", "  user     bob", "  project  Fields (p-2)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "stdin", "message"),
    [
        (("add-user", "admin", "--password-stdin"), "long enough\n", "a user named 'admin' already"),
        (("add-user", "a b", "--password-stdin"), "long enough\n", "without spaces"),
        (("add-user", "bob", "--password-stdin"), "short\n", "8 to 1024 characters"),
        (
            ("add-user", "bob", "--password-stdin", "--organization", "X"),
            "long enough\n",
            "no organisation named 'X'",
        ),
        (("reset-password", "bob", "--password-stdin"), "long enough\n", "no user named 'bob'"),
        (("add-organization", "Local"), "", "an organisation named 'Local' already"),
        (("add-organization", " "), "", "1 to 256 characters"),
        (("add-project", "P", "--organization", "X"), "", "no organisation named 'X'"),
    ],
)
def test_account_mistakes_are_explained(
    data: str, arguments: tuple[str, ...], stdin: str, message: str
) -> None:
    told = failure("admin", "--data", data, *arguments, stdin=stdin)
    assert message in told
    assert "long enough" not in told


def test_admin_does_not_create_a_data_folder(tmp_path: Path) -> None:
    assert "There is no data folder" in failure("admin", "--data", str(tmp_path / "nope"), "list")
    assert list(tmp_path.iterdir()) == []
