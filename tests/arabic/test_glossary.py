"""The glossary: its data are sound, and names are found in it and in running text."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from importlib.resources import files
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mujaz.arabic import glossary
from mujaz.arabic.folding import fold
from mujaz.arabic.glossary import GROUPS, Entry, Glossary
from mujaz.errors import ReadError
from mujaz.schema.codes import Sector

GLOSSARY = Glossary.load()


def english(entries: tuple[Entry, ...]) -> set[str]:
    return {entry.english for entry in entries}


def found(text: str) -> list[tuple[str, str]]:
    return [(text[hit.start : hit.end], hit.entry.english) for hit in GLOSSARY.find(text)]


def test_particles_are_written_onto_short_words_too() -> None:
    assert found("من الخرطوم وأم درمان") == [("الخرطوم", "Khartoum"), ("أم درمان", "Omdurman")]
    assert found("احتجاجات بذي قار وبتل أبيب") == [("ذي قار", "Dhi Qar province"), ("تل أبيب", "Tel Aviv")]


def test_adjectives_of_nations_are_known_in_the_accusative_and_dual() -> None:
    found_ = GLOSSARY.find("بينهم 16 سعوديا ويمنيان", common_words=True)
    assert [hit.entry.english for hit in found_] == ["Saudi", "Yemeni"]
    assert english(GLOSSARY.lookup("سوريا")) == {"Syria"}


class TestData:
    def test_there_are_enough_reviewed_entries(self) -> None:
        places = [entry for entry in GLOSSARY.entries if entry.is_place]
        assert len(GLOSSARY.entries) >= 1300
        assert sum(entry.latitude is not None for entry in places) >= 550

    @pytest.mark.parametrize("group", GROUPS)
    def test_files_are_sorted_nfc_and_rectangular(self, group: str) -> None:
        content = (files("mujaz.arabic") / "data" / f"glossary.{group}.tsv").read_text(encoding="utf-8")
        assert unicodedata.is_normalized("NFC", content)
        rows = [line.split("\t") for line in content.splitlines() if not line.startswith("#")]
        header, entries = rows[0], [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
        assert all(len(row) == len(header) for row in rows)
        keys = [(row.get("country", ""), row["english"].casefold(), row.get("within", "")) for row in entries]
        assert keys == sorted(keys)
        assert len(set(keys)) == len(keys)
        for row in entries:
            assert all(cell == cell.strip() and "  " not in cell for cell in row.values()), row

    def test_one_arabic_form_has_one_english_unless_marked(self) -> None:
        owners = defaultdict(set)
        for entry in GLOSSARY.entries:
            for form in entry.arabic:
                owners[fold(form).text].add(entry)
        clashes = {
            form: english(tuple(entries))
            for form, entries in owners.items()
            if len(entries) > 1 and not all(entry.ambiguous for entry in entries)
        }
        assert not clashes

    def test_arabic_is_arabic_and_english_is_not(self) -> None:
        for entry in GLOSSARY.entries:
            assert all(any("\u0600" <= c <= "\u06ff" for c in form) for form in entry.arabic), entry
            assert not any("\u0600" <= c <= "\u06ff" for form in (entry.english, *entry.also) for c in form), entry

    def test_every_larger_place_is_an_entry(self) -> None:
        names = {entry.english for entry in GLOSSARY.entries if entry.is_place}
        assert {entry.within for entry in GLOSSARY.entries if entry.within} <= names

    def test_places_end_in_their_country(self) -> None:
        countries = {entry.english: entry.country for entry in GLOSSARY.entries if entry.kind == "country"}
        for entry in GLOSSARY.entries:
            above = GLOSSARY.ancestors(entry)
            if entry.is_place and entry.country and above and above[-1].kind == "country":
                assert countries[above[-1].english] == entry.country, entry

    def test_coordinates_lie_in_their_country(self) -> None:
        boxes = {}
        for line in (Path(__file__).parent / "country_boxes.tsv").read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                country, *edges = line.split("\t")
                boxes[country] = [float(edge) for edge in edges]
        for entry in GLOSSARY.entries:
            assert (entry.latitude is None) == (entry.longitude is None)
            if entry.latitude is not None and entry.longitude is not None and entry.country:
                south, north, west, east = boxes[entry.country]
                assert south <= entry.latitude <= north, entry
                assert west <= entry.longitude <= east, entry

    def test_a_town_lies_near_the_others_of_its_province(self) -> None:
        by_province = defaultdict(list)
        for entry in GLOSSARY.entries:
            within = entry.within or ""
            small = within.endswith("province") or within in {"Gaza Strip", "West Bank", "Rif Dimashq"}
            if small and entry.latitude is not None and entry.longitude is not None:
                by_province[within].append((entry.latitude, entry.longitude))
        for province, points in by_province.items():
            for axis in (0, 1):
                values = [point[axis] for point in points]
                assert max(values) - min(values) < 4, province

    def test_geonameids_and_sectors_are_well_formed(self) -> None:
        ids = [entry.geonameid for entry in GLOSSARY.entries if entry.geonameid is not None]
        assert len(set(ids)) == len(ids)
        assert all(identifier > 0 for identifier in ids)
        assert {entry.sector for entry in GLOSSARY.entries if entry.sector} <= set(get_args(Sector))

    def test_loaded_words_map_to_neutral_english(self) -> None:
        for loaded in (
            "مرتزقة داعش",
            "ميليشيا قسد",
            "جيش العدو",
            "النظام البائد",
            "المليشيات الحوثية",
            "الكيان الصهيوني",
        ):
            for entry in GLOSSARY.lookup(loaded):
                for form in (entry.english, *entry.also):
                    assert not {"mercenaries", "terrorist", "enemy", "zionist", "defunct"} & set(form.lower().split())
            assert GLOSSARY.lookup(loaded)

    def test_every_form_finds_its_own_entry(self) -> None:
        for entry in GLOSSARY.entries:
            for form in entry.arabic:
                assert entry in GLOSSARY.lookup(form)
                assert any(hit.entry == entry for hit in GLOSSARY.find(form, common_words=True)), form

    def test_every_english_form_is_accepted(self) -> None:
        for entry in GLOSSARY.entries:
            for form in (entry.english, *entry.also):
                assert GLOSSARY.accepts(entry.arabic[0], form), (entry.arabic[0], form)


class TestLookup:
    @pytest.mark.parametrize(
        ("arabic", "expected"),
        [
            ("دير الزور", {"Deir ez-Zor"}),
            ("بدير الزور", {"Deir ez-Zor"}),
            ("ولدير الزور", {"Deir ez-Zor"}),
            ("للاذقية", {"Latakia"}),
            ("وللرقة", {"Raqqa"}),
            ("رقة", {"Raqqa"}),
            ("مدينة منبج", {"Manbij"}),
            ("بمدينة منبج", {"Manbij"}),
            ("إعزاز", {"Azaz"}),
            ("أعزاز", {"Azaz"}),
            ("داعــش", {"Islamic State"}),
            ("أ.ف.ب", {"AFP"}),
            ("تنظيم الدولة الإسلامية (داعش)", {"Islamic State"}),
            ("لبنان", {"Lebanon"}),  # the ل is not a particle
            ("وهران", {"Oran"}),  # nor the و
            ("الميادين", {"al-Mayadin", "Al Mayadeen"}),
            ("الشملانية", set()),
            ("مدينة الشملانية", set()),
            ("", set()),
        ],
    )
    def test_names_are_found_by_folded_form(self, arabic: str, expected: set[str]) -> None:
        assert english(GLOSSARY.lookup(arabic)) == expected

    @given(st.text(max_size=60))
    def test_any_text_may_be_asked_for(self, text: str) -> None:
        assert isinstance(GLOSSARY.lookup(text), tuple)


class TestAccepts:
    @pytest.mark.parametrize(
        ("arabic", "english"),
        [
            ("قسد", "Syrian Democratic Forces"),
            ("قسد", "SDF"),
            ("قسد", "the SDF"),
            ("قسد", "Syrian Democratic Forces (SDF)"),
            ("الميادين", "Mayadin"),
            ("الميادين", "al-Mayadin, Deir ez-Zor province"),
            ("دير الزور", "Deir Ezzor city"),
            ("أردوغان", "Erdoğan"),
            ("الولايات المتحدة", "U.S."),
            ("صنعاء", "Sana'a"),
        ],
    )
    def test_forms_that_newspapers_print(self, arabic: str, english: str) -> None:
        assert GLOSSARY.accepts(arabic, english) is True

    @pytest.mark.parametrize(
        ("arabic", "english"),
        [("قسد", "Syrian National Army"), ("قسد", "Syrian Democratic Forces (SNA)"), ("حمص", "Hama"), ("قسد", "")],
    )
    def test_other_names_are_refused(self, arabic: str, english: str) -> None:
        assert GLOSSARY.accepts(arabic, english) is False

    def test_an_unknown_name_is_neither(self) -> None:
        assert GLOSSARY.accepts("ضرار الشملان", "Dirar al-Shamlan") is None


class TestFind:
    def test_no_name_goes_on_in_the_next_line(self) -> None:
        two = Glossary([Entry("Naya", ("نايا",)), Entry("Naya Bridge", ("نايا الجسر",))])
        text = "مر الوفد عبر نايا الجسر ثم نايا\nالجسر مغلق"
        hits = [(text[hit.start : hit.end], hit.entry.english) for hit in two.find(text)]
        assert hits == [("نايا الجسر", "Naya Bridge"), ("نايا", "Naya")]

    def test_words_remembered_do_not_grow_without_end(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(glossary, "_REMEMBERED", 5)
        one = Glossary([Entry("Naya", ("نايا",))])
        assert len(one.find(" ".join(f"بكلمة{n}" for n in range(40)) + " نايا")) == 1
        assert len(one._attached) <= 5

    def test_names_looked_up_are_remembered_as_they_were_found_and_not_without_end(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(glossary, "_REMEMBERED", 5)
        one = Glossary([Entry("Naya", ("نايا",))])
        for name in ["نايا", *(f"كلمة{n}" for n in range(40)), "نايا", "النايا", "النايا"]:
            assert [entry.english for entry in one.lookup(name)] == (["Naya"] if "نايا" in name else [])
        assert len(one._looked_up) <= 5

    def test_names_in_running_text_with_their_spans(self) -> None:
        text = "وأعلنت قوات سوريا الديمقراطية (قسد) أن مرتزقة داعش هاجموا حاجزاً بريف دير الزور الشرقي، وفق رويترز."
        assert found(text) == [
            ("قوات سوريا الديمقراطية", "Syrian Democratic Forces"),
            ("قسد", "Syrian Democratic Forces"),
            ("مرتزقة داعش", "Islamic State"),
            ("ريف دير الزور الشرقي", "eastern Deir ez-Zor countryside"),
            ("رويترز", "Reuters"),
        ]

    def test_the_longest_name_wins(self) -> None:
        assert found("وزارة الدفاع الأمريكية") == [("وزارة الدفاع الأمريكية", "Pentagon")]

    def test_particles_stay_outside_the_span(self) -> None:
        assert found("سافر لدمشق وبغداد") == [("دمشق", "Damascus"), ("بغداد", "Baghdad")]

    def test_marks_and_tatweel_stay_inside(self) -> None:
        assert found("إلى دِمَشْـقَ أمس") == [("دِمَشْـقَ", "Damascus")]

    def test_no_name_inside_a_word(self) -> None:
        assert found("المصريون والقطرية والحلبي والسوريين") == []

    def test_no_name_across_a_sentence_or_a_line(self) -> None:
        assert found("وصل إلى دير. الزور بعيدة") == []
        assert found("زار دير\nالزور") == []
        assert found("هذه قوات سوريا، الديمقراطية") == [("سوريا", "Syria")]

    def test_ordinary_words_need_a_word_that_announces_a_place(self) -> None:
        assert found("نشر صور الحريق وأغلق الباب") == []
        assert found("قصفت مدينة صور وقرب مدينة الباب") == [("مدينة صور", "Tyre"), ("مدينة الباب", "al-Bab")]
        assert found("وصلوا إلى بلدة سلوك") == [("سلوك", "Suluk")]

    def test_an_ambiguous_name_gives_all_its_entries(self) -> None:
        hits = GLOSSARY.find("في طرابلس")
        assert {hit.entry.within for hit in hits} == {"Libya", "Lebanon"}
        assert len({(hit.start, hit.end) for hit in hits}) == 1

    @given(
        st.lists(
            st.sampled_from(["دير", "الزور", "وقسد", "بريف", "حلب", "قوات", "سوريا", ".", "\n", "ـ", "مدينة", "x"])
        )
    )
    def test_spans_lie_in_order_and_hold_a_form_of_their_entry(self, words: list[str]) -> None:
        text = " ".join(words)
        end = 0
        spans = [(hit.start, hit.end) for hit in GLOSSARY.find(text)]
        for span in dict.fromkeys(spans):
            assert end <= span[0] < span[1] <= len(text)
            end = span[1]
        for hit in GLOSSARY.find(text):
            assert hit.entry in GLOSSARY.lookup(text[hit.start : hit.end])

    @given(st.text(max_size=200))
    def test_any_text_may_be_searched(self, text: str) -> None:
        assert all(0 <= hit.start < hit.end <= len(text) for hit in GLOSSARY.find(text))


class TestPlace:
    def test_a_plain_name_has_its_coordinates(self) -> None:
        place = GLOSSARY.place("الميادين", "Deir ez-Zor")
        assert place is not None
        assert place.geonameid == 173480
        assert place.latitude == pytest.approx(35.02, abs=0.05)

    def test_an_ambiguous_name_has_none_until_the_larger_place_decides(self) -> None:
        assert GLOSSARY.place("طرابلس") is None
        libya, lebanon = GLOSSARY.place("طرابلس", "Libya"), GLOSSARY.place("طرابلس", "Lebanon")
        assert libya is not None
        assert lebanon is not None
        assert libya.country == "LY"
        assert lebanon.country == "LB"

    def test_a_longer_form_of_an_ambiguous_name_is_clear(self) -> None:
        libya, town = GLOSSARY.place("طرابلس الغرب"), GLOSSARY.place("مدينة الميادين")
        assert libya is not None
        assert town is not None
        assert (libya.country, town.country) == ("LY", "SY")
        assert GLOSSARY.place("الميادين") is None  # the channel has the name too

    def test_a_name_shared_with_a_place_outside_the_glossary_stays_unclear(self) -> None:
        assert GLOSSARY.place("جبلة") is None
        assert GLOSSARY.place("جبلة", "Latakia") is not None

    @pytest.mark.parametrize(
        "within", ["Syria", "Aleppo", "Aleppo province", "Aleppo Governorate, Syria", "Syrian Arab Republic"]
    )
    def test_larger_places_at_any_height(self, within: str) -> None:
        place = GLOSSARY.place("منبج", within)
        assert place is not None
        assert place.english == "Manbij"

    def test_a_larger_place_that_does_not_hold_it_refuses(self) -> None:
        assert GLOSSARY.place("منبج", "Iraq") is None

    def test_organisations_are_no_places(self) -> None:
        assert GLOSSARY.place("داعش") is None


class TestOwnFile:
    def write(self, folder: Path, *lines: str) -> Path:
        path = folder / "own.tsv"
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    def test_own_entries_come_in_and_take_the_place_of_shipped_ones(self, tmp_path: Path) -> None:
        own = self.write(
            tmp_path, "# ours", "english\tarabic\tkind", "Shamlaniyah\tالشملانية\ttown", "Daesh\tداعش\tarmed-group"
        )
        glossary = Glossary.load(own)
        assert english(glossary.lookup("بالشملانية")) == {"Shamlaniyah"}
        assert english(glossary.lookup("داعش")) == {"Daesh"}
        assert english(glossary.lookup("تنظيم الدولة الإسلامية")) == {"Islamic State"}
        assert english(glossary.lookup("دمشق")) == {"Damascus"}

    @pytest.mark.parametrize(
        ("lines", "reason"),
        [
            (["name\tarabic", "x\tس"], "columns"),
            (["english\tarabic", "x"], "line 2"),
            (["english\tarabic\tflags", "x\tس\todd"], "odd"),
            (["english\tarabic\tlatitude", "x\tس\tnorth"], "line 2"),
        ],
    )
    def test_mistakes_are_told_with_their_line(self, tmp_path: Path, lines: list[str], reason: str) -> None:
        with pytest.raises(ReadError, match=reason):
            Glossary.load(self.write(tmp_path, *lines))

    def test_a_missing_file_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(ReadError, match="cannot be read"):
            Glossary.load(tmp_path / "none.tsv")
