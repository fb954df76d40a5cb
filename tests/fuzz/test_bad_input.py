"""Bad input through the command line: exit code 2 and one clear line, whatever is given."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import Ran, mujaz
from tests.fuzz.bad_files import BAD, BODY, SPECIAL

pytestmark = pytest.mark.slow

_NOBODY_LISTENS = ("--base-url", "http://127.0.0.1:9/v1", "--model", "m")

COMMANDS = {
    "clean": ["clean", "--", "SOURCE"],
    "brief": ["brief", *_NOBODY_LISTENS, "--", "SOURCE"],
    "check": ["check", "--", "QUOTES", "SOURCE"],
    "bulk": ["bulk", "run", "--out", "RUN", "--yes", *_NOBODY_LISTENS, "--", "SOURCE"],
}


def run(command: str, source: Path | str, folder: Path) -> Ran:
    quotes = folder / "quotes.json"
    quotes.write_text(json.dumps({"quote": BODY}), encoding="utf-8")
    places = {"SOURCE": str(source), "QUOTES": str(quotes), "RUN": str(folder / "run")}
    return mujaz(*[places.get(word, word) for word in COMMANDS[command]], cwd=folder)


def one_clear_line(ran: Ran, said: str) -> None:
    assert ran.returncode == 2, ran
    assert ran.stdout == ""
    *_, line = ran.stderr.splitlines()
    assert line.startswith("mujaz: ")
    assert said in line
    assert line.isprintable()
    assert "Traceback" not in ran.stderr


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """One for the bad file alone, and one for everything else."""
    for name in ("bad", "work"):
        (tmp_path / name).mkdir()
    return tmp_path / "bad", tmp_path / "work"


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("name", [*BAD, *SPECIAL])
def test_a_bad_file_ends_with_one_clear_line(name: str, command: str, folders: tuple[Path, Path]) -> None:
    bad, work = folders
    make, said = {**BAD, **SPECIAL}[name]
    source = make(bad)
    ran = run(command, source, work)
    if name == "pattern that matches nothing" or source == bad:
        said = "check the path" if command == "bulk" else said.replace(" or the pattern", "")
    one_clear_line(ran, said)
    assert len(ran.stderr.splitlines()) <= (3 if command == "brief" else 1)


@pytest.mark.parametrize("name", ["empty", "PNG", "JSON cut", "JSON nested without end", "gzip without the suffix"])
def test_a_bad_brief_to_check_is_said_the_same_way(name: str, folders: tuple[Path, Path]) -> None:
    bad, work = folders
    (work / "good.txt").write_text(BODY, encoding="utf-8")
    one_clear_line(mujaz("check", BAD[name][0](bad), work / "good.txt", cwd=work), str(bad))


@pytest.mark.parametrize("name", ["missing", "named pipe", "/dev/zero", "link to itself", "name longer than any"])
def test_a_brief_to_check_that_is_no_file_is_not_waited_for(name: str, folders: tuple[Path, Path]) -> None:
    bad, work = folders
    (work / "good.txt").write_text(BODY, encoding="utf-8")
    make, said = SPECIAL[name]
    one_clear_line(mujaz("check", make(bad), work / "good.txt", cwd=work), said)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.csv", "", "empty"),
        ("a.csv", "id,text\n", "no rows under its header"),
        ("a.csv", f"id,headline\n1,{BODY}\n", "its columns (id, headline) have neither text nor html"),
        ("a.tsv", f"text,id\n{BODY},1\n", "its columns (text,id) have neither text nor html"),
        ("a.csv", "\x89PNG\r\n\0\1\2", "a PNG image"),
        ("a.parquet", "PAR1PAR1", "no Parquet file"),
        ("a.parquet", "", "no Parquet file"),
    ],
)
def test_a_bad_table_ends_a_run_before_it_begins(name: str, text: str, said: str, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    (tmp_path / name).write_bytes(text.encode("latin-1" if "PNG" in text else "utf-8"))
    one_clear_line(run("bulk", tmp_path / name, tmp_path), said)


def test_one_bad_member_of_a_folder_is_said_and_the_others_are_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_text(BODY, encoding="utf-8")
    (tmp_path / "c.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    ran = mujaz("clean", tmp_path, cwd=tmp_path)
    assert (ran.returncode, ran.stdout.count("1 segments")) == (1, 1)
    assert [line.rpartition("/")[2].partition(",")[0] for line in ran.stderr.splitlines()] == [
        "a.txt: it is a named pipe",
        "c.txt: it is a PNG image",
    ]


@pytest.mark.parametrize("name", ["-a.txt", "--json"])
def test_a_name_that_looks_like_an_option_follows_two_hyphens(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(BODY, encoding="utf-8")
    assert mujaz("clean", "--", name, cwd=tmp_path).returncode == 0


def test_a_file_that_vanishes_while_a_folder_is_read_is_said(tmp_path: Path) -> None:
    from mujaz.articles import read
    from mujaz.errors import ReadError

    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(BODY, encoding="utf-8")
    found = read(tmp_path)
    next(found)
    (tmp_path / "b.txt").unlink()
    second = next(found)
    assert isinstance(second, ReadError)
    assert "no such file" in str(second)


@pytest.mark.parametrize("command", ["clean", "brief", "check"])
def test_every_command_that_reads_an_address_needs_leave_for_private_hosts(command: str, tmp_path: Path) -> None:
    ran = run(command, "http://127.0.0.1:8009/a", tmp_path)
    one_clear_line(ran, "is a private or local address; allow it expressly (--allow-private-hosts)")
    allowed = [*COMMANDS[command][:1], "--allow-private-hosts", *COMMANDS[command][1:]]
    places = {"SOURCE": "http://127.0.0.1:8009/a", "QUOTES": str(tmp_path / "quotes.json")}
    ran = mujaz(*[places.get(word, word) for word in allowed], cwd=tmp_path)
    assert "private" not in ran.stderr
    assert ran.returncode == 2


def test_a_run_fetches_no_addresses(tmp_path: Path) -> None:
    one_clear_line(run("bulk", "http://127.0.0.1:9/a.jsonl", tmp_path), "no such file")


_SHELL = "exec {python} -c 'from mujaz.cli import main; main()' clean {source}"


def shell(source: str, folder: Path, *, before: str = "") -> subprocess.CompletedProcess[str]:
    """Run `mujaz clean` under bash with 600 MB of address space."""
    command = "ulimit -v 600000; " + before + _SHELL.format(python=sys.executable, source=source)
    return subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, text=True, check=False, timeout=300)


@pytest.mark.parametrize(
    ("source", "code", "said"),
    [
        ("- < /dev/zero", 2, "standard input: it is larger than 20.0 MB"),
        ("/dev/zero", 2, "/dev/zero: it is a device"),
        ("<(cat /dev/zero)", 2, "it is larger than 20.0 MB"),
        ("<(cat good.txt)", 0, ""),
        ("line.txt", 2, "it is 100.0 MB, and the limit is 20.0 MB"),
        ("line.jsonl", 1, "line 1: longer than 20.0 MB"),
        ("long.txt", 2, "an article may have at most 2,500,000"),
        ("p.html", 2, "more than 200,000 tags"),
        ("zeros.txt.gz", 2, "unfolds to more than 100 times"),
    ],
)
def test_large_and_endless_input_ends_within_600_megabytes(source: str, code: int, said: str, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(BODY, encoding="utf-8")
    name = source.partition(" ")[0]
    if name.startswith("line."):
        with (tmp_path / name).open("wb") as stream:
            stream.write(b'{"text":"')
            for _ in range(100):
                stream.write(b"\xd9\x83" * 500_000)
            stream.truncate(100_000_000)
            stream.seek(0, os.SEEK_END)
            stream.write(f'\n{{"text": "{BODY}"}}\n'.encode() if name == "line.jsonl" else b"")
    elif name == "long.txt":
        (tmp_path / name).write_text("قال " * 2_000_000, encoding="utf-8")
    elif name == "p.html":
        (tmp_path / name).write_bytes(b"<html><body>" + b"<p>" * 6_000_000)
    elif name == "zeros.txt.gz":
        subprocess.run("head -c 300M /dev/zero | gzip -1 > zeros.txt.gz", shell=True, cwd=tmp_path, check=True)
    ran = shell(source, tmp_path)
    assert ran.returncode == code, ran
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize(
    "text",
    [
        "ـ" * 10**6, "\u202e" * 10**6, "ب" + "\u064b" * 10**6, "." * 10**6, "1" * 10**6, "ال" * 10**6,
        "(" * 10**5 + BODY + ")" * 10**5, "«" * 10**5, "\u200d" * 10**6, "\n" * 10**6,
    ],
    ids=["tatweel", "bidi", "marks", "dots", "digits", "articles", "brackets", "quotes", "joiners", "lines"],
)  # fmt: skip
def test_a_million_of_one_sign_is_cleaned_within_600_megabytes(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{BODY}\n{text}\n{BODY}", encoding="utf-8")
    ran = shell("a.txt", tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert BODY in ran.stdout
