"""English fields that are not English."""

from __future__ import annotations

import pytest

from mujaz.checks import language
from tests.support.briefs import statement, subject_of


def codes(english: str) -> list[str]:
    return [f.code for f in language.check(subject_of(summary=[statement(english), statement()]))]


@pytest.mark.parametrize(
    "english",
    [
        "The mayor of Şanlıurfa met Müller at the café, “in good faith” — he said.",
        "The army said the army and the police said that the army had left.",
        "Prices rose by 5 % to €30.",
    ],
)
def test_english_is_quiet(english: str) -> None:
    assert codes(english) == []


@pytest.mark.parametrize(
    "english", ["The جسر was closed.", "The brидge was closed.", "The 桥 was closed.", "The bridgeـ"]
)
def test_letters_of_another_script_are_an_error(english: str) -> None:
    assert codes(english) == ["language.foreign_letters"]


def test_going_round_in_circles_is_an_error() -> None:
    assert codes("The police said that the bridge was closed and " * 3) == ["language.repetition"]
