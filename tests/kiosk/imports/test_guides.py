from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.imports import read_guides
from kiosk.proof.people import Role
from tests.kiosk.imports.samples import EXAMPLES, refusal, written

HEADS = "code,title,title_en,description,url,kind,language,audience,topics\n"


def test_a_guide_is_read_with_its_topics_and_language(tmp_path: Path) -> None:
    row = 'g1,Отметки,Marks,Кратко,https://example.org/x,видео,English,"teacher,pupil","a; b; a"\n'
    (guide,) = read_guides(written(tmp_path, HEADS + row))
    assert (guide.kind, guide.language, guide.topics) == ("video", "en", ("a", "b"))
    assert guide.roles == {Role.TEACHER, Role.PUPIL}
    assert guide.titles == {"ru": "Отметки", "en": "Marks"}
    assert guide.descriptions == {"ru": "Кратко"}
    assert (guide.url, guide.position) == ("https://example.org/x", 1)


def test_a_guide_is_a_russian_text_for_everybody_unless_it_says_otherwise(tmp_path: Path) -> None:
    (guide,) = read_guides(written(tmp_path, "code;title;url\ng;x;http://example.org\n"))
    assert (guide.kind, guide.language, guide.roles, guide.topics) == (
        "text",
        "ru",
        frozenset(),
        (),
    )


@pytest.mark.parametrize(
    "url",
    [
        "",
        "example.org",
        "ftp://example.org",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "https:///path",
        "https://user:word@example.org/",
        "https://example.org@evil.example/",
        "https://[broken",
        "https://example.org:port/",
        "https://example.org/a b",
        "https://example.org/\u202egnp",
        "https://example.org/\u200b",
        "https://example.org/\x1b]8",
        "https://example.org/" + "x" * 181,
    ],
)
def test_a_link_that_is_no_plain_web_address_is_refused(tmp_path: Path, url: str) -> None:
    assert refusal(read_guides, written(tmp_path, f"code;title;url\ng;x;{url}\n")).line == 2


@pytest.mark.parametrize(
    "url", ["https://example.org/" + "x" * 180, "https://школа.example/ж?a=1&b=2#c"]
)
def test_a_plain_web_address_is_kept_letter_by_letter(tmp_path: Path, url: str) -> None:
    assert read_guides(written(tmp_path, f"code;title;url\ng;x;{url}\n"))[0].url == url


@pytest.mark.parametrize(
    "row",
    [
        "g,x,,,https://example.org,книга,,,",
        "g,x,,,https://example.org,,тюркский,,",
        "g,x,,,https://example.org,,,,тема один",
        "g,x,," + "y" * 501 + ",https://example.org,,,,",
        "G0,x,,,https://example.org,,,,",
    ],
)
def test_a_wrong_guide_is_refused_with_its_line(tmp_path: Path, row: str) -> None:
    path = written(tmp_path, f"{HEADS}g0,x,,,https://example.org,,,,\n{row}\n")
    assert refusal(read_guides, path).line == 3


def test_the_example_guides_are_taken() -> None:
    guides = read_guides(EXAMPLES / "guides.csv")
    assert {guide.kind for guide in guides} == {"text", "video"}
    assert {guide.language for guide in guides} == {"ru", "en"}
    assert all({*guide.answers} == {*guide.titles} for guide in guides)


def test_an_answer_in_several_languages_is_three_lines_long_at_most(tmp_path: Path) -> None:
    table = "code;title;url;ответ;Ответ (укр)\n{};x;https://example.org;{};б\n"
    guide = read_guides(written(tmp_path, table.format("g", "а" * 110)))[0]
    assert guide.answers == {"ru": "а" * 110, "uk": "б"}
    assert refusal(read_guides, written(tmp_path, table.format("g", "а" * 111))).line == 2
    assert (
        read_guides(written(tmp_path, "code;title;url\ng;x;https://example.org\n"))[0].answers == {}
    )
