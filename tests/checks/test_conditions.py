"""Conditions that a statement about the future leaves out."""

from __future__ import annotations

import pytest

from mujaz.checks import modality
from mujaz.schema.brief import Finding
from tests.support.briefs import article, event, statement, subject_of

SHIPS = "وقال الوزير إن السفن لن ترسو في الميناء ما لم توافق البلديات."


def found(arabic: str, english: str, *more: str) -> list[Finding]:
    segments = range(1, 2 + len(more))
    subject = subject_of(
        article("\n\n".join((arabic, *more))),
        headline_en="News",
        summary=[statement(english, *segments), statement("News.", 1)],
    )
    assert len(subject.cleaned.segments) == len(segments)
    return [finding for finding in modality.check(subject) if finding.code == "modality.condition_lost"]


def test_the_finding() -> None:
    [finding] = found(SHIPS, "Ships will not dock in the port.")
    assert (finding.path, finding.severity) == ("/summary/0", "warning")
    assert finding.message == "the evidence has «ما لم توافق البلديات», and the statement has no condition"


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        (SHIPS, "Ships won't dock in the port."),
        (SHIPS, "The minister said they’ll stay out of the port."),
        ("وإذا عاد المدير ستفتح المدرسة أبوابها.", "The school will open its doors."),
        ("وستدفع الشركة تعويضات في حال ثبوت الخطأ.", "The company would pay damages."),
        ("وستدفع الشركة التعويضات في حالة ثبوت الخطأ.", "The company is to pay damages."),
        ("وسيعود المعلمون شريطة أن تصرف الرواتب.", "Teachers are to return."),
        ("وسيعود المعلمون بشرط صرف الرواتب.", "Teachers are going to return."),
        ("ولن يعود المعلمون إلا إذا صرفت الرواتب.", "Teachers shall stay away."),
        ("وإن لم تصرف الرواتب سيغلق المعلمون الأبواب.", "Teachers will close the doors."),
    ],
)
def test_a_condition_that_is_left_out(arabic: str, english: str) -> None:
    assert len(found(arabic, english)) == 1


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        (SHIPS, "Ships will not dock unless the municipalities agree."),
        (SHIPS, "Ships will dock only with the consent of the municipalities."),
        (SHIPS, "Ships did not dock in the port."),  # no future: the negation checks' business
        ("وسئل الوزير عما إذا كانت السفن سترسو.", "The minister was asked about ships that will dock."),
        ("وسئل الوزير فيما إذا كانت السفن سترسو.", "The minister was asked about ships that will dock."),
        ("وسألوه ما إذا كانت السفن سترسو.", "The minister was asked about ships that will dock."),
        ("وترسو السفن إذاً في الميناء.", "Ships will dock at last."),  # «إذاً» is "then"
        ("وسيعود أصحاب الإذاعة إلى العمل.", "The broadcaster's owners will return."),
    ],
)
def test_quiet(arabic: str, english: str) -> None:
    assert found(arabic, english) == []


def test_the_condition_may_belong_to_another_of_many_segments() -> None:
    will = "Ships will not dock in the port."
    assert found(SHIPS, will, "وذهب الناس إلى السوق.") != []
    assert found(SHIPS, will, "وذهب الناس إلى السوق.", "وعاد الناس من السوق.") == []


@pytest.mark.parametrize(("status", "findings"), [("asserted", 1), ("planned", 1), ("hypothetical", 0), ("alleged", 0)])
def test_the_status_of_an_event_may_say_it(status: str, findings: int) -> None:
    told = event(description_en="Ships will not dock in the port.", evidence=[1], status=status)
    subject = subject_of(article(SHIPS), events=[told])
    codes = [finding.code for finding in modality.check(subject) if finding.path == "/events/0"]
    assert codes.count("modality.condition_lost") == findings
