"""Words that take a side, in the brief's own voice."""

from __future__ import annotations

import pytest

from mujaz.articles.article import Article
from mujaz.checks import loaded
from mujaz.checks._lexicon import rows
from mujaz.checks.subject import Subject
from mujaz.cleaning import clean
from mujaz.schema.brief import Finding
from mujaz.schema.draft import Draft
from tests.support.briefs import article, event, statement, subject_of
from tests.support.drafts import CHECKPOINT, checkpoint

NEUTRAL = "قتل ثلاثة مسلحين في اشتباك قرب بلدة الصفصاف."


def found(english: str, arabic: str = NEUTRAL, by: str | None = None) -> list[Finding]:
    subject = subject_of(article(arabic), summary=[statement(english, 1, by=by)] * 2)
    return [finding for finding in loaded.check(subject) if finding.path == "/summary/0"]


def test_a_careful_brief_is_quiet() -> None:
    of = Article.from_path(CHECKPOINT)
    assert list(loaded.check(Subject(of, clean(of), Draft.model_validate(checkpoint())))) == []


@pytest.mark.parametrize(
    ("english", "word"),
    [
        ("Three martyrs fell near Safsaf.", "martyrs"),
        ("A martyr was buried on Sunday.", "martyr"),
        ("Mercenaries attacked the town of Safsaf.", "Mercenaries"),
        ("Three terrorists were killed near the town.", "terrorists"),
        ("A terrorist attack hit the town.", "terrorist"),
        ("Regime forces entered the town.", "Regime"),
        ("The army liberated the town of Safsaf.", "liberated"),
        ("The brigade fought the infidels.", "infidels"),
        ("Three fighters were neutralized near the border.", "neutralized"),
        ("The cowardly attack killed three.", "cowardly"),
        ("The Zionist entity shelled the village.", "Zionist entity"),
        ("The so-called self-administration closed the road.", "so-called"),
    ],
)
def test_a_loaded_word_in_the_briefs_own_voice_is_a_warning(english: str, word: str) -> None:
    (finding,) = found(english)
    assert (finding.code, finding.severity) == ("loaded.own_voice", "warning")
    assert f"«{word}»" in finding.message


def test_the_message_offers_a_neutral_word() -> None:
    assert "killed" in found("Three martyrs fell near Safsaf.")[0].message


@pytest.mark.parametrize(
    ("english", "arabic"),
    [
        ("The occupation shelled the village.", "قصف الاحتلال القرية."),
        ("Resistance fighters shot at the convoy.", "أطلق مقاتلو المقاومة النار على القافلة."),
        ("The army cleansed the village.", "طهر الجيش القرية."),
        ("Two heroes of the army were buried.", "شيع اثنان من أبطال الجيش."),
        ("The militia took the crossing.", "سيطرت الميليشيا على المعبر."),
        ("Remnants of the old army attacked the post.", "هاجمت فلول الجيش السابق الحاجز."),
    ],
)
def test_words_that_are_innocent_elsewhere_count_with_their_arabic(english: str, arabic: str) -> None:
    assert [f.code for f in found(english, arabic)] == ["loaded.own_voice"]
    assert found(english) == []


@pytest.mark.parametrize(
    "english",
    [
        'The agency spoke of "three martyrs" near Safsaf.',
        "The agency’s “mercenaries” are fighters of the council.",
        "The ministry said the army killed three terrorists.",
        "According to the agency, the army liberated the town.",
    ],
)
def test_quoted_or_reported_words_are_quiet(english: str) -> None:
    assert found(english) == []


@pytest.mark.parametrize(
    ("english", "codes"),
    [
        ("The council condemned what it called the cowardly attack on the bridge.", []),
        ("The council condemned what its head described as a cowardly attack.", []),
        ("The council condemned the cowardly attack on what it called its bridge.", ["loaded.unquoted"]),
    ],
)
def test_what_somebody_calls_it_is_told_apart_as_in_quotation_marks(english: str, codes: list[str]) -> None:
    assert [f.code for f in found(english, "الاعتداء الجبان", by="the council")] == codes


def test_resistance_to_something_is_no_fighting_force() -> None:
    assert found("The inquiry met resistance from suspects.", "واجه التحقيق مقاومة من مشتبه بهم.") == []


def test_an_attribution_makes_the_word_somebodys() -> None:
    assert found("The army killed three terrorists.", by="the agency") == []
    assert found("The terrorist leader was caught.", by="the agency") == []


@pytest.mark.parametrize(
    ("english", "by"),
    [
        ("Three martyrs fell near Safsaf.", "the agency"),
        ("The ministry said its heroic soldiers had held the bridge.", None),
        ("Occupation forces raided the village, the ministry said.", None),
        ("The army raided the home of the terrorist Salem al-Qattan.", "the agency"),
        ("The army has caught men of the terrorist al-Ghasaq Brigades, the ministry said.", None),
        ("The mayor refused to meet the council, a terrorist group.", "the mayor"),
        ("The court sentenced ten leaders of the terrorist Ghasaq Brigades.", "the court"),
        ("The army has caught the terrorist leader Salem al-Qattan, the ministry said.", None),
    ],
)
def test_words_that_no_agency_repeats_are_quoted_in_reported_speech_too(english: str, by: str | None) -> None:
    assert [f.code for f in found(english, "أبطال الجيش", by=by)] == ["loaded.unquoted"]


def test_a_word_before_the_verb_of_saying_is_the_briefs_own() -> None:
    assert [f.code for f in found("The terrorist movement said it had closed the road.")] == ["loaded.own_voice"]
    assert found("Terrorists closed the road, the ministry said.") == []


@pytest.mark.parametrize(
    "english",
    [
        "The UN Office of Counter-Terrorism sent a team.",
        "The Counter-Terrorism Committee met on Sunday.",
        "He was convicted of terrorism in 2019.",
        "Three men face terrorism charges.",
        "A court tried two men on charges of terrorism.",
        "The Islamic Resistance Movement (Hamas) published a list.",
        "The Al-Aqsa Martyrs Brigades published a list.",
        "The crowd met in Martyrs’ Square.",
        "Cars queued on the Bridge of the Martyrs.",
        "The Palestine Liberation Organization opened an office.",
        "The sanctions regime was extended by a year.",
        "Anti-terrorism police searched the house.",
        "The group is a designated terrorist organisation.",
        "Ten men were named in cases connected with terrorism.",
        "The minister was charged with treason.",
        "Four liberated hostages arrived on Sunday.",
    ],
)
def test_names_and_terms_of_law_are_quiet(english: str) -> None:
    arabic = "مكافحة الإرهاب والمقاومة الإسلامية وكتائب شهداء الأقصى ومنظمة التحرير."
    assert found(english, arabic) == []


def test_headlines_and_events_are_looked_at() -> None:
    subject = subject_of(
        article(NEUTRAL),
        headline_en="Three martyrs near Safsaf",
        events=[event(description_en="The army killed three terrorists.")],
    )
    assert [f.path for f in loaded.check(subject)] == ["/headline", "/events/0"]


def test_a_word_is_reported_once_a_sentence() -> None:
    assert len(found("Martyrs fell, and the martyrs were buried.")) == 1


def test_every_row_of_the_list_is_whole() -> None:
    for row in rows("loaded"):
        assert len(row) == 6, row
        assert all(column.strip() for column in row), row
        assert row[4] in ("always", "arabic"), row
        assert row[5] in ("reported", "quoted"), row


def test_the_fight_against_something_is_a_policy() -> None:
    arabic = "من أولويات المجلس مكافحة الفساد والإرهاب."
    assert found("Priorities include the fight against corruption and terrorism.", arabic) == []
    assert found("The party held a symposium on resisting terrorism.", arabic) == []
    assert found("The town was struck by terrorism.", arabic) != []
