"""Prompts: complete, bounded in what an article can do to them, and the same bytes every time."""

from __future__ import annotations

import os
import re
import typing
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mujaz import prompts
from mujaz.articles.article import Article
from mujaz.cleaning import clean
from mujaz.errors import PromptError, UsageError
from mujaz.prompts import Message
from mujaz.schema import codes
from tests.cli.running import mujaz

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


GOOD_USER = "{{ outlet or 'unknown' }}\n{% for s in segments %}\n[{{ s.number }}] {{ s.text }}\n{% endfor %}\n"
"""Its for loop ends on line 4."""

SHIPPED_TOML = prompts.load("brief@1").source("prompt.toml")


def own_prompt(folder: Path, **files: str | bytes | None) -> Path:
    """A prompt of a user's own: `system`, `user` and `toml` in place of good ones; None for a file left out."""
    folder.mkdir(exist_ok=True)
    wanted = {"system": "Brief it.", "user": GOOD_USER, "toml": SHIPPED_TOML, **files}
    for name, file in (("system", "system.md.j2"), ("user", "user.md.j2"), ("toml", "prompt.toml")):
        content = wanted[name]
        if content is not None:
            (folder / file).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def refused(folder: Path) -> str:
    with pytest.raises(PromptError) as raised:
        prompts.load(str(folder))
    assert raised.value.exit_code == 2
    return str(raised.value)


def test_a_good_prompt_of_ones_own_is_taken(tmp_path: Path) -> None:
    prompt = prompts.load(str(own_prompt(tmp_path)))
    said = prompt.render(Article(id="a", text=TEXT), clean(Article(id="a", text=TEXT)))
    assert said[0]["content"] == "Brief it."
    assert said[1]["content"].startswith("unknown\n[1] قال المتحدث")


@pytest.mark.parametrize(
    ("mistake", "line", "reason"),
    [
        ("a\nb {{ outlet\n", 2, "unexpected end of template"),
        ("a\n{% for x %}", 2, "expected token 'in'"),
        ("a\n{% endif %}", 2, "unknown tag 'endif'"),
        ("a\n{{ outlet|shout }}", 2, "No filter named 'shout'"),
        ("a\n{{ outlet is loud }}", 2, "No test named 'loud'"),
        ("a\nb\n{{ nobody }}", 3, "'nobody' is undefined"),
        ("{% for s in segments %}\n{{ s.nothing }}\n{% endfor %}", 2, "has no attribute 'nothing'"),
        ("{% if not outlet %}\n{{ nobody }}{% endif %}", 2, "'nobody' is undefined"),
        ("{% if outlet %}\n{{ nobody }}{% endif %}", 2, "'nobody' is undefined"),
        ("{{ ''.__class__.__mro__ }}", 1, "unsafe"),
        ("\n{{ {}.update(a=1) }}", 2, "unsafe"),
        ("{{ ''|attr('__class__') }}", 1, "unsafe"),
        ("{{ self.__init__.__globals__ }}", 1, "unsafe"),
        ("{% import 'os' as os %}", 1, "'import' is not possible"),
        ("{% from 'os' import system %}", 1, "'import' is not possible"),
        ("a\n{% include '/etc/passwd' %}", 2, "'include' is not possible"),
        ("{% include 'system.md.j2' %}", 1, "'include' is not possible"),
        ("{% extends '../brief/v1/user.md.j2' %}", 1, "'extends' is not possible"),
        ("a\n{{ 1 / 0 }}", 2, "division by zero"),
        ("{{ 'x' + 1 }}", 1, "can only concatenate"),
        ("{{ range }}", 1, "cannot be printed"),
        ("{{ segments }}", 1, "cannot be printed"),
        ("{{ outlet|random }}", 1, "No filter named 'random'"),
        ("{{ lipsum() }}", 1, "'lipsum' is undefined"),
    ],
)
def test_a_mistake_in_a_template_is_named_with_file_line_and_reason(
    tmp_path: Path, mistake: str, line: int, reason: str
) -> None:
    assert re.search(rf"user\.md\.j2, line {line}: .*({reason})", refused(own_prompt(tmp_path, user=mistake)))


@pytest.mark.parametrize(
    ("greedy", "reason"),
    [
        ("{% for i in range(10**12) %}x{% endfor %}", "Range too big"),
        ("{% for i in range(9999) %}{% for j in range(9999) %}{% endfor %}{% endfor %}", "rounds of loops"),
        ("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", "a macro that calls itself"),
        ("{% macro f(n) %}{% if n %}{{ f(n - 1) ~ f(n - 1) }}{% endif %}{% endmacro %}{{ f(60) }}", "calls of macros"),
        ("{{ 'x' * 10**8 }}", "a text is too long"),
        ("{{ [0] * 10**8 }}", "a text is too long"),
        ("{{ 10 ** 10000000 }}", "a number is too large"),
        ("{{ '%100000000d' % 1 }}", "% on a text"),
        ("{{ 'x'.ljust(10**8) }}", "unsafe"),
        ("{{ '{:>99999999}'.format(1) }}", "unsafe"),
        ("{{ 'x'|center(10**8) }}", "No filter named 'center'"),
        (
            "{% set n = namespace(x='xxxxxxxxxx') %}{% for i in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
            "a text is too long",
        ),
        ("{% set a = 'x' * 90000 %}{% for i in range(90000) %}{{ a }}{% endfor %}", "the message is longer"),
    ],
)
def test_a_template_that_would_not_end_is_stopped(tmp_path: Path, greedy: str, reason: str) -> None:
    assert re.search(rf"user\.md\.j2.*: .*({reason})", refused(own_prompt(tmp_path, user=greedy)))


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("name = ", "name == ", 2, "Invalid value"),
        ('name = "brief"', "name = ", 2, "Invalid value"),
        ("seed = 7\n", "seed = 7\nseed = 8\n", 11, "Cannot overwrite a value"),
        ("seed = 7", "seed = 7\n[", 11, "."),
        ("seed = 7", "sede = 7", 10, "there is no entry 'sede'; there are temperature, max_tokens, seed"),
        ("name = ", "nom = ", 2, "there is no entry 'nom'"),
        ("[parameters]", "[parameter]", 7, "there is no entry 'parameter'"),
        ("version = 1\n", "", 1, "the entry 'version' is missing"),
        ("max_tokens = 6000\n", "", 7, "the entry 'max_tokens' is missing"),
        ("version = 1", "version = '1'", 3, "version is a whole number, not '1'"),
        ("version = 1", "version = 1.0", 3, "version is a whole number"),
        ("version = 1", "version = true", 3, "version is a whole number"),
        ("version = 1", "version = 0", 3, "version is a whole number from 1"),
        ('name = "brief"', "name = 7", 2, "name is text in quotation marks"),
        ('name = "brief"', 'name = "../brief"', 2, "lower-case Latin letters"),
        ("temperature = 0.0", "temperature = '0'", 8, "temperature is a number"),
        ("temperature = 0.0", "temperature = nan", 8, "between 0 and 2"),
        ("temperature = 0.0", "temperature = 7", 8, "between 0 and 2"),
        ("max_tokens = 6000", "max_tokens = -1", 9, "between 1 and 1,000,000"),
        ("seed = 7", "seed = 99999999999999999999", 10, "64-bit"),
        ("[parameters]", "parameters = 7\n[other]", 7, "parameters is a table"),
        ('"draft/1"', '"draft/9"', 4, "schema is 'draft/9'; this version knows 'draft/1'"),
    ],
)
def test_a_mistake_in_prompt_toml_is_named_with_file_line_and_reason(
    tmp_path: Path, old: str, new: str, line: int, reason: str
) -> None:
    assert old in SHIPPED_TOML
    said = refused(own_prompt(tmp_path, toml=SHIPPED_TOML.replace(old, new, 1)))
    assert re.search(rf"prompt\.toml, line {line}: .*{re.escape(reason)}", said), said


def test_a_version_in_a_folder_of_another_is_refused(tmp_path: Path) -> None:
    said = refused(own_prompt(tmp_path / "v2"))
    assert "prompt.toml, line 3: version is 1, but the folder is called v2" in said
    assert prompts.load(str(own_prompt(tmp_path / "v1"))).version == 1


@pytest.mark.parametrize("name", ["system", "user", "toml"])
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, ": the file is missing"),
        (b"", ": the file is empty"),
        (b" \n\n", ": the file is empty"),
        (b"good\nbad \xff", ", line 2: not UTF-8"),
        ("خبر".encode("utf-16"), ", line 1: not UTF-8"),
        (b"# " + b"x" * 300_000, ": larger than"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, name: str, content: bytes | None, reason: str) -> None:
    file = {"system": "system.md.j2", "user": "user.md.j2", "toml": "prompt.toml"}[name]
    assert f"{file}{reason}" in refused(own_prompt(tmp_path, **{name: content}))


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert "none/prompt.toml: the file is missing" in refused(tmp_path / "none")
    (tmp_path / "file").write_text("x")
    assert "cannot be read" in refused(tmp_path / "file")


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the key is planted")
    folder = own_prompt(tmp_path / "mine", system=None)
    (folder / "system.md.j2").symlink_to(secret)
    said = refused(folder)
    assert "system.md.j2: the link leads out of the prompt's folder" in said
    assert "planted" not in said


def test_a_link_inside_the_folder_and_a_folder_that_is_a_link_are_followed(tmp_path: Path) -> None:
    folder = own_prompt(tmp_path / "mine", system=None)
    (folder / "text").write_text("Brief it.")
    (folder / "system.md.j2").symlink_to("text")
    (tmp_path / "link").symlink_to(folder)
    assert prompts.load(str(tmp_path / "link")).source("system.md.j2") == "Brief it."


def test_a_pipe_in_place_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    folder = own_prompt(tmp_path, system=None)
    os.mkfifo(folder / "system.md.j2")
    assert "system.md.j2: not a file" in refused(folder)


def test_a_prompt_that_leaves_the_article_out_is_refused(tmp_path: Path) -> None:
    assert "user.md.j2: the article's text is not in the message" in refused(own_prompt(tmp_path, user="{{ outlet }}"))
    assert "system.md.j2: the template gives an empty message" in refused(own_prompt(tmp_path, system="{# nothing #}"))


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_ends_of_lines_and_a_byte_order_mark_change_nothing(tmp_path: Path, end: str) -> None:
    shipped = prompts.load("brief@2")
    for file in prompts.FILES:
        text = "\ufeff" + shipped.source(file).replace("\n", end)
        (tmp_path / file).write_bytes(text.encode())
    other = prompts.load(str(tmp_path))
    assert other.sha256 == shipped.sha256
    article = Article(id="a", text=TEXT, outlet="الفجر")
    assert other.render(article, clean(article)) == shipped.render(article, clean(article))


def test_the_published_prompts_have_the_fingerprints_that_recordings_were_made_with() -> None:
    assert {prompt.spec: prompt.sha256 for prompt in prompts.available()} == PUBLISHED


PUBLISHED = {
    "brief@1": "a04263a6e5c2cf06adb34691bbf238ca335f526360e51bf278c89d6f89e92486",
    "brief@2": "a823d779a774e8480a3543395ee72e032a0ae3c2e5fe20ead82d6e1a674abb28",
}
"""A published version is never edited; a new one is a line here."""


def test_what_was_read_is_what_is_rendered(tmp_path: Path) -> None:
    prompt = prompts.load(str(own_prompt(tmp_path)))
    own_prompt(tmp_path, system="Something else.")
    article = Article(id="a", text=TEXT)
    assert prompt.render(article, clean(article))[0]["content"] == "Brief it."


def test_a_changed_template_has_another_fingerprint(tmp_path: Path) -> None:
    one = prompts.load(str(own_prompt(tmp_path))).sha256
    two = prompts.load(str(own_prompt(tmp_path, system="Brief it!"))).sha256
    assert one != two


@pytest.mark.parametrize("command", [("prompts", "show"), ("brief", "a.txt", "--base-url", "http://127.0.0.1:9/v1")])
def test_the_command_line_names_the_mistake_before_anything_is_asked(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    own_prompt(tmp_path / "mine", user=GOOD_USER + "{{ nobody }}\n")
    given = ("--model", "m", "--prompt", "./mine") if command[0] == "brief" else ("./mine",)
    ran = mujaz(*command, *given, cwd=tmp_path)
    assert ran.returncode == 2
    assert ran.stderr == "mujaz: mine/user.md.j2, line 5: 'nobody' is undefined\n"
    assert ran.stdout == ""


WORDS_OF_TEMPLATES = (
    "if else endif for in endfor set block endblock raw endraw x language cycler range(9) range loop.index none 0 1 9"
    " * / % ~ | join upper nope ( ) [ ] . __class__ 'a' \" = == , : - \\ #"
).split()
PARTS_OF_TEMPLATES = st.tuples(
    st.sampled_from(["{{ _ }}", "{% _ %}", "{%- _ -%}", "{# _ #}", "_", "{{ _", "_ %}"]),
    st.lists(st.sampled_from(WORDS_OF_TEMPLATES), max_size=5).map(" ".join),
).map(lambda part: part[0].replace("_", part[1], 1))


@given(st.lists(PARTS_OF_TEMPLATES, max_size=4).map("\n".join))
@example("{% if x %}")
@example("{{ 1 / 0 }}")
@example("{{ nobody }}")
def test_any_text_renders_or_is_refused_plainly(tmp_path_factory: pytest.TempPathFactory, source: str) -> None:
    folder = own_prompt(tmp_path_factory.getbasetemp() / "any", system=source or "x")
    said = ""
    try:
        taken = prompts.load(str(folder)).source("system.md.j2")
    except PromptError as error:
        taken, said = "", str(error)
    assert taken == (source or "x") or re.search(r"system\.md\.j2(?:, line \d+)?: \S", said)
