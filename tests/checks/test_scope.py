"""A part of something told as the whole of it."""

from __future__ import annotations

import pytest

from mujaz.checks import scope
from tests.support.briefs import article, statement, subject_of


def found(arabic: str, english: str) -> list[tuple[str, str, str]]:
    made = subject_of(article(arabic), headline_en="News", summary=[statement(english, 1), statement("News.", 1)])
    return [(f.code, f.severity, f.path) for f in scope.check(made)]


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("أفرجت السلطات عن معظم الموقوفين.", "The authorities freed all those arrested."),
        ("أفرجت السلطات عن بعضهم.", "Every one of them was freed."),
        ("أفرجت السلطات عن 11 موقوفاً من أصل 18.", "All 18 people arrested were freed."),
        ("أُطلق 75 صاروخاً واعترض الجيش العشرات منها.", "All 75 rockets fired were intercepted by the army."),
        ("أغلقت البلدية نصف المخابز.", "The town closed all the bakeries."),
        ("أغلقت البلدية مخابز في عدة أحياء.", "The town closed bakeries in all quarters."),
    ],
)
def test_a_part_told_as_the_whole_is_a_warning(arabic: str, english: str) -> None:
    assert found(arabic, english) == [("scope.widened", "warning", "/summary/0")]


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("أفرجت السلطات عن معظم الموقوفين.", "The authorities freed most of those arrested."),
        ("أفرجت السلطات عن جميع الموقوفين وبعض المحكومين.", "All those arrested were freed."),
        ("أفرجت السلطات عن كل الموقوفين وعددهم 11 من أصل 18.", "All 11 were freed."),
        ("أفرجت السلطات عن 11 موقوفاً من أصل 18.", "Eleven of 18 people arrested were freed, all on Monday."),
        ("أفرجت السلطات عن بعض الموقوفين.", "After all, some people were freed."),
        ("أفرجت السلطات عن بعض الموقوفين.", "The authorities freed 11 people in all."),
        ("أغلقت البلدية المخابز.", "The town closed all bakeries."),
        ("أغلق صاحب مخبز من أصل عربي مخبزه.", "The owner closed it to all."),
    ],
)
def test_what_may_be_said_of_all_is_quiet(arabic: str, english: str) -> None:
    assert found(arabic, english) == []


def test_caveats_are_left_alone() -> None:
    caveat = {"kind": "open", "text_en": "Were all those arrested freed?", "evidence": [1]}
    made = subject_of(article("أفرجت السلطات عن معظم الموقوفين."), headline_en="News", caveats=[caveat])
    assert [f for f in scope.check(made) if f.path.startswith("/caveats")] == []
