"""Near copies: what counts as one, what does not, and what becomes of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mujaz.articles.article import Article
from mujaz.bulk import duplicates
from mujaz.bulk.ledger import Ledger
from tests.bulk.building import admit, rows, text

ORIGINAL = (
    "شب حريق كبير في سوق البيدر القديم مساء الأربعاء وأتى على اثني عشر متجرا قبل أن تسيطر عليه فرق الإطفاء. "
    "وقال قائد الدفاع المدني في البلدة نزار المرجي إن السبب تماس كهربائي في مستودع للأقمشة. "
    "ولم تسجل إصابات بين التجار أو الأهالي الذين ساعدوا في إخلاء المحال المجاورة. "
    "وأعلنت البلدية أنها ستعوض المتضررين بعد انتهاء لجنة الكشف من عملها في السوق ومحيطه."
)
SYNDICATED = f"البيدر - وكالة الأفق للأنباء\n{ORIGINAL}\nتابعونا على صفحتنا."
SPELLED = ORIGINAL.replace("أ", "ا").replace("ة ", "ه ").replace("ى", "ي")
UPDATED = ORIGINAL.replace("ولم تسجل إصابات", "وسجلت 7 إصابات")
LONGER = ORIGINAL + " " + " ".join(text(number) for number in range(6))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    made = Ledger(tmp_path / "run", gather=0.0)
    made.begin_pass()
    yield made
    made.close()


def states(tmp_path: Path) -> list[tuple[str, int | None]]:
    return rows(tmp_path / "run", "SELECT state, same_as FROM article ORDER BY n")


def entered(ledger: Ledger, mode: str, *texts: str) -> None:
    for number, one in enumerate(texts):
        admit(ledger, Article(id=f"a{number}", text=one), mode=mode)


def test_a_syndicated_copy_is_linked_to_the_brief_of_the_first(ledger: Ledger, tmp_path: Path) -> None:
    entered(ledger, "link", ORIGINAL, text(7), SYNDICATED, SPELLED)
    assert states(tmp_path) == [("queued", None), ("queued", None), ("duplicate", 1), ("duplicate", 1)]
    assert rows(tmp_path / "run", "SELECT a, b FROM sibling ORDER BY b, a") == [(1, 3), (1, 4)]


def test_a_report_with_new_figures_is_an_update_and_is_briefed(ledger: Ledger, tmp_path: Path) -> None:
    entered(ledger, "link", ORIGINAL, UPDATED)
    assert states(tmp_path) == [("queued", None), ("queued", None)]
    assert rows(tmp_path / "run", "SELECT a, b FROM sibling") == [(1, 2)]


def test_a_longer_report_that_contains_an_earlier_one_is_briefed_and_is_a_sibling(
    ledger: Ledger, tmp_path: Path
) -> None:
    entered(ledger, "link", ORIGINAL, LONGER)
    assert states(tmp_path) == [("queued", None), ("queued", None)]
    assert rows(tmp_path / "run", "SELECT a, b FROM sibling") == [(1, 2)]


def test_near_copies_are_briefed_or_left_out_when_asked_for(tmp_path: Path) -> None:
    for mode, state in (("brief", "queued"), ("skip", "left_out")):
        ledger = Ledger(tmp_path / mode, gather=0.0)
        ledger.begin_pass()
        entered(ledger, mode, ORIGINAL, SYNDICATED)
        ledger.close()
        assert rows(tmp_path / mode, "SELECT state FROM article WHERE n = 2") == [(state,)]
        assert rows(tmp_path / mode, "SELECT a, b FROM sibling") == [(1, 2)]


def test_a_copy_of_a_copy_points_at_the_first(ledger: Ledger, tmp_path: Path) -> None:
    entered(ledger, "link", ORIGINAL, SYNDICATED, SYNDICATED + "\nشارك الخبر مع الأصدقاء")
    assert [same for _, same in states(tmp_path)] == [None, 1, 1]


def test_articles_that_share_a_form_but_not_their_words_are_no_copies(ledger: Ledger, tmp_path: Path) -> None:
    entered(ledger, "link", *(text(number) for number in range(0, 1728, 13)))
    assert {state for state, _ in states(tmp_path)} == {"queued"}


def test_what_hundreds_of_articles_share_counts_for_nothing(ledger: Ledger, tmp_path: Path) -> None:
    furniture = "تابعوا آخر الأخبار على موقعنا وحساباتنا في جميع المنصات وحملوا التطبيق من المتجر الآن مجانا"
    admit(
        ledger,
        *(Article(id=f"f{n}", text=f"{furniture} كلمة{n} أخرى{n} ثالثة{n}") for n in range(duplicates.COMMON + 5)),
    )
    admit(ledger, Article(id="last", text=f"{furniture} تفتح المدرسة الجديدة أبوابها غدا"), mode="link")
    assert rows(tmp_path / "run", "SELECT state FROM article WHERE id = 'last'") == [("queued",)]


def test_a_text_too_short_for_a_shingle_is_like_no_other(ledger: Ledger, tmp_path: Path) -> None:
    entered(ledger, "link", "خبر عاجل", "نبأ عاجل", "خبر")
    assert {state for state, _ in states(tmp_path)} == {"queued"}


def test_the_sketch_estimates_containment_of_long_texts(ledger: Ledger, tmp_path: Path) -> None:
    whole = " ".join(f"كلمة{n}" for n in range(4_000))
    half = " ".join(f"كلمة{n}" for n in range(2_000)) + " " + " ".join(f"غيرها{n}" for n in range(2_000))
    connection = ledger._connect()
    try:
        connection.execute(
            "INSERT INTO article (n, fingerprint, id, state, pass, changed) VALUES (1, x'00', 'a', 'queued', 1, 0)"
        )
        duplicates.remember(connection, 1, duplicates.sketch(whole))
        found = duplicates._compared(connection, 1, duplicates.sketch(" ".join(whole.split()[:3_200])), set())
        assert found is not None
        assert found.new_in_old == pytest.approx(1.0, abs=0.02)
        assert found.old_in_new == pytest.approx(0.8, abs=0.08)
        assert duplicates._compared(connection, 1, duplicates.sketch(half), set()) is None
    finally:
        connection.close()
