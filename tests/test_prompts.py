"""Prompts: complete, bounded in what an article can do to them, and the same bytes every time."""

from __future__ import annotations

import re
import typing
from datetime import date
from pathlib import Path

import pytest

from mujaz import prompts
from mujaz.articles.article import Article
from mujaz.cleaning import clean
from mujaz.errors import PromptError, UsageError
from mujaz.prompts import Message
from mujaz.schema import codes

TEXT = "قال المتحدث باسم البلدية إن الجسر أُغلق. وأضاف أن الأعمال تنتهي غداً."


def render(text: str = TEXT, **fields: typing.Any) -> list[Message]:
    article = Article(id="a", text=text, **fields)
    return prompts.load("brief@1").render(article, clean(article))


def test_the_article_stands_last_with_one_numbered_line_a_segment() -> None:
    lines = render()[1]["content"].splitlines()
    assert lines[-2:] == ["[1] قال المتحدث باسم البلدية إن الجسر أُغلق.", "[2] وأضاف أن الأعمال تنتهي غداً."]


def test_the_fixed_text_is_the_same_for_every_article() -> None:
    assert render()[0] == render("خبر آخر من المدينة.", outlet="الفجر", published=date(2025, 1, 2))[0]


def test_the_same_article_gives_the_same_bytes() -> None:
    assert render() == render()


def test_outlet_publication_date_and_its_weekday_are_told() -> None:
    said = render(outlet="صحيفة النهار", published=date(2025, 5, 14))[1]["content"]
    assert "Outlet: صحيفة النهار" in said
    assert "Published: 2025-05-14" in said
    assert "Wednesday" in said


def test_an_outlet_cannot_bring_a_text_of_its_own() -> None:
    said = render(outlet="الفجر " * 10_000)[1]["content"].splitlines()[0]
    assert len(said) < 200


def test_unknown_outlet_and_date_are_called_unknown() -> None:
    said = render()[1]["content"]
    assert "Outlet: unknown" in said
    assert "Published: unknown" in said
    assert "Weekday" not in said


@pytest.mark.parametrize("syntax", ["{{ 7 * 7 }}", "{% for x in y %}", "{# gone #}", "{{ segments }}", "{%- raw -%}"])
def test_template_syntax_in_an_article_stays_text(syntax: str) -> None:
    said = render(f"قال المتحدث {syntax} إن الجسر أُغلق.", outlet=syntax)[1]["content"]
    assert said.count(syntax) == 2


def test_an_article_cannot_forge_a_line_of_its_own() -> None:
    forged = "قال المتحدث\u2028[9] إن الجسر أُغلق\r[8] مساء\x0b[7] أمس."
    said = render(forged, outlet="الفجر\n[6] زور")[1]["content"]
    starts = [line.split("]")[0] + "]" for line in said.splitlines() if line.startswith("[")]
    assert starts == ["[1]"] or starts == [f"[{i}]" for i in range(1, len(starts) + 1)]


@pytest.mark.parametrize(
    "vocabulary", [codes.Category, codes.Mode, codes.Sector, codes.Status, codes.Role, codes.CasualtyKind]
)
def test_every_code_of_the_schema_is_explained_in_the_prompt(vocabulary: typing.Any) -> None:
    system = prompts.load("brief@1").source("system.md.j2")
    words = set(re.findall(r"[A-Za-z]+(?:-[a-z]+)*", system))
    missing = [code for code in typing.get_args(vocabulary) if code not in words]
    assert missing == []


def test_every_field_of_the_draft_is_named_in_the_prompt() -> None:
    from mujaz.schema.draft import Account, Actor, Casualties, Caveat, Draft, Entity, Event, Statement, When, Where

    system = prompts.load("brief@1").source("system.md.j2")
    for part in (Draft, Statement, Event, When, Where, Actor, Casualties, Account, Entity, Caveat):
        for name in part.model_fields:
            assert name in system, f"{part.__name__}.{name}"


def test_a_prompt_is_found_by_version_by_name_and_by_folder() -> None:
    named = prompts.load("brief@1")
    assert prompts.load(str(named.folder)) == named
    assert prompts.load("brief").name == "brief"


@pytest.mark.parametrize("spec", ["brief@99", "nothing", "brief@", "Brief@1", ""])
def test_an_unknown_prompt_is_refused_with_the_known_ones(spec: str) -> None:
    with pytest.raises(UsageError, match="brief@1"):
        prompts.load(spec)


def own_prompt(folder: Path, *, system: str = "Brief it.", user: str = "{{ outlet }}", toml: str | None = None) -> Path:
    (folder / "system.md.j2").write_text(system)
    (folder / "user.md.j2").write_text(user)
    shipped = prompts.load("brief@1").source("prompt.toml")
    (folder / "prompt.toml").write_text(shipped if toml is None else toml)
    return folder


@pytest.mark.parametrize(
    ("mistake", "line"),
    [
        ("a\nb {{ outlet\n", 2),
        ("a\nb\n{{ nobody }}", 3),
        ("{% for s in segments %}\n{{ s.nothing }}\n{% endfor %}", 2),
        ("{{ ''.__class__.__mro__ }}", 1),
        ("a\n{{ 1 / 0 }}", 2),
        ("{{ 'x' + 1 }}", 1),
    ],
)
def test_a_mistake_in_a_template_is_named_with_file_line_and_reason(tmp_path: Path, mistake: str, line: int) -> None:
    article = Article(id="a", text=TEXT)
    prompt = prompts.load(str(own_prompt(tmp_path, user=mistake)))
    with pytest.raises(PromptError, match=rf"user\.md\.j2, line {line}: .+"):
        prompt.render(article, clean(article))


@pytest.mark.parametrize("toml", ["", "name = ", "name = 'x'\nversion = 'two'", "[parameters]\ntemperature = 0"])
def test_a_faulty_prompt_toml_is_named(tmp_path: Path, toml: str) -> None:
    with pytest.raises(PromptError, match=r"prompt\.toml"):
        prompts.load(str(own_prompt(tmp_path, toml=toml)))


def test_a_changed_template_has_another_fingerprint(tmp_path: Path) -> None:
    one = prompts.load(str(own_prompt(tmp_path))).sha256
    two = prompts.load(str(own_prompt(tmp_path, system="Brief it!"))).sha256
    assert one != two
