"""Elements of a page that no reader sees: hidden by an attribute, an inline style, or a simple rule of the page's own
style sheet. Scripts and sheets elsewhere are not read, so this is what a page says of itself, no more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["drop"]

_ZERO = r"0*(?:\.0*)?(?:px|em|rem|pt|%|vw|vh)?"
_HIDDEN = re.compile(
    r"(?:^|;)\s*(?:"
    r"display\s*:\s*none"
    r"|(?:visibility|content-visibility)\s*:\s*(?:hidden|collapse)"
    rf"|(?:opacity|max-height|max-width)\s*:\s*{_ZERO}"
    r"|font-size\s*:\s*(?:[01]?(?:\.\d{0,4})?(?:px|pt)|0?(?:\.[0-2]\d{0,3})?(?:em|rem)|\d(?:\.\d{0,4})?%|0)"
    r"|color\s*:\s*transparent"
    r"|(?:left|right|top|bottom|margin-(?:left|right|top)|text-indent)\s*:\s*-\d{3,6}(?:\.\d{0,4})?(?:px|em|rem|pt|%|vw|vh)"
    r"|clip\s*:\s*rect\(\s*(?:0|1px)[^)]{0,40}\)"
    r"|clip-path\s*:\s*(?:inset\(\s*(?:50|100)%[^)]{0,40}\)|circle\(\s*0[^)]{0,40}\))"
    r"|transform\s*:\s*scale\(\s*0\s*\)"
    r")\s*(?:!|;|$)",
    re.IGNORECASE,
)
_COLOUR = re.compile(r"(?:^|;)\s*(background(?:-color)?|color)\s*:\s*([^;!]{1,60})", re.IGNORECASE)
_SIZE = re.compile(rf"(?:^|;)\s*(?:height|width)\s*:\s*{_ZERO}\s*(?:!|;|$)", re.IGNORECASE)
_CUT = re.compile(r"(?:^|;)\s*overflow\s*:\s*(?:hidden|clip)", re.IGNORECASE)
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*(?:,\s*1(?:\.0*)?\s*)?\)")
_NAMED = {"white": "ffffff", "black": "000000"}

_SIMPLE = re.compile(r"(?:[a-z][a-z0-9]*)?[.#]-?[_a-zA-Z][\w-]*")
_MAX_SHEET = 400_000
_LARGEST_SHARE = 3
"""An element that holds more than the third part of the page's letters is the article, to be revealed by a script."""


def drop(tree: HtmlElement) -> None:
    """Remove hidden elements from a parsed page: `hidden`, `template`, styles that show nothing (no display, no size,
    no opacity, off the screen, the letters in the colour of their ground), by themselves or through a class or id
    that a `<style>` of the page hides for every medium."""
    for element in [element for element in tree.iter() if _hides_itself(element)]:
        element.drop_tree()
    hidden = set(_hidden_by_sheet(tree))
    if not hidden:
        return
    found = [element for element in tree.iter() if _is_page(element) and not hidden.isdisjoint(_selectors(element))]
    most = len(tree.text_content()) // _LARGEST_SHARE if found else 0
    for element in found:
        if len(element.text_content()) <= most:
            element.drop_tree()


def _is_page(element: HtmlElement) -> bool:
    """Whether it may be judged: some pages hide all of themselves until their scripts have run."""
    return isinstance(element.tag, str) and element.tag not in ("html", "body", "head")


def _hides_itself(element: HtmlElement) -> bool:
    if not _is_page(element):
        return False
    return element.tag == "template" or element.get("hidden") is not None or _shows_nothing(element.get("style") or "")


def _shows_nothing(style: str) -> bool:
    """Whether declarations of CSS hide what they stand at."""
    if not style:
        return False
    if _HIDDEN.search(style) or (_SIZE.search(style) and _CUT.search(style)):
        return True
    colours = {name.lower()[:5]: _colour(value) for name, value in _COLOUR.findall(style)}
    return len(colours) == 2 and colours["color"] == colours["backg"]


def _colour(value: str) -> str:
    """A colour of CSS in one spelling, six hexadecimal digits where it is one of the common forms."""
    value = value.strip().lower()
    if rgb := _RGB.fullmatch(value):
        return "".join(f"{int(part):02x}" for part in rgb.groups())
    if value.startswith("#"):
        digits = value[1:]
        return "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    return _NAMED.get(value, value)


def _hidden_by_sheet(tree: HtmlElement) -> Iterator[str]:
    """Selectors of one class or id that a style sheet in the page hides; later rules that show again are heeded."""
    shown: dict[str, bool] = {}
    for sheet in tree.iter("style"):
        css = sheet.text or ""
        if len(css) > _MAX_SHEET or (sheet.get("media") or "all").strip().lower() not in ("all", "screen"):
            continue
        for selectors, declarations in _rules(_without_comments(css)):
            for selector in map(str.strip, selectors.split(",")):
                if _SIMPLE.fullmatch(selector) and ("display" in declarations or _shows_nothing(declarations)):
                    shown[selector] = not _shows_nothing(declarations)
    return (selector for selector, is_shown in shown.items() if not is_shown)


def _without_comments(css: str) -> str:
    parts = []
    at = 0
    while (start := css.find("/*", at)) >= 0:
        parts.append(css[at:start])
        end = css.find("*/", start + 2)
        at = end + 2 if end >= 0 else len(css)
    return " ".join([*parts, css[at:]])


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of the rules that stand in no other block (as `@media print`)."""
    depth = start = 0
    selectors = ""
    for sign in re.finditer(r"[{};]", css):
        if sign[0] == "{":
            if depth == 0:
                selectors, start = css[start : sign.start()], sign.end()
            depth += 1
        elif sign[0] == "}":
            depth = max(0, depth - 1)
            if depth == 0:
                if not selectors.lstrip().startswith("@"):
                    yield selectors, css[start : sign.start()]
                start = sign.end()
        elif depth == 0:
            start = sign.end()  # an @import


def _selectors(element: HtmlElement) -> Iterator[str]:
    marks = [f".{name}" for name in (element.get("class") or "").split()]
    if name := element.get("id"):
        marks.append(f"#{name}")
    for mark in marks:
        yield mark
        yield f"{element.tag}{mark}"
