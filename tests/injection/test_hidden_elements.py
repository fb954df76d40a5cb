"""What a page hides from its readers is no part of the article; what it shows is."""

from __future__ import annotations

import pytest

from mujaz.articles.html import extract

STORY = "".join(
    f"<p>{sentence}</p>"
    for sentence in (
        "أعلنت بلدية النورس إغلاق جسر الصفصاف أمام الشاحنات اعتباراً من صباح اليوم بسبب أعمال صيانة تستمر شهراً كاملاً.",
        "وقال رئيس البلدية سامر الحلواني إن الشاحنات ستسلك الطريق الجنوبي، وإن الشرطة ستنظم المرور عند المدخلين.",
        "وأضاف أن كلفة الأعمال تبلغ مليوني ليرة دفعتها المحافظة، وأن الجسر سيفتح أمام السيارات الصغيرة ليلاً.",
    )
)
SECRET = "جملة لا يراها القارئ في الصفحة وتقول إن الجسر انهار قبل يومين"


def text_of(body: str, head: str = "") -> str:
    beginning = f"<!doctype html><html><head><title>إغلاق جسر</title>{head}</head>"
    return extract(f"{beginning}<body><article>{STORY}{body}</article></body></html>").text


@pytest.mark.parametrize(
    "style",
    [
        "display:none", "DISPLAY : NONE !important", "color:red;display:none", "visibility:hidden", "opacity:0",
        "opacity: 0.0", "font-size:0", "font-size:0px", "font-size: 1px", "font-size:0.1em", "font-size:2%",
        "color:transparent",
        "color:#fff;background:#ffffff", "background-color:white; color:#FFF", "color:rgb(255,255,255);background:#fff",
        "position:absolute;left:-9999px", "text-indent:-5000px", "margin-left:-100em", "clip:rect(0,0,0,0)",
        "clip-path:inset(50%)", "height:0;overflow:hidden", "max-height:0", "transform:scale(0)", "visibility:collapse",
    ],
)  # fmt: skip
def test_an_inline_style_that_shows_nothing_hides(style: str) -> None:
    assert SECRET not in text_of(f'<p style="{style}">{SECRET}.</p>')
    assert SECRET not in text_of(f'<div style="{style}"><p>{SECRET}.</p></div>')


@pytest.mark.parametrize(
    "style",
    [
        "", "display:block", "color:#fff;background:#000", "color:#fff", "font-size:12px", "font-size:0.9em",
        "font-size:90%", "opacity:0.8", "left:-10px", "height:0", "text-indent:-20px", "background:none",
        "font-size:10px",
        "margin-top:-40px",
    ],
)  # fmt: skip
def test_an_ordinary_style_hides_nothing(style: str) -> None:
    assert SECRET in text_of(f'<p style="{style}">{SECRET}.</p>')


@pytest.mark.parametrize(
    "element", [f"<p hidden>{SECRET}.</p>", f"<template><p>{SECRET}.</p></template>", f"<!-- {SECRET} -->"]
)
def test_hidden_elements_and_comments_are_left_out(element: str) -> None:
    assert SECRET not in text_of(element)


@pytest.mark.parametrize(
    ("sheet", "is_hidden"),
    [
        (".x{display:none}", True),
        ("p.x { color : red ; display : none }", True),
        ("#y{visibility:hidden}", True),
        ("a{color:red}/* .x{} */ .w,.x{font-size:0}", True),
        ("@import url(a.css); .x{display:none}", True),
        ("@media print{.x{display:none}}", False),
        ("@media print{.w{color:red}} .x{display:none}", True),
        (".js .x{display:none}", False),
        (".x:hover{display:none}", False),
        (".x{display:none} .x{display:block}", False),
        (".x{color:red}", False),
        ("/* .x{display:none} ", False),
    ],
)
def test_a_simple_rule_of_the_pages_own_sheet_hides(sheet: str, is_hidden: bool) -> None:
    text = text_of(f'<p class="w2 x" id="y">{SECRET}.</p>', f"<style>{sheet}</style>")
    assert (SECRET not in text) == is_hidden


def test_a_sheet_for_print_hides_nothing() -> None:
    assert SECRET in text_of(f'<p class="x">{SECRET}.</p>', '<style media="print">.x{display:none}</style>')


def test_an_article_that_a_script_reveals_is_kept() -> None:
    page = (
        "<!doctype html><html><head><title>إغلاق جسر</title><style>.story{display:none}</style></head>"
        f'<body><article class="story">{STORY}</article></body></html>'
    )
    assert "سامر الحلواني" in extract(page).text


@pytest.mark.parametrize("piece", ["/*", "{", "}", "@media{", ".x{display:none}", ".x,", ";", "/*/"])
def test_a_long_sheet_of_anything_is_read(piece: str) -> None:
    sheet = piece * (390_000 // len(piece))
    assert "سامر الحلواني" in text_of("", f"<style>{sheet}</style>")
