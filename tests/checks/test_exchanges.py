"""Persons and places of one article taken for one another."""

from __future__ import annotations

from typing import Any

import pytest

from mujaz.checks import exchanges
from tests.support.briefs import article, statement, subject_of

TEXT = (
    "اجتمع مجلس بلدة صفصاف صباح الأحد في محافظة تربل. "
    "وقال رئيس المجلس نادر الجزاع إن الجسر مغلق. "
    "وزار المحافظ سالم القطان قرية الزيزفون. "
    "وأغلقت الشرطة طريق النوارس قرب جامعة سالم القطان. "
    "وأضاف أن الطريق سيفتح. "
    "ووصل شقيقه ماهر القطان ليلاً. "
    "ثم غادر ماهر مع نادر الجزاع. "
    "وحظي القرار بالتقدير."
)
ENTITIES = [
    {"name_ar": "نادر الجزاع", "name_en": "Nader al-Jazzaa", "kind": "person"},
    {"name_ar": "سالم القطان", "name_en": "Salem al-Qattan", "kind": "person"},
    {"name_ar": "ماهر القطان", "name_en": "Maher al-Qattan", "kind": "person"},
    {"name_ar": "صفصاف", "name_en": "Safsaf", "kind": "place"},
    {"name_ar": "قرية الزيزفون", "name_en": "Zayzafoun Village", "kind": "place"},
    {"name_ar": "طريق النوارس", "name_en": "Nawaris road", "kind": "place"},
    {"name_ar": "محافظة تربل", "name_en": "Tarbul province", "kind": "place"},
    {"name_ar": "زيتا", "name_en": "Zeita province", "kind": "place"},
    {"name_ar": "دير", "name_en": "Deir", "kind": "place"},
]


def found(english: str, *segments: int, **fields: Any) -> list[str]:
    fields = {
        "entities": ENTITIES,
        "headline_en": "News",
        "summary": [statement(english, *segments), statement("News.", 1)],
        **fields,
    }
    return [f.message for f in exchanges.check(subject_of(article(TEXT), **fields))]


@pytest.mark.parametrize(
    ("english", "segment", "told", "meant"),
    [
        ("Salem al-Qattan said the bridge was closed.", 2, "Salem al-Qattan", "Nader al-Jazzaa"),
        ("Al-Jazzaa's visit was to Zayzafoun.", 3, "Nader al-Jazzaa", "Salem al-Qattan"),
        ("Salem al-Qattan went to Nawaris road.", 3, "Nawaris road", "Zayzafoun Village"),
        ("Police closed the Zayzafoun road.", 4, "Zayzafoun Village", "Nawaris road"),
    ],
)
def test_a_name_in_place_of_another_is_a_warning(english: str, segment: int, told: str, meant: str) -> None:
    assert found(english, segment) == [f"the cited segments do not name «{told}»; they name «{meant}»"]


@pytest.mark.parametrize(
    ("english", "segments"),
    [
        ("Nader al-Jazzaa said the bridge was closed.", (2,)),
        ("Al-Jazzaa added that the road would open.", (5,)),  # nobody else is named there
        ("Nader al-Jazzaa spoke before Salem al-Qattan.", (3,)),  # the other one is named as well
        ("Al-Qattan's brother came at night.", (6,)),  # which of the two the family name leaves open
        ("Nader al-Jazzaa spoke of a road near the university.", (4,)),  # the university only has a person's name
        ("The visit was to a village near Safsaf.", (3,)),  # where the article begins
        ("Maher al-Qattan then left.", (7,)),  # his brother has the same family name
        ("The road in Tarbul province was closed.", (4,)),  # where the article begins, too
        ("The road in Zeita province was closed.", (4,)),  # a province holds the road
        ("Village elders spoke of a road.", (4,)),  # an ordinary word
        ("Zayzafoun was content.", (8,)),  # «دير» at the end of «بالتقدير» is no place
        ("Salem al-Qattan said the bridge was closed.", (9,)),
    ],
)
def test_what_may_be_meant_is_quiet(english: str, segments: tuple[int, ...]) -> None:
    assert found(english, *segments) == []


def test_whom_the_article_is_about_stands_behind_pronouns() -> None:
    text = "خرج نادر الجزاع من السجن. وعين مديرا لقناة يملكها سالم القطان. ثم عين سالم القطان مديرا."
    entities = ENTITIES[:2]
    summary = [statement("Nader al-Jazzaa was made head of a channel.", 2), statement("News.", 1)]
    made = subject_of(article(text), headline_en="News", summary=summary, entities=entities)
    assert list(exchanges.check(made)) == []


def test_headline_and_caveats_are_left_alone() -> None:
    headline = "Salem al-Qattan: bridge closed"
    caveat = {"kind": "open", "text_en": "Salem al-Qattan's words are not quoted.", "evidence": [2]}
    assert found("News.", 1, headline_en=headline, headline_evidence=[2], caveats=[caveat]) == []


def test_a_capital_and_an_adjective_stand_for_their_country() -> None:
    countries = [
        {"name_ar": "باكستان", "name_en": "Pakistan", "kind": "place"},
        {"name_ar": "إسلام آباد", "name_en": "Islamabad", "kind": "place"},
        {"name_ar": "الهند", "name_en": "India", "kind": "place"},
    ]
    text = "انعقد المؤتمر أمس بحضور وفود كثيرة. وأغلقت باكستان الحدود. ووصل سفير الهند إلى إسلام آباد مساء."
    for english, findings in (
        ("Islamabad closed the border.", 0),
        ("Pakistani guards closed the border with India.", 0),
        ("India closed the border.", 1),
    ):
        summary = [statement(english, 2), statement("News.", 1)]
        made = subject_of(article(text), headline_en="News", summary=summary, entities=countries)
        assert len(list(exchanges.check(made))) == findings


def test_a_country_is_named_by_its_adjective() -> None:
    countries = [
        {"name_ar": "روسيا", "name_en": "Russia", "kind": "place"},
        {"name_ar": "أرمينيا", "name_en": "Armenia", "kind": "place"},
    ]
    text = (
        "اجتمع الوزراء. وأرسلت موسكو وفدا. ووصفت روسيا الخطوة. وجرت في أرمينيا اتصالات بين السلطات الروسية والمحتجين."
    )
    summary = [statement("Russia spoke with the protesters.", 4), statement("News.", 1)]
    made = subject_of(article(text), headline_en="News", summary=summary, entities=countries)
    assert list(exchanges.check(made)) == []


def test_one_name_cannot_be_exchanged() -> None:
    assert found("Salem al-Qattan said the bridge was closed.", 2, entities=ENTITIES[1:2]) == []


NATIONS = (
    "اجتمع وزراء خارجية دول الجوار في عمان. "
    "وأعربت الحكومة السورية عن تضامنها مع إيران. "
    "وأدان العراق الهجوم. "
    "ووصل سفير السعودية إلى المطار مساء. "
    "وقال سامر الحلواني إن الهند لم ترد. "
    "وأغلقت الشرطة الطريق بحجة الأمن. "
    "وتحدث فلاديمير بوتين مع سفير الهند. "
    "وعادت القوات الروسية، ومعها قوات سوريا الديمقراطية، من دمشق. "
    "والتقى الوفد الفرنسي في باب العامود. "
    "ووصف رئيس الوزراء القرار بأنه جيد لأهل ليبيا. "
    "وقال أهل القرية إن السعر تضاعف. "
    "وهاجم الاحتلال قرية في لبنان. "
    "وأغلقت إسرائيل المعبر. "
    "وبحث الوزراء الملف الأمريكي."
)


@pytest.mark.parametrize(
    ("english", "segment", "findings"),
    [
        ("The Syrian government expressed solidarity with Iran.", 2, []),
        ("The Iraqi government expressed solidarity with Iran.", 2, [("Iraq", "Syria")]),
        ("The Iraqi Foreign Ministry expressed solidarity with Tehran.", 2, [("Iraq", "Syria")]),
        ("Iraqi, Syrian and Iranian ministers spoke.", 2, []),  # nobody is left out
        ("The Saudi Arabian envoy landed.", 4, []),
        ("The Jordanian ambassador came to the airport.", 4, []),  # where the article begins
        ("The Iranian ambassador came to the airport.", 4, [("Iran", "Saudi Arabia")]),
        ("Iranian minister Samer al-Halwani said there was no answer.", 5, []),  # introduced elsewhere
        ("The Iraqi police closed the road.", 6, []),  # «حجة» is a pretext here, no town of Yemen
        ("Russia talked to the ambassador.", 7, []),  # its president did
        ("France talked to the ambassador.", 7, [("France", "India")]),
        ("They met at Damascus Gate.", 9, []),  # a part of a name
        ("The French prime minister called the decision good.", 10, []),  # his nation was told right before
        ("The German prime minister called the decision good.", 10, []),  # not of the article: `names.not_in_article`
        ("The Indian prime minister called the decision good.", 10, [("India", "Libya")]),
        ("It costs the people of the village 50 US dollars.", 12, []),
        ("The American government attacked a village.", 12, [("United States", "Lebanon")]),
        ("Israel attacked a village.", 12, []),  # «الاحتلال»
        ("Iran's guest, Samer al-Halwani, said there was no answer.", 5, [("Iran", "India")]),
        ("The ambassador came to the airport.", 4, []),
        ("The ambassador came to the Iraqi-run airport.", 4, []),
        ("The ambassador came from Basra.", 4, []),  # no word for the nation: a town is a place of `_exchanged`
        ("The British ambassador came to the airport.", 4, []),  # not of the article: `names.not_in_article`
    ],
)
def test_a_nation_in_place_of_another_is_a_warning(english: str, segment: int, findings: list[tuple[str, str]]) -> None:
    summary = [statement(english, segment), statement("News.", 1)]
    halwani = {"name_ar": "سامر الحلواني", "name_en": "Samer al-Halwani", "kind": "person"}
    made = subject_of(article(NATIONS), headline_en="News", summary=summary, entities=[halwani])
    told = [f"the cited segments do not name «{told}»; they name «{meant}»" for told, meant in findings]
    assert [f.message for f in exchanges.check(made)] == told


def test_somebody_of_the_beginning_may_be_meant_by_his_family_name() -> None:
    persons = [
        {"name_ar": "هاني الزيات", "name_en": "Hani al-Zayyat", "kind": "person"},
        {"name_ar": "فريدة", "name_en": "Farida al-Zayyat", "kind": "person"},
        {"name_ar": "نادر الجزاع", "name_en": "Nader al-Jazzaa", "kind": "person"},
    ]
    for beginning, findings in (("اختفى هاني الزيات", 0), ("اختفى رجل", 2)):
        text = f"{beginning} يوم الأحد في المدينة. وخرجت فريدة إلى السوق. وقال نادر الجزاع إن الاختفاء مدبر."
        summary = [statement("The disappearance of al-Zayyat was arranged.", 3), statement("Al-Zayyat is gone.", 3)]
        made = subject_of(article(text), headline_en="News", summary=summary, entities=persons)
        assert len(list(exchanges.check(made))) == findings


def test_the_adjective_of_a_nation_is_no_name_of_a_place() -> None:
    places = [
        {"name_ar": "الموانئ الإيطالية", "name_en": "Italian ports", "kind": "place"},
        {"name_ar": "فلورنسا", "name_en": "Florence", "kind": "place"},
    ]
    text = "اجتمع الوزراء يوم الأحد. وأغلقت الموانئ الإيطالية. وقتل مواطن بائعا في فلورنسا يوم السبت."
    summary = [statement("An Italian killed a street vendor.", 3), statement("News.", 1)]
    made = subject_of(article(text), headline_en="News", summary=summary, entities=places)
    assert list(exchanges.check(made)) == []
