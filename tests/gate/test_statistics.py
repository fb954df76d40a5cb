"""Tests and intervals against examples counted by hand, tables, and published figures."""

from __future__ import annotations

import hashlib
from itertools import product
from statistics import fmean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mujaz.evaluation.statistics import chance, student
from mujaz.evaluation.statistics.bootstrap import bootstrap
from mujaz.evaluation.statistics.clusters import Clusters, Difference, cluster
from mujaz.evaluation.statistics.holm import holm
from mujaz.evaluation.statistics.mcnemar import mcnemar_mid_p, mcnemar_mid_p_two_sided
from mujaz.evaluation.statistics.proportion import wilson
from mujaz.evaluation.statistics.relabel import chance_of_breaking, chance_of_so_many
from mujaz.evaluation.statistics.sign_flip import sign_flip


def clusters(*sums: float) -> Clusters:
    """A story of one article for each sum."""
    return cluster(Difference(str(i), str(i), value) for i, value in enumerate(sums))


class TestSignFlip:
    def test_five_stories_counted_by_hand(self) -> None:
        # -.5 -.4 -.3 -.2 +.1, sum -1.3. As low or lower: all minus (-1.5), and the one seen (-1.3): 2 of 32 patterns.
        found = sign_flip(clusters(-0.5, -0.4, -0.3, -0.2, 0.1))
        assert (found.p, found.exact, found.patterns) == (2 / 32, True, 32)

    def test_ties_count_in_full_and_in_the_mid_form_by_half(self) -> None:
        # -1 -1 -1 +1, sum -2: lower is -4 (1 pattern), as low -2 (4 patterns); 5 of 16, and (1 + 2) of 16
        assert sign_flip(clusters(-1, -1, -1, 1)).p == 5 / 16
        assert sign_flip(clusters(-1, -1, -1, 1), mid=True).p == 3 / 16

    def test_sums_that_rounding_alone_sets_apart_are_ties(self) -> None:
        # 1/3 + 1/3 against 2/3: seen -2/3-2/3+... is reached by both, though the digits of the parts differ
        thirds = cluster([Difference("a", "x", -1 / 3), Difference("b", "x", -1 / 3), Difference("c", "y", 2 / 3)])
        assert sign_flip(thirds).p == 3 / 4  # sums of -4/3, 0, 0, 4/3: three are at most 0

    def test_articles_of_one_story_are_one_observation(self) -> None:
        together = cluster(Difference(str(i), "one story", -0.1) for i in range(20))
        assert sign_flip(together).p == 1 / 2
        assert sign_flip(clusters(*[-0.1] * 20)).p == 1 / 2**20

    def test_no_difference_is_no_evidence(self) -> None:
        assert sign_flip(clusters(0, 0, 0)).p == 1.0
        assert sign_flip(cluster([])).p == 1.0

    @given(st.lists(st.integers(-3, 3), min_size=1, max_size=9))
    def test_halves_count_what_one_by_one_counts(self, sums: list[int]) -> None:
        nonzero = [one for one in sums if one]
        counted = [sum(s * v for s, v in zip(p, nonzero, strict=True)) for p in product((-1, 1), repeat=len(nonzero))]
        expected = fmean(total <= sum(nonzero) for total in counted)
        assert sign_flip(clusters(*sums)).p == pytest.approx(expected)

    def test_drawn_patterns_come_near_the_exact_p_and_never_reach_zero(self) -> None:
        few = clusters(-0.5, -0.4, 0.3, -0.2, 0.1, -0.25)
        assert sign_flip(few, limit=0).p == pytest.approx(sign_flip(few).p, abs=0.01)
        assert sign_flip(clusters(*[-1.0] * 60), draws=1000).p == 1 / 1001


class TestMcNemar:
    def test_published_example(self) -> None:
        # Fagerland et al. 2013, table 1 (airway hyper-responsiveness before and after transplantation): 1 and 7
        assert mcnemar_mid_p_two_sided(7, 1) == pytest.approx(0.0391, abs=5e-5)

    def test_counted_by_hand(self) -> None:
        # 3 worse, 1 better: P(4) + P(3) / 2 = (1 + 2) / 16
        assert mcnemar_mid_p(3, 1) == 3 / 16
        assert mcnemar_mid_p(0, 0) == 1.0

    @given(st.integers(0, 12), st.integers(0, 12))
    def test_sign_flips_of_single_articles_are_the_same_test(self, worse: int, better: int) -> None:
        flipped = sign_flip(clusters(*[-1.0] * worse, *[1.0] * better), mid=True).p
        assert flipped == pytest.approx(mcnemar_mid_p(worse, better))

    def test_negative_counts_are_refused(self) -> None:
        with pytest.raises(ValueError, match="negative"):
            mcnemar_mid_p(-1, 2)


def test_holm_by_hand() -> None:
    # sorted .005 .01 .03 .04, times 4 3 2 1: .02 .03 .06 .04, never falling: .02 .03 .06 .06
    adjusted = holm({"a": 0.01, "b": 0.04, "c": 0.03, "d": 0.005})
    assert adjusted == pytest.approx({"a": 0.03, "b": 0.06, "c": 0.06, "d": 0.02})
    assert holm({"a": 0.7, "b": 0.9}) == {"a": 1.0, "b": 1.0}
    assert holm({}) == {}


@pytest.mark.parametrize(
    ("p", "df", "t"), [(0.95, 1, 6.3138), (0.975, 2, 4.3027), (0.95, 10, 1.8125), (0.99, 30, 2.4573)]
)
def test_quantiles_of_the_printed_table(p: float, df: int, t: float) -> None:
    assert student.quantile(p, df) == pytest.approx(t, abs=5e-5)
    assert student.quantile(1 - p, df) == pytest.approx(-t, abs=5e-5)


class TestBootstrap:
    def test_equal_differences_leave_no_doubt(self) -> None:
        found = bootstrap(clusters(*[-0.1] * 10), draws=500)
        assert (found.low, found.high) == pytest.approx((-0.1, -0.1))

    def test_one_story_says_nothing_of_spread(self) -> None:
        found = bootstrap(cluster(Difference(str(i), "story", 0.1 * i) for i in range(9)))
        assert (found.low, found.high) == (-np.inf, np.inf)

    def test_every_article_weighs_the_same(self) -> None:
        # a story of four articles at 1 and one of one article at 0: the mean of five articles, not of two stories
        uneven = [Difference(str(i), "four", 1.0) for i in range(4)] + [Difference("4", "one", 0.0)]
        assert cluster(uneven).mean == pytest.approx(0.8)

    def test_ninety_per_cent_hold_the_truth(self) -> None:
        drawn = np.random.default_rng(7)
        held = 0
        for _ in range(300):
            effects = np.repeat(drawn.normal(0, 0.1, 15), 2) + drawn.normal(0, 0.1, 30)
            found = bootstrap(
                cluster(Difference(str(i), str(i // 2), float(v)) for i, v in enumerate(effects)), draws=400
            )
            held += found.low <= 0 <= found.high
        assert 0.86 <= held / 300 <= 0.94

    def test_ignoring_stories_would_hold_it_less_often(self) -> None:
        drawn = np.random.default_rng(8)
        narrower = 0
        for _ in range(40):
            effects = np.repeat(drawn.normal(0, 0.1, 15), 3) + drawn.normal(0, 0.03, 45)
            values = [Difference(str(i), str(i // 3), float(v)) for i, v in enumerate(effects)]
            alone = [one._replace(story=one.article) for one in values]
            narrower += (
                bootstrap(cluster(alone), draws=400).half_width < bootstrap(cluster(values), draws=400).half_width
            )
        assert narrower == 40


class TestReproducible:
    def test_the_stream_is_pinned(self) -> None:
        digest = hashlib.sha256(chance.words(1, "bootstrap", 1000).astype("<u8").tobytes()).hexdigest()
        assert digest[:16] == "fa2ac6f9c9ea0f7b"

    def test_interval_and_p_are_the_same_to_the_bit(self) -> None:
        values = [((7 * i) % 11 - 6) / 13 for i in range(50)]
        found = bootstrap(clusters(*values), seed=3, draws=2000)
        assert (found.low.hex(), found.high.hex()) == ("-0x1.1eb851f05492cp-3", "-0x1.60e2db0068171p-6")
        assert sign_flip(clusters(*values), seed=3, draws=5000, limit=0).p.hex() == "0x1.d1366a2ae5a32p-7"

    def test_the_order_of_articles_changes_nothing(self) -> None:
        values = [Difference(str(i), str(i % 9), ((7 * i) % 11 - 6) / 13) for i in range(40)]
        assert bootstrap(cluster(values), draws=500) == bootstrap(cluster(reversed(values)), draws=500)

    def test_purposes_and_seeds_have_streams_of_their_own(self) -> None:
        streams = [chance.words(seed, purpose, 4).tolist() for seed in (1, 2) for purpose in ("a", "b")]
        assert len({tuple(stream) for stream in streams}) == 4

    def test_choices_and_signs_are_fair(self) -> None:
        picked = chance.choices(5, "dice", 600, 100, 6)
        assert np.bincount(picked.ravel()).tolist() == pytest.approx([10_000] * 6, rel=0.03)
        assert abs(int(chance.signs(5, "coins", 600, 100).sum())) < 1000


class TestRelabel:
    @staticmethod
    def clean(before: object, after: object) -> bool:
        assert isinstance(before, list)
        assert isinstance(after, list)
        return all(after) and not any(before)

    @pytest.mark.parametrize(("samples", "ways"), [(1, 2), (3, 20), (5, 252)])
    def test_a_clean_break_is_one_deal_of_all(self, samples: int, ways: int) -> None:
        assert chance_of_breaking([False] * samples, [True] * samples, self.clean) == pytest.approx(1 / ways)

    def test_answers_that_never_vary_cannot_break(self) -> None:
        assert chance_of_breaking([False] * 3, [False] * 3, self.clean) == 0

    def test_one_bad_answer_of_six_cannot_be_a_clean_break(self) -> None:
        assert chance_of_breaking([False] * 3, [True, False, False], self.clean) == 0

    def test_too_many_ways_are_bounded(self) -> None:
        assert 0 < chance_of_breaking([False] * 30, [True] * 30, self.clean) < 1e-3

    def test_so_many_by_hand(self) -> None:
        # two articles with chances 1/2 and 1/4: none 3/8, both 1/8
        assert chance_of_so_many([0.5, 0.25], 1) == pytest.approx(5 / 8)
        assert chance_of_so_many([0.5, 0.25], 2) == pytest.approx(1 / 8)
        assert chance_of_so_many([], 0) == 1.0

    def test_single_answers_give_mcnemars_exact_test(self) -> None:
        # five articles broke, none was mended, each could have gone either way: 1/32
        assert chance_of_so_many([0.5] * 5, 5) == 1 / 32


def test_wilson_of_a_textbook() -> None:
    found = wilson(10, 100)
    assert (found.low, found.high) == pytest.approx((0.0552, 0.1744), abs=1e-4)
    assert (wilson(0, 0).low, wilson(0, 0).high) == (0, 1)
    with pytest.raises(ValueError, match="cannot be"):
        wilson(3, 2)
