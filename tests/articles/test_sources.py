"""What a user may name, and what happens when it cannot be read."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mujaz.articles import Article, limits, read
from mujaz.articles.identity import MAX_ID_BYTES, Ids, safe_id, shown
from mujaz.errors import ReadError
from tests.articles.samples import ARTICLE, BODY, TITLE, page

RECORD = json.dumps({"text": BODY}, ensure_ascii=False)
DATA = Path(__file__).parent / "data"


def ids(*sources: str | Path, **options: object) -> list[str]:
    return [
        outcome.id if isinstance(outcome, Article) else f"! {outcome}"
        for outcome in read(list(sources), **options)  # type: ignore[arg-type]
    ]


def only_error(source: str | Path) -> str:
    (outcome,) = read([source])
    assert isinstance(outcome, ReadError)
    return str(outcome)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("b/خبر.txt", "a.txt", "c.md", ".a.txt", ".hidden/d.txt", "picture.png", "LICENSE"):
        (tmp_path / name).write_text(ARTICLE, encoding="utf-8")
    return tmp_path


def test_a_text_file_is_read_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(ARTICLE.replace("\n", "\r\n").encode("cp1256"))
    (article,) = read(path)
    assert isinstance(article, Article)
    assert (article.id, article.source, article.published) == ("a", str(path), None)
    assert article.text.encode("cp1256") == path.read_bytes()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", page()),
        ("a.HTM", page()),
        ("a.php", page()),
        ("a", page()),
        ("a.txt", page()),
        ("a.json", json.dumps({"title": TITLE, "text": BODY})),
        ("a.jsonl", json.dumps({"id": "a", "title": TITLE, "text": BODY})),
        ("a.md", f"{TITLE}\n\n{BODY}"),
        ("a", f"{TITLE}\n\n{BODY}"),
    ],
)
@pytest.mark.parametrize("packed", [False, True])
def test_every_supported_form_gives_the_same_article(tmp_path: Path, name: str, content: str, packed: bool) -> None:
    path = tmp_path / (f"{name}.gz" if packed else name)
    path.write_bytes(gzip.compress(content.encode()) if packed else content.encode())
    (article,) = read([path])
    assert isinstance(article, Article)
    assert (article.id, article.text) == ("a", f"{TITLE}\n\n{BODY}")


def test_a_dot_in_a_name_is_not_a_suffix(tmp_path: Path) -> None:
    (tmp_path / "خسائر 3.5 مليون").write_text(ARTICLE, encoding="utf-8")
    assert ids(tmp_path / "خسائر 3.5 مليون") == ["خسائر-3.5-مليون"]


def test_a_folder_is_read_sorted_without_hidden_and_foreign_files(folder: Path) -> None:
    assert ids(folder) == ["a", "خبر", "c"]


def test_patterns_are_matched_and_nothing_comes_twice(folder: Path) -> None:
    assert ids(f"{folder}/*.txt") == ["a"]
    assert ids(f"{folder}/**/*.txt") == ["a", "خبر"]
    assert sorted(name for name in ids(f"{folder}/**") if name[0] != "!") == ["a", "c", "خبر"]
    (folder / "[x].txt").write_text(ARTICLE, encoding="utf-8")
    assert ids(folder / "[x].txt") == ["x"]


def test_the_date_that_the_caller_gives_wins(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"text": BODY, "published": "2020-01-01"}), encoding="utf-8")
    article = Article.from_path(path, published=date(2024, 5, 7))
    assert (article.published, article.published_from) == (date(2024, 5, 7), "given")
    assert Article.from_path(path).published_from == "record"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (ARTICLE, ["stdin"]),
        (page(), ["stdin"]),
        (f"{RECORD}\n{RECORD}\n", ["stdin-1", "stdin-2"]),
        (f"[{RECORD},\n{RECORD}]", ["stdin-1", "stdin-2"]),
        (json.dumps({"text": BODY}, indent=2), ["stdin"]),
        ("{مهم} " + ARTICLE, ["stdin"]),
        ("[صورة] " + ARTICLE, ["stdin"]),
        ("", ["! standard input: it is empty; nothing to read"]),
    ],
)
def test_standard_input_is_read_by_its_content(content: str, found: list[str]) -> None:
    assert ids("-", stdin=io.BytesIO(content.encode())) == found
    if content:
        assert ids("-", stdin=io.BytesIO(gzip.compress(content.encode()))) == found


def test_a_bad_source_is_reported_and_the_next_is_read(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text(ARTICLE, encoding="utf-8")
    found = ids(tmp_path / "missing.txt", good, "ftp://example.org/a", good)
    assert found[0] == f"! {tmp_path}/missing.txt: there is no such file; check the path"
    assert found[2].startswith("! ftp://example.org/a: only http and https")
    assert (found[1], found[3]) == ("good", "good-2")


def test_what_is_no_readable_file_is_named(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nothing")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(tmp_path / "s.txt"))
    listener.close()
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04")
    assert "named pipe" in only_error(tmp_path / "pipe.txt")
    assert "link leads to nothing" in only_error(tmp_path / "broken.txt")
    assert "cannot be opened" in only_error(tmp_path / "loop.txt")
    assert "a socket" in only_error(tmp_path / "s.txt")
    assert ".jsonl" in only_error(tmp_path / "a.docx")
    assert "a device" in only_error("/dev/zero")
    assert "null byte" in only_error("a\0b.txt")
    assert "cannot be opened" in only_error("x" * 5_000)
    assert "nothing matches" in only_error(tmp_path / "*.html")
    assert len(ids(tmp_path)) == 4  # a folder hides none of them, but for the unsupported one


def test_empty_folders_and_links_in_circles_end(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "up").symlink_to(tmp_path)
    assert "the folder has no articles" in only_error(tmp_path)
    (tmp_path / "inner" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    assert ids(tmp_path) == ["a"]


def test_a_file_over_the_limit_is_refused_with_both_sizes(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        stream.truncate(limits.MAX_FILE_BYTES + 5_000_000)
    assert "it is 25.0 MB, and the limit is 20.0 MB" in only_error(path)


def test_gzip_bombs_and_damaged_gzip_are_refused(tmp_path: Path) -> None:
    bomb = gzip.compress((b" " * 999 + b"\n") * 60_000)
    for name in ("a.jsonl.gz", "a.txt.gz"):
        (tmp_path / name).write_bytes(bomb)
        assert "unfolds to more than 100 times its size" in only_error(tmp_path / name)
    (tmp_path / "c.txt.gz").write_bytes(gzip.compress(random.Random(1).randbytes(21_000_000), 1))
    assert "larger than 20.0 MB" in only_error(tmp_path / "c.txt.gz")
    packed = gzip.compress(RECORD.encode())
    for content, said in ((packed[:-9], "ends too early"), (b"no gzip", "no gzip data"), (b"", "empty")):
        (tmp_path / "b.jsonl.gz").write_bytes(content)
        assert said in only_error(tmp_path / "b.jsonl.gz")


def test_gzip_members_one_after_another_are_one_file(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(b"".join(gzip.compress(f"{RECORD}\n".encode()) for _ in range(3)))
    assert ids(path) == ["a-1", "a-2", "a-3"]


def test_names_with_newlines_and_wrong_bytes_stay_on_one_line(tmp_path: Path) -> None:
    names = (b"a\nb.txt", b"c\xff.txt", "د\u202e.txt".encode())
    for name in names:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(b"")
    errors = ids(tmp_path)
    assert len(errors) == 3
    assert all("it is empty" in error and error.isprintable() for error in errors)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="changing to another user needs root")
def test_without_rights_the_error_says_so() -> None:
    with tempfile.TemporaryDirectory() as name:  # the folders of pytest are closed to other users as a whole
        Path(name).chmod(0o755)
        _read_without_rights(Path(name))


def _read_without_rights(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    secret = folder / "secret.txt"
    secret.write_text(ARTICLE, encoding="utf-8")
    secret.chmod(0o600)
    program = (
        "import os, sys; from mujaz.articles import read, html, metadata, tables; "
        "os.chdir('/'); os.setegid(65534); os.seteuid(65534)\n"
        "for outcome in read(sys.argv[1:]): print(outcome)"
    )
    said = subprocess.run(
        [sys.executable, "-c", program, str(secret), str(closed), str(closed / "a.txt")],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert said.count("no permission") == 2
    assert "cannot be listed" in said


def test_articles_come_one_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    found = read([path, tmp_path / "later.txt"])
    next(found)
    (tmp_path / "later.txt").write_text(ARTICLE, encoding="utf-8")
    assert isinstance(next(found), Article)


def test_one_article_from_a_path_or_a_text() -> None:
    assert Article.from_path(DATA / "bridge-1256.html").title == TITLE
    with pytest.raises(ReadError, match="several articles"):
        Article.from_path(DATA / "two.jsonl")
    with pytest.raises(ReadError, match="no such file"):
        Article.from_path(DATA / "*.html")
    article = Article.from_text(BODY, id="../x", title=TITLE, published=date(2024, 5, 7))
    assert (article.id, article.text, article.published_from) == ("x", f"{TITLE}\n\n{BODY}", "given")
    for text in (" ", "خبر\0", "خبر\ud800"):
        with pytest.raises(ReadError):
            Article.from_text(text)


def test_importing_is_cheap() -> None:
    program = "import sys, mujaz.articles; print([m for m in sys.modules if m.split('.')[0] in sys.argv])"
    heavy = ["trafilatura", "lxml", "httpx2", "httpcore2", "charset_normalizer", "htmldate"]
    said = subprocess.run([sys.executable, "-c", program, *heavy], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "[]"


@given(st.text(max_size=300))
def test_an_id_is_always_a_safe_file_name(name: str) -> None:
    made = safe_id(name)
    assert 1 <= len(made.encode()) <= MAX_ID_BYTES + 1
    assert made[0] not in ".-"
    assert made.isprintable()
    assert not set(made) & set('/\\:*?"<>| ')


@given(st.lists(st.sampled_from(["a", "A", "a-2", "a-3", "خبر", "", "article"]), max_size=20))
def test_ids_never_collide_whatever_the_case(names: list[str]) -> None:
    given_ids = Ids()
    made = [given_ids.unique(name).casefold() for name in names]
    assert len(set(made)) == len(made)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("تقرير: الجسر/2", "تقرير-الجسر-2"), ("..", "article"), ("CON", "_CON"), ("a\u202eb", "a-b"), ("--x.", "x")],
)
def test_ids_keep_what_people_recognise(name: str, expected: str) -> None:
    assert safe_id(name) == expected


def test_a_name_is_shown_without_tricks() -> None:
    assert shown("https://me:secret@example.org/a@b") == "https://…@example.org/a@b"
    assert shown("خبر\n\u202e\udcff\x1b[2J") == "خبر\\n\\u202e\\udcff\\x1b[2J"
    assert shown("a\xa0b\u3000c d") == "a\\xa0b\\u3000c d"
    assert shown("https://me:p@ss:word@example.org/") == "https://…@example.org/"


def test_real_articles_come_out_unchanged(shared_articles: list[Path]) -> None:
    for path, article in zip(shared_articles, read(shared_articles), strict=True):
        assert isinstance(article, Article)
        assert article.text.encode() == path.read_bytes()
