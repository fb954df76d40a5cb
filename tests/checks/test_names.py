"""Names of the English against those of the Arabic."""

from __future__ import annotations

from typing import Any

import pytest

from mujaz.articles.article import Article
from mujaz.checks import _english_names, names
from mujaz.schema.brief import Finding
from tests.support.briefs import article, event, statement, subject_of

TEXT = (
    "أعلن قائد الشرطة العقيد نادر الجزّاع إغلاق حاجز تل النوارس شرقي مدينة وادي السكّر. "
    "وقال المتحدث باسم كتائب الغسق، عبد العزيز الخرّاط، إن قوات سوريا الديمقراطية انسحبت من دير الزور. "
    "وأضاف جيرالد هوبكنز، مراسل إن بي سي، أن الجيش العراقي أغلق معبر القائم، وأن شركة Nordwind نقلت الجرحى. "
    "وكان سالم القطّان قد التقى مبعوثاً تشيلياً في باريس."
)


def of() -> Article:
    return article(TEXT)


def in_sentence(english: str, **fields: Any) -> list[Finding]:
    subject = subject_of(of(), headline_en="A headline", summary=[statement(english), statement()], **fields)
    return [f for f in names.check(subject) if f.path == "/summary/0/text_en"]


def of_pair(arabic: str, english: str, kind: str = "other") -> list[tuple[str, str]]:
    entity = {"name_ar": arabic, "name_en": english, "kind": kind}
    found = names.check(subject_of(article(f"{TEXT} وذكر النص {arabic} أيضاً."), entities=[entity]))
    return [(f.code, f.severity) for f in found if f.path == "/entities/0/name_en"]


def test_a_name_within_a_longer_one_of_the_glossary_counts() -> None:
    assert of_pair("مكتب مبعوث الأمم المتحدة", "office of the UN envoy") == []


def test_a_name_of_two_words_is_found_without_its_space() -> None:
    made = subject_of(
        article("ويقيم القطان في الولاياتالمتحدة منذ سنوات."),
        summary=[statement("He lives in the United States."), statement()],
    )
    assert [f for f in names.check(made) if f.path.startswith("/summary/0")] == []


def test_the_number_of_a_king_may_be_left_out_in_arabic() -> None:
    assert of_pair("الملك عبد الله", "King Abdullah II") == []


@pytest.mark.parametrize(
    ("arabic", "english"),
    [("البعثة الأممية", "UN mission"), ("الميليشيات الانقلابية", "Houthi forces"), ("مسلحون حوثيون", "Houthi gunmen")],
)
def test_what_the_news_calls_them_is_known(arabic: str, english: str) -> None:
    assert "names.differs" not in dict(of_pair(arabic, english))


def test_the_brotherhood_may_be_called_the_brothers() -> None:
    assert of_pair("للإخوان", "Muslim Brotherhood") == []


def test_two_english_words_may_be_one_arabic_word() -> None:
    assert of_pair("جسر قزلداغ", "Qizil Dagh bridge") == []
    made = subject_of(article("أغلق الجيش جسر قزلداغ."), summary=[statement("Qizil Dagh is closed."), statement()])
    assert [f for f in names.check(made) if f.path.startswith("/summary")] == []


@pytest.mark.parametrize(
    "english",
    [
        "Police chief Colonel Nader al-Jazzaa closed the Tal al-Nawaris checkpoint east of Wadi al-Sukkar.",
        "Al-Jazzaa's men closed the road.",
        "A spokesman for the Dusk Brigades, Abdulaziz al-Kharrat, said the SDF had left Deir ez-Zor.",
        "A spokesman, Abdel Aziz al-Kharrat, spoke of the Syrian Democratic Forces.",
        "Gerald Hopkins of NBC said the Iraqi army closed the border.",
        "Iraq closed a crossing, and Nordwind carried the wounded.",
        "Salem al-Qattan met a Chilean envoy in Paris, the French capital.",
        "Gunmen shot at the Local Council on Tuesday, 13 May, President and Colonel in one.",
        "Gunmen Attack Checkpoint East of Wadi al-Sukkar, Police Chief Says",
        "Geophysicists disagreed. Repainting went on; I'm sure they've left.",
        "An F-16 and two TVs were lost, KTUU and the XQZ reported.",
        "WADI AL-SUKKAR IS CLOSED",
    ],
)
def test_faithful_sentences_are_quiet(english: str) -> None:
    assert in_sentence(english) == []


@pytest.mark.parametrize(
    ("english", "name"),
    [
        ("Police chief Colonel Haitham Darwish closed the checkpoint.", "Haitham Darwish"),
        ("The checkpoint east of Ramadi was closed.", "Ramadi"),
        ("A spokesman for Hamas said the road was closed.", "Hamas"),
        ("The Iranian army closed the border.", "Iranian"),
        ("The road to Brzezinsk is closed.", "Brzezinsk"),
        ("Reuters said that the road was closed.", "Reuters"),
        ("Fontenberry said that the road was closed.", "Fontenberry"),
        ("A spokesman for WHO said the road was closed.", "WHO"),
    ],
)
def test_a_name_that_the_article_does_not_have_is_an_error(english: str, name: str) -> None:
    findings = in_sentence(english)
    assert [(f.code, f.severity) for f in findings] == [("names.not_in_article", "error")]
    assert f"«{name}»" in findings[0].message


def test_a_part_of_a_name_that_the_article_does_not_have_is_a_warning() -> None:
    assert [(f.code, f.severity) for f in in_sentence("Adel al-Jazzaa closed it.")] == [
        ("names.unconfirmed", "warning")
    ]


def test_parts_of_two_names_put_together_are_a_warning() -> None:
    assert [(f.code, f.severity) for f in in_sentence("Nader al-Qattan closed it.")] == [
        ("names.unconfirmed", "warning")
    ]


def test_an_organisation_of_ordinary_words_that_the_article_does_not_have_is_a_warning() -> None:
    assert [(f.code, f.severity) for f in in_sentence("The Security Council was informed.")] == [
        ("names.unconfirmed", "warning")
    ]


@pytest.mark.parametrize(
    ("arabic", "quiet"),
    [("وقالت مصادر في الخارجية التركية ذلك.", True), ("وقالت مصادر في الداخلية التركية ذلك.", False)],
)
def test_a_ministry_may_be_called_by_its_office_alone(arabic: str, quiet: bool) -> None:
    told = [statement("Sources in the Turkish Foreign Ministry said so.", 1)] * 2
    assert (list(names.check(subject_of(article(arabic), summary=told))) == []) is quiet


def test_a_name_with_the_next_word_written_onto_it_is_found() -> None:
    told = [statement("Zaynab al-Battu said so.", 1)] * 2
    assert list(names.check(subject_of(article("وقالت زينب البطووهي محامية ذلك."), summary=told))) == []
    assert list(names.check(subject_of(article("وقالت زينب البطووسعاد ذلك."), summary=told))) != []


def test_a_name_whose_arabic_is_copied_from_the_article_may_be_used() -> None:
    entity = {"name_ar": "قوات سوريا الديمقراطية", "name_en": "Kurdish-led forces", "kind": "armed-group"}
    assert in_sentence("Kurdish forces left.") != []
    assert in_sentence("Kurdish forces left.", entities=[entity]) == []


def test_a_wrong_pair_does_not_excuse_the_sentence() -> None:
    entity = {"name_ar": "نادر الجزّاع", "name_en": "Haitham Darwish", "kind": "person"}
    assert [f.code for f in in_sentence("Haitham Darwish closed it.", entities=[entity])] == ["names.not_in_article"]


MENTIONS = (
    "أغلقت كتائب الغسق حاجز تل الجرار. وقالت الكتائب إن الحاجز نفسه سيفتح. وسُئل عن عناصركم في البندر وعن بندر السمر. "
    "وصعد نادر الجزاع وسالم القطان إلى التل. واستقال هاني الزيات مدير مكتب البلدية وغادر قاضي الناحية يوسف الصباغ. "
    "وأغلق معبر وادي السكر، ووصف البيان الوادي المحاصر بالخطر."
)


@pytest.mark.parametrize(
    ("arabic", "english", "severities"),
    [
        ("الكتائب", "Ghasaq Brigades", []),
        ("الحاجز نفسه", "Tell al-Jarar checkpoint", []),
        ("التل", "Tell al-Jarar", []),
        ("عناصركم", "members of the Ghasaq Brigades", []),
        ("مدير مكتب البلدية", "Hani al-Zayyat", []),
        ("قاضي الناحية", "Youssef al-Sabbagh", []),
        ("مدير مكتب البلدية", "Youssef al-Sabbagh", ["error"]),
        ("قاضي الناحية", "Nader al-Jazzaa", ["error"]),
        ("القطان", "Nader al-Jazzaa", ["error"]),
        ("الكتائب", "Quds Brigades", ["error"]),
        ("التل", "Kharrat", ["error"]),
    ],
)
def test_a_short_mention_stands_for_the_full_name(arabic: str, english: str, severities: list[str]) -> None:
    entities = [
        {"name_ar": "كتائب الغسق", "name_en": "Ghasaq Brigades", "kind": "armed-group"},
        {"name_ar": "حاجز تل الجرار", "name_en": "Tell al-Jarar checkpoint", "kind": "place"},
    ]
    place = {"name_ar": arabic, "name_en": english, "within": None}
    made = subject_of(article(MENTIONS), events=[event(where=place)], entities=entities)
    assert [f.severity for f in names.check(made) if f.path == "/events/0/where/name_en"] == severities


def test_a_caveat_may_name_the_language_or_calendar_of_the_text() -> None:
    caveats = [
        {
            "kind": "open",
            "text_en": "The text gives no Gregorian date, and has a line in English and an Arab month.",
            "evidence": [1],
        },
        {"kind": "open", "text_en": "It does not name the Iranian army.", "evidence": [1]},
    ]
    assert [f.path for f in names.check(subject_of(of(), caveats=caveats))] == ["/caveats/1/text_en"]


def test_an_actor_without_arabic_is_held_against_the_article() -> None:
    actors = [
        {"name_ar": None, "name_en": name, "sector": "UNK"} for name in ("police", "Haitham Darwish", "al-Jazzaa")
    ]
    found = names.check(subject_of(of(), events=[event(actors=actors)]))
    assert [(f.code, f.path) for f in found] == [("names.not_in_article", "/events/0/actors/1/name_en")]


def test_attributions_and_claimants_are_looked_at() -> None:
    account = {"claimant": "Haitham Darwish", "says_en": "It is closed.", "evidence": [1]}
    subject = subject_of(
        of(),
        summary=[statement(by="Fontenberry"), statement()],
        events=[event(attribution="Colonel Nader al-Jazzaa", accounts=[account])],
    )
    assert [f.path for f in names.check(subject)] == ["/summary/0/attribution", "/events/0/accounts/0/claimant"]


def test_outlet_and_title_count_as_the_article() -> None:
    english = statement("The Marfa Agency quoted Khalil Daoud.")
    bare = subject_of(article(TEXT), summary=[english, statement()])
    known = subject_of(
        article(TEXT, outlet="وكالة المرفأ للأنباء", title="خليل داود يستقيل"), summary=[english, statement()]
    )
    assert [f.code for f in names.check(bare)] == ["names.not_in_article"] * 2
    assert list(names.check(known)) == []


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("نادر الجزّاع", "Nader al-Jazzaa"),
        ("سالم القطّان", "Salim Kattan"),
        ("مسلحون مجهولون", "unidentified gunmen"),
        ("المجلس المحلي", "local council"),
        ("المجلس المحلي", "Local Council"),
        ("وجهاء العشائر", "tribal elders"),
        ("تل النوارس", "Tal al-Nawaris checkpoint"),
        ("مشفى وادي السكّر الوطني", "Wadi al-Sukkar National Hospital"),
        ("كتائب الغسق", "Dusk Brigades"),
        ("قوات النظام", "Syrian government forces"),
        ("حركة حماس", "Hamas movement"),
        ("الجزّاع", "Nader al-Jazzaa"),
        ("دير الزور", "Deir ez-Zor"),
        ("وزارة الدفاع", "Ministry of Defense"),
        ("محافظة دير الزور", "Deir ez-Zor Governorate"),
    ],
)
def test_right_pairs_are_quiet(arabic: str, english: str) -> None:
    assert of_pair(arabic, english) == []


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("نادر الجزّاع", "Khaled Mansour"),
        ("نادر الجزّاع", "Samer al-Jazzaa"),
        ("دير الزور", "Raqqa"),
        ("داعش", "Hamas"),
        ("إيران", "Iraq"),
        ("الجيش العراقي", "Iranian army"),
        ("كتائب الغسق", "al-Quds Brigades"),
        ("الرئيس", "President Vladimir Putin"),
    ],
)
def test_wrong_pairs_are_errors(arabic: str, english: str) -> None:
    assert of_pair(arabic, english) == [("names.differs", "error")]


@pytest.mark.parametrize(
    ("arabic", "english", "kind", "severity"),
    [
        ("الفجر قريبا", "Aube Prochaine", "organisation", "warning"),
        ("اليونان الأبية", "Greece Unbowed", "organisation", None),
        ("نادر الجزّاع", "Khaled Mansour", "person", "error"),
        ("كتائب الغسق", "al-Quds Brigades", "armed-group", "error"),
    ],
)
def test_what_a_movement_is_called_may_be_translated(
    arabic: str, english: str, kind: str, severity: str | None
) -> None:
    assert of_pair(arabic, english, kind) == ([("names.differs", severity)] if severity else [])


@pytest.mark.parametrize(("arabic", "english"), [("داعش", "the group"), ("قسد", "Kurdish-led forces")])
def test_a_description_in_place_of_a_known_name_is_a_warning(arabic: str, english: str) -> None:
    assert of_pair(arabic, english) == [("names.differs", "warning")]


@pytest.mark.parametrize(("arabic", "english"), [("مركدة", "Maarat"), ("نادر مركدة", "Nader Maarat")])
def test_a_spelling_that_is_far_from_usual_is_a_warning(arabic: str, english: str) -> None:
    assert of_pair(arabic, english) == [("names.differs", "warning")]


@pytest.mark.parametrize(("arabic", "english"), [("داعش", "ISIS"), ("البوكمال", "Abu Kamal")])
def test_another_right_form_than_the_preferred_one_is_noted(arabic: str, english: str) -> None:
    assert of_pair(arabic, english) == [("names.preferred", "info")]


def test_a_pair_is_noted_once() -> None:
    actor = {"name_ar": "كتائب الغسق", "name_en": "ISIS", "sector": "REB"}
    again = [{**actor, "name_ar": "دير الزور", "name_en": "Deir al-Zour"}] * 3
    found = [f for f in names.check(subject_of(of(), events=[event(actors=again)])) if f.code == "names.preferred"]
    assert len(found) <= 1


def test_proper_names_are_found_with_their_words() -> None:
    found = _english_names.find("On Tuesday, U.S. envoy Anne-Marie Dufault met Mr Kuznetsov's aide in Deir ez-Zor.")
    assert [(name.text, name.words) for name in found] == [
        ("U.S.", ("U.S.",)),
        ("Anne-Marie Dufault", ("Anne", "Marie", "Dufault")),
        ("Kuznetsov", ("Kuznetsov",)),
        ("Deir ez-Zor", ("Deir", "Zor")),
    ]


def test_long_texts_take_linear_time() -> None:
    assert _english_names.find("A-" * 20_000 + "al " * 20_000) == []


@pytest.mark.parametrize(
    ("arabic", "english", "severities"),
    [
        ("فريق الجزاع القانوني", "Nader's legal team", []),
        ("فريق الجزاع القانوني الجديد", "Nader's team", ["error"]),  # a word of the Arabic that may be a name
        ("فريق القطان القانوني", "Nader's legal team", ["error"]),  # another one's
        ("فريق الجزاع القانوني", "Salem's legal team", ["error"]),
        ("فريق الزيات القانوني", "Hani's legal team", ["error"]),  # two of that name
    ],
)
def test_somebody_may_be_called_by_another_of_his_names(arabic: str, english: str, severities: list[str]) -> None:
    text = "نادر الجزاع وسالم القطان وهاني الزيات وفريد الزيات شكروا " + arabic
    persons = [("نادر الجزاع", "Nader al-Jazzaa"), ("سالم القطان", "Salem al-Qattan")]
    persons += [("هاني الزيات", "Hani al-Zayyat"), ("فريد الزيات", "Farid al-Zayyat")]
    entities = [{"name_ar": name_ar, "name_en": name_en, "kind": "person"} for name_ar, name_en in persons]
    actor = {"name_ar": arabic, "name_en": english, "sector": "UNK"}
    made = subject_of(article(text), events=[event(actors=[actor])], entities=entities)
    assert [f.severity for f in names.check(made) if f.path.startswith("/events/0/actors")] == severities


DESCRIBED = (
    "نقلت شاحنات هيئة الرجاء للإغاثة المساعدات إلى مخيم الزيزفون. وكانت قافلة مساعدات قد وصلت إلى محطة المياه. "
    "وقال سالم القطان إن والدته في العاصمة دمشق، وشكر أهالي المحتجزين رئيس بلدية صفصاف نادر الجزاع. "
    "وقال قيادي بارز في الحركة إن حركة النخيل لم تدخل المدينة الجديدة. وأسقطت صواريخ العدو على القطاع المحاصر. "
    "ونفى المشتبه به ذلك. وشارك حلف الناتو، وقال سفراء الدول الأعضاء في الحلف ذلك. "
    "وشكرت أسرة المواطن الأهالي. "
    "واجتمع مجلس الوزراء الإسرائيلي بعد أن انسحبت حكومة القطان من قطاع غزة. وقال سفير إسرائيل إن بلاده لن تشارك."
)


@pytest.mark.parametrize(
    ("arabic", "english", "severities"),
    [
        ("قافلة مساعدات", "aid convoy of the Rajaa Relief Authority", []),
        ("محطة المياه", "Zayzafoun water station", []),
        ("أهالي المحتجزين", "families of the Zayzafoun detainees", []),
        ("والدته", "Salem al-Qattan's mother", []),
        ("العاصمة", "Damascus", []),
        ("بلاده", "Israel", []),
        ("المملكة", "Israel", []),
        ("المملكة", "Norway", ["error"]),
        ("بلاده", "Norway", ["error"]),
        ("بلاده", "Salem al-Qattan", ["error"]),
        ("القطاع المحاصر", "Gaza Strip", []),
        ("صواريخ العدو", "Israeli missiles", []),
        ("الدول الأعضاء في الحلف", "NATO member states", []),
        ("المشتبه به", "Salem al-Qattan", []),
        ("المشتبه به", "Haitham Darwish", ["error"]),
        ("أسرة المواطن", "al-Qattan's family", []),
        ("أسرة المواطن", "Darwish's family", ["error"]),
        ("مجلس الوزراء", "Israeli cabinet", []),
        ("مجلس الوزراء", "Canadian cabinet", ["warning"]),
        ("حكومة القطان", "Israel's government", ["warning"]),
        ("حكومة القطان", "Canada's government", ["error"]),
        ("قيادي بارز في الحركة", "a senior al-Nakhil commander", []),
        ("قيادي بارز في الحركة", "a senior Haifa commander", ["error"]),
        ("قافلة مساعدات", "aid convoy of the Haifa Relief Authority", ["error"]),  # nobody in the article is called so
        ("رئيس بلدية صفصاف", "mayor of Zayzafoun", ["error"]),  # an ordinary word for three Arabic ones
        ("سالم", "Nader the mayor", ["error"]),  # a name that the draft spells elsewhere is no description
        ("العاصمة", "Salem al-Qattan", ["error"]),
    ],
)
def test_a_description_may_say_whose_or_which_it_is(arabic: str, english: str, severities: list[str]) -> None:
    entities = [{"name_ar": "سالم القطان", "name_en": "Salem al-Qattan", "kind": "person"}]
    place = {"name_ar": arabic, "name_en": english, "within": None}
    made = subject_of(article(DESCRIBED), events=[event(where=place)], entities=entities)
    assert [f.severity for f in names.check(made) if f.path == "/events/0/where/name_en"] == severities


def test_a_nation_of_the_article_may_be_added_to_a_description_and_not_exchanged() -> None:
    text = "انسحب الجيش العراقي من المعبر، وأغلقت الإدارة العامة للجمارك في إيران مكاتبها."
    for arabic, english, severities in (
        ("الإدارة العامة للجمارك", "Iranian General Customs Administration", []),
        ("الجيش العراقي", "Iranian army", ["error"]),
    ):
        entity = {"name_ar": arabic, "name_en": english, "kind": "organisation"}
        found = names.check(subject_of(article(text), entities=[entity]))
        assert [f.severity for f in found if f.path == "/entities/0/name_en"] == severities


def test_a_name_that_is_also_a_common_word_is_no_odd_spelling() -> None:
    assert of_pair("النادي الصفاقسي", "CS Sfaxien") == []
    assert of_pair("كوبري البحر", "Bahr bridge") == []


@pytest.mark.parametrize(
    "word", ["Ambushes", "Dearer", "Plainclothes", "Bookbinders", "Ferries", "Skirmishes", "Factional"]
)
def test_rare_forms_and_compounds_of_ordinary_words_are_no_names(word: str) -> None:
    assert in_sentence(f"{word} closed the road.") == []


@pytest.mark.parametrize("name", ["Parker", "Wakefield", "Silverstone"])
def test_names_that_look_like_forms_of_ordinary_words_stay_names(name: str) -> None:
    assert [f.code for f in in_sentence(f"{name} closed the road.")] == ["names.not_in_article"]
