"""Bytes to text: which encoding, and is it text at all.

The order of the tests follows how certain each can be: a byte order mark, the signature of a known binary
format, UTF-16 by its zero bytes, strict UTF-8, UTF-8 with a few damaged bytes, the two 8-bit Arabic
encodings by how Arabic the outcome looks, and last whatever charset-normalizer thinks.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from mujaz.errors import ReadError

__all__ = ["Decoded", "decode", "require_letters", "require_lines"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (.doc, .xls)"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"\x1f\x8b", "gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ\0", "xz data"),
    (b"\x28\xb5\x2f\xfd", "Zstandard data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\x7fELF", "a program"),
    (b"ID3", "an audio file"),
    (b"OggS", "an audio or video file"),
    (b"RIFF", "an audio, video or image file"),
)

_ZIP_CONTENTS = (
    (b"word/", "a Word document (.docx)"),
    (b"xl/", "an Excel workbook (.xlsx)"),
    (b"ppt/", "a PowerPoint presentation (.pptx)"),
    (b"application/epub", "an EPUB book"),
    (b"opendocument", "an OpenDocument file"),
)

_SAMPLE = 65_536
"""Bytes that a guess about the whole is made from."""

_CONTROLS = re.compile("[\0-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_UTF16_EXPECTED = re.compile("[\t\n\r -~\u00a0-\u00ff\u0600-\u06ff\u200b-\u203a\ufb50-\ufdff\ufe70-\ufeff]")
_LETTERS = "\u0621-\u063a\u0641-\u064a\u067e\u0679\u0686\u0688\u0691\u0698\u06a9\u06af\u06ba\u06be\u06c1\u06d2"
_ARABIC = re.compile(f"[{_LETTERS}]")
_MIXED = re.compile(f"[A-Za-z](?=[{_LETTERS}])|[{_LETTERS}](?=[A-Za-z])")
_OTHER_LETTER = re.compile("[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u0192]")
_COMMONEST = re.compile("[ايلمونرت]")


class Decoded(NamedTuple):
    """A text and the encoding it was read with, by Python's name; "utf-8-damaged" when a few bytes had to be
    replaced by U+FFFD."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """Text of a file's bytes, unchanged but for a byte order mark at the start, which is dropped.

    Recognised: UTF-8, UTF-16 and UTF-32 with a mark, UTF-16 without one, Windows-1256, ISO 8859-6, and what
    charset-normalizer finds. Otherwise valid UTF-8 with at most one damaged place for twenty good non-ASCII
    characters is read as UTF-8 with U+FFFD there, as browsers do. The text holds no NUL and no lone
    surrogates. Raises ReadError for empty and binary data and for text in no recognisable encoding; the
    message names no file, the caller knows it.
    """
    if not data.strip():
        raise ReadError("it is empty; nothing to read")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return Decoded(_strict(data[len(mark) :], encoding), encoding)
    _refuse_known_binary(data)
    found = _utf16(data) or _utf8(data)
    if found is None:
        _refuse_controls(data[:_SAMPLE].decode("latin-1"), without_c1=True)
        found = _arabic_8_bit(data) or _detected(data)
    if found is None:
        raise ReadError("its encoding is not recognised; save it as UTF-8")
    _refuse_controls(found.text)
    return require_letters(found)


def require_lines(first: bytes) -> None:
    """Raise ReadError when a file with this first line cannot be lines of JSON: it is a known binary format, has NULs,
    or is text in UTF-16 or UTF-32."""
    encoding = next((encoding for mark, encoding in _BOMS[1:] if first.startswith(mark)), None)
    if encoding is None and (found := _utf16(first[: min(len(first), _SAMPLE) // 2 * 2])):
        encoding = found.encoding
    if encoding is not None:
        raise ReadError(f"it is {encoding.upper()}, and JSON Lines are UTF-8; convert it")
    _refuse_known_binary(first)
    if b"\0" in first:
        raise ReadError("it is binary data, not JSON Lines (it has NUL bytes)")


def require_letters(found: Decoded) -> Decoded:
    """The same, unless there is no letter or digit in it: then ReadError."""
    if not any(map(str.isalnum, found.text)):
        raise ReadError("it holds no words; nothing to read")
    return found


def _strict(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(
            f"its byte order mark says {encoding}, but byte {error.start} does not fit; save it as UTF-8"
        ) from error
    _refuse_controls(text)
    return require_letters(Decoded(text, encoding)).text


def _refuse_known_binary(data: bytes) -> None:
    kind = next((name for signature, name in _SIGNATURES if data.startswith(signature)), None)
    if data.startswith(b"PK\x03\x04"):
        listing = data[:_SAMPLE] + data[-_SAMPLE:]
        kind = next((name for part, name in _ZIP_CONTENTS if part in listing), "a ZIP archive")
    elif data[4:8] == b"ftyp":
        kind = "a video or audio file"
    if kind is not None:
        raise ReadError(f"it is {kind}, not text; save the article as plain text (UTF-8) or HTML")


def _refuse_controls(text: str, *, without_c1: bool = False) -> None:
    """Raise ReadError when the text has a NUL, or more control characters than a text can have by accident."""
    if "\0" in text:
        raise ReadError("it is binary data, not text (it has NUL bytes); give plain text, HTML or JSON")
    controls = _CONTROLS.findall(text)
    count = sum(character < "\x80" for character in controls) if without_c1 else len(controls)
    if count > 2 + len(text) // 50:
        raise ReadError("it is binary data, not text (many control bytes); give plain text, HTML or JSON")


def _utf16(data: bytes) -> Decoded | None:
    """UTF-16 without a mark. Its Arabic has 0x06 in every second byte and its spaces have NUL, neither of
    which occurs in any text of one byte a character or in UTF-8."""
    sample = data[: _SAMPLE - _SAMPLE % 2]
    if len(data) % 2 or (b"\0" not in sample and b"\x06" not in sample):
        return None
    best: tuple[float, str] = (0.95, "")
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, "ignore")
        share = len(_UTF16_EXPECTED.findall(text)) / (len(sample) / 2)
        best = max(best, (share, encoding))
    if not best[1]:
        return None
    try:
        return Decoded(data.decode(best[1]), best[1])
    except UnicodeDecodeError:
        return None


def _utf8(data: bytes) -> Decoded | None:
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    good = len(text) - len(text.encode("ascii", "ignore")) - text.count("\ufffd")
    # Windows-1256 hardly ever makes a valid sequence by chance: its letters are 0xC0 and above, and a
    # UTF-8 sequence goes on with 0x80-0xBF, which are punctuation there.
    return Decoded(text, "utf-8-damaged") if good >= 20 * damaged else None


def _arabic_8_bit(data: bytes) -> Decoded | None:
    """Windows-1256 or ISO 8859-6, whichever gives Arabic words; None when neither does.

    Each read as the other puts Latin letters, or nothing at all, in the middle of words: ISO 8859-6, read as
    Windows-1256, does so in the place of ه و ى ي, and a text without any is no other. French read as either puts Arabic
    letters there. Cyrillic (KOI8-R) gives only Arabic letters, but not those that Arabic is made of: ا ي ل م و ن ر ت
    are 58 % of the letters of running news text, and under 30 % of Russian read as Arabic. A few words («ألف طفيفة»)
    may have fewer by chance.
    """
    best: tuple[float, Decoded] | None = None
    for encoding, weight in (("cp1256", 1.0), ("iso8859_6", 0.8)):  # the latter is rare by now
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        sample = text[: 4 * _SAMPLE]
        arabic = len(_ARABIC.findall(sample))
        share = arabic / (arabic + len(_OTHER_LETTER.findall(sample)) or 1)
        common = len(_COMMONEST.findall(sample))
        mixed = len(_MIXED.findall(sample)) > arabic / 5
        if share < 0.9 or mixed or (arabic >= 20 and common < arabic * (0.4 - arabic**-0.5)):
            continue
        if encoding == "cp1256" and share == 1:
            return Decoded(text, encoding)
        likeness = weight * share * (0.1 + common / (arabic or 1))
        if best is None or likeness > best[0]:
            best = likeness, Decoded(text, encoding)
    return None if best is None else best[1]


def _detected(data: bytes) -> Decoded | None:
    from charset_normalizer import from_bytes

    guess = from_bytes(data[:_SAMPLE]).best()
    if guess is None:
        return None
    try:
        return Decoded(data.decode(guess.encoding), guess.encoding)
    except (UnicodeDecodeError, LookupError):
        return None
