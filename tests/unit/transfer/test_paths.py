from __future__ import annotations

from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwire._core.transfer import safe_component, safe_join, safe_name

ROOT = Path("/srv/target")


@pytest.mark.parametrize(
    ("given_name", "expected"),
    [
        ("seq", "seq"),
        ("  seq  ", "seq"),
        ("", "unnamed"),
        ("   ", "unnamed"),
        ("a/b/c.jpg", "c.jpg"),
        ("a/b/", "b"),
        ("..", "unnamed"),
        ("../..", "unnamed"),
        ("a\\b", "a_b"),
        ('x:y*z?"<>|', "x_y_z_____"),
        ("C:\\evil.exe", "C__evil.exe"),
        ("nul\x00byte", "nul_byte"),
        ("name.", "name"),
        ("name. . ", "name"),
        ("CON", "_CON"),
        ("con.txt", "_con.txt"),
        ("LPT1.tar.gz", "_LPT1.tar.gz"),
        ("console.txt", "console.txt"),
        (".hidden", ".hidden"),
    ],
)
def test_component_follows_the_studio_rule_and_stays_a_legal_name(given_name: str, expected: str) -> None:
    assert safe_component(given_name) == expected


def test_name_keeps_all_of_a_path_in_one_component() -> None:
    assert safe_name("a/b\\c.jpg") == "a_b_c.jpg"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("a", "b.jpg"), "a/b.jpg"),
        (("a/b", "c.jpg"), "a/b/c.jpg"),
        (("/etc/passwd",), "etc/passwd"),
        (("../../etc/passwd",), "unnamed/unnamed/etc/passwd"),
        (("./a//b",), "a/b"),
        (("C:\\Windows\\x",), "C_/Windows/x"),
        (("\\\\host\\share\\x",), "host/share/x"),
        (("",), "unnamed"),
        ((".",), "unnamed"),
    ],
)
def test_join_never_leaves_the_root(parts: tuple[str, ...], expected: str) -> None:
    assert safe_join(ROOT, *parts) == ROOT / expected


def test_long_names_are_cut_stably_and_keep_their_extension() -> None:
    first, second = safe_name("x" * 400 + "1.jpeg"), safe_name("x" * 400 + "2.jpeg")
    assert first == safe_name("x" * 400 + "1.jpeg")
    assert first != second
    assert first.endswith(".jpeg")
    assert len(first.encode()) == 255


def test_a_long_name_is_never_cut_inside_a_letter() -> None:
    name = safe_name("ß" * 300 + ".png")
    assert len(name.encode()) <= 255
    assert name.endswith(".png")


@given(st.text(max_size=600))
def test_any_text_becomes_one_legal_component(text: str) -> None:
    for name in (safe_name(text), safe_component(text)):
        assert name not in {"", ".", ".."}
        assert not set(name) & set('/\\:*?"<>|\0')
        assert len(name.encode()) <= 255
        assert name == name.rstrip(". ")
        assert not PureWindowsPath(name).is_reserved()
        assert safe_name(name) == name


@given(st.lists(st.text(max_size=40), max_size=5))
def test_any_parts_stay_below_the_root(parts: list[str]) -> None:
    joined = safe_join(ROOT, *parts)
    assert ROOT in joined.parents
    assert ".." not in joined.parts
