"""Verdicts: each from numbers that can be followed by hand, and from whole runs."""

from __future__ import annotations

import pytest

from mujaz.errors import IncomparableError, NothingToSplitError, UsageError
from mujaz.evaluation import power, power_report
from mujaz.evaluation.compare import compare
from mujaz.evaluation.compare_items import Items
from mujaz.evaluation.compare_origin import Origin
from mujaz.evaluation.compare_pairs import pair_up
from mujaz.evaluation.compare_sources import Measured
from mujaz.evaluation.comparison import Comparison, Question
from mujaz.evaluation.gate_aa import against_itself
from mujaz.evaluation.gate_report import wording
from mujaz.evaluation.statistics.clusters import Difference
from mujaz.evaluation.table import Score, Scores
from mujaz.evaluation.verdict import Verdict, of_interval, worst
from tests.gate.runs import GOLD, answer, change, noisy, scores, settings


@pytest.mark.parametrize(
    ("low", "high", "p", "verdict"),
    [
        (-0.04, 0.02, 0.4, Verdict.PASS),
        (0.01, 0.05, 1.0, Verdict.PASS),
        (-0.04, -0.01, 0.001, Verdict.WARN),  # surely a loss, surely within the margin
        (-0.09, -0.01, 0.01, Verdict.FAIL),
        (-0.09, -0.01, 0.20, Verdict.INCONCLUSIVE),  # not after correction
        (-0.09, 0.01, 0.01, Verdict.INCONCLUSIVE),
        (-0.05, 0.00, 0.05, Verdict.INCONCLUSIVE),  # on the margin is not above it, at zero is not below it
        (float("-inf"), float("inf"), 1.0, Verdict.INCONCLUSIVE),
    ],
)
def test_verdict_table(low: float, high: float, p: float, verdict: Verdict) -> None:
    assert of_interval(low, high, margin=0.05, p_adjusted=p, alpha=0.05) is verdict


def test_a_lower_interval_never_gets_a_milder_exit_code() -> None:
    severity = {0: 0, 3: 1, 1: 2}
    codes = [
        severity[of_interval(at - 0.03, at + 0.03, margin=0.05, p_adjusted=0.01, alpha=0.05).exit_code]
        for at in (0.1, 0.0, -0.01, -0.025, -0.04, -0.2)
    ]
    assert codes == sorted(codes)


def test_one_fail_fails_and_one_open_question_leaves_it_open() -> None:
    assert worst([Verdict.PASS, Verdict.INCONCLUSIVE, Verdict.FAIL]) is Verdict.FAIL
    assert worst([Verdict.WARN, Verdict.INCONCLUSIVE]) is Verdict.INCONCLUSIVE
    assert worst([]) is Verdict.PASS


def question(found: Comparison, name: str) -> Question:
    return next(one for one in found.questions if one.name == name)


def test_a_run_against_itself_passes_with_nothing_to_say() -> None:
    run = noisy(1)
    found = compare(run, run, settings())
    assert found.verdict is Verdict.PASS
    assert {one.verdict for one in found.questions} == {Verdict.PASS}
    assert (found.breaks.found, found.notes, found.verdict.exit_code) == ([], [], 0)


def test_a_real_loss_fails_and_says_how_much() -> None:
    found = compare(noisy(1), noisy(2, loss=0.15), settings())
    event_f1 = question(found, "event_f1")
    assert found.verdict is Verdict.FAIL
    assert event_f1.verdict is Verdict.FAIL
    assert event_f1.estimate.gain == pytest.approx(-0.15, abs=0.02)
    assert (event_f1.estimate.articles, event_f1.estimate.stories, event_f1.worse) == (24, 12, 24)
    assert {one.slice for one in found.slices if one.worse} == {"politics", "disaster"}


def test_noise_beyond_the_margin_is_inconclusive_and_says_what_would_decide() -> None:
    found = compare(noisy(1, noise=0.2), noisy(5, noise=0.2), settings())
    event_f1 = question(found, "event_f1")
    assert found.verdict is Verdict.INCONCLUSIVE
    assert found.verdict.exit_code == 3
    assert event_f1.articles_needed is not None
    assert event_f1.articles_needed > 24
    assert event_f1.samples_needed is None  # answered once: nobody knows how much answers vary


def test_several_answers_are_averaged_before_anything_else() -> None:
    old = scores({name: [answer(0.6)] for name in "abcdefgh"})
    new = scores({name: [answer(0.5), answer(0.6), answer(0.7)] for name in "abcdefgh"})
    event_f1 = question(compare(old, new, settings()), "event_f1")
    assert (event_f1.estimate.gain, event_f1.worse, event_f1.better) == (0, 0, 0)


def test_where_answers_vary_a_number_of_answers_is_named() -> None:
    """Two answers of .4 and .6 on each side of eight articles: variance .02 of an answer, so that the mean's standard
    error is sqrt(2 * .02 / 2 / 8) = .05. A bound within .05 needs .05 / 1.645 = .0304, which takes 2 * .02 / 8 /
    .0304**2 = 5.4 answers."""
    run = scores({name: [answer(0.4), answer(0.6)] for name in "abcdefgh"})
    pairs = pair_up(run, run)
    assert power.samples_needed(pairs, "event_f1", 0.0, -0.08225, 0.08225, 0.05) == 6
    assert power.samples_needed(pairs, "event_f1", 0.0, -0.3, 0.3, 0.05) is None  # articles differ too much for that


def test_lower_is_better_where_the_metric_says_so() -> None:
    old = scores({f"{i}": [answer(0.6)] for i in range(12)})
    new = scores({f"{i}": [answer(0.6, false=1)] for i in range(12)})
    found = question(compare(old, new, settings(breaks=[])), "must_not_rate")
    assert (found.estimate.gain, found.verdict) == (-0.25, Verdict.FAIL)


def test_cost_is_a_ratio_and_fails_beyond_its_limit() -> None:
    old = scores({f"{i}": [answer(0.6, tokens=1000 + i)] for i in range(12)})
    dear = scores({f"{i}": [answer(0.6, tokens=1.2 * (1000 + i))] for i in range(12)})
    fair = scores({f"{i}": [answer(0.6, tokens=1.05 * (1000 + i))] for i in range(12)})
    assert question(compare(old, dear, settings()), "tokens").verdict is Verdict.FAIL
    assert question(compare(old, fair, settings()), "tokens").verdict is Verdict.WARN
    assert question(compare(dear, old, settings()), "tokens").verdict is Verdict.PASS


def test_a_cost_that_nobody_recorded_is_said() -> None:
    run = scores({f"{i}": [{**answer(0.6), "tokens": Score(value=None)}] for i in range(12)})
    found = compare(run, run, settings())
    assert [one.kind for one in found.questions] == ["metric"] * 3
    assert "Not looked at: the cost, because no article has tokens in both runs." in wording.summary(found)


def test_holm_covers_the_cost_too() -> None:
    found = compare(noisy(1, noise=0.1), noisy(2, noise=0.1, loss=0.02), settings())
    least = min(found.questions, key=lambda one: one.estimate.p)
    assert least.p_adjusted == pytest.approx(min(1.0, 4 * least.estimate.p))


class TestMissing:
    def test_an_article_that_the_candidate_lacks_scores_worst_and_breaks(self) -> None:
        run = noisy(1)
        found = compare(run, change(run, "article-03", None), settings(vary=True))
        lost = next(one for one in found.articles if one.article == "article-03")
        assert lost.missing == "candidate"
        assert lost.gains["event_f1"] == pytest.approx(-run.articles[3].samples[0]["event_f1"].value)  # type: ignore[operator]
        assert lost.gains["must_not_rate"] == -1.0
        assert [one.article for one in found.breaks.found] == ["article-03"]
        assert found.verdict is Verdict.FAIL
        assert "article-03" in found.notes[0]

    def test_an_article_that_the_baseline_lacks_earns_nothing_and_is_said(self) -> None:
        run = noisy(1)
        found = compare(change(run, "article-03", None), run, settings())
        assert next(one for one in found.articles if one.missing == "baseline").gains["event_f1"] == 0
        assert found.verdict is Verdict.WARN
        assert len(found.articles) == 24


class TestIncomparable:
    @pytest.mark.parametrize(
        ("update", "named"), [({"gold_sha256": "8" * 64}, "the gold"), ({"scorer": "99"}, "the scorer")]
    )
    def test_other_measures_are_named(self, update: dict[str, str], named: str) -> None:
        run = noisy(1)
        other = run.model_copy(update={"signature": run.signature.model_copy(update=update)})
        with pytest.raises(IncomparableError, match=named) as raised:
            compare(run, other, settings())
        assert raised.value.exit_code == 4

    def test_an_article_told_as_another_story(self) -> None:
        one = scores({"a": [answer(0.5)], "b": [answer(0.5)]})
        other = scores({"a": [answer(0.5)], "b": [answer(0.5)]}, stories={"a": "else"})
        with pytest.raises(IncomparableError, match="story a and else"):
            compare(one, other, settings())

    def test_a_value_that_the_gold_defines_in_one_run_only(self) -> None:
        one = scores({"a": [answer(0.5)], "b": [answer(0.5)]})
        other = scores({"a": [answer(None)], "b": [answer(0.5)]})
        with pytest.raises(IncomparableError, match="event_f1 is defined in one run only"):
            compare(one, other, settings())

    def test_another_prompt_or_model_may_be_compared(self) -> None:
        run = noisy(1)
        update = {"prompt": "brief@9", "model": "other", "prompt_sha256": "1" * 64, "schema_sha256": "2" * 64}
        other = run.model_copy(update={"signature": run.signature.model_copy(update=update)})
        assert compare(run, other, settings()).verdict is Verdict.PASS

    def test_settings_that_name_no_metric(self) -> None:
        rule = settings().metrics["event_f1"]
        with pytest.raises(UsageError, match="no metric event_f2"):
            compare(noisy(1), noisy(1), settings(metrics={"event_f2": rule}))


class TestBreaks:
    """One article hardly moves a mean; it is found all the same."""

    def broken(self, before: list[int], after: list[int], *, vary: bool) -> Comparison:
        run = noisy(1, samples=len(before))
        old = change(run, "article-05", [answer(0.6, false=n) for n in before])
        return compare(old, change(run, "article-05", [answer(0.6, false=n) for n in after]), settings(vary=vary))

    def test_where_answers_cannot_vary_one_false_statement_fails(self) -> None:
        found = self.broken([0], [1], vary=False)
        assert question(found, "must_not_rate").verdict is Verdict.PASS
        assert (found.verdict, found.breaks.articles, found.breaks.p) == (Verdict.FAIL, 1, 0)

    def test_where_they_vary_one_answer_leaves_it_open(self) -> None:
        found = self.broken([0], [1], vary=True)
        assert (found.breaks.verdict, found.breaks.p, found.breaks.samples) == (Verdict.INCONCLUSIVE, 0.5, 3)

    def test_three_answers_of_each_side_decide(self) -> None:
        found = self.broken([0, 0, 0], [1, 1, 1], vary=True)
        assert found.breaks.verdict is Verdict.FAIL
        assert found.breaks.p == pytest.approx(0.05)

    @pytest.mark.parametrize(("before", "after"), [([0, 0, 1], [1, 1, 1]), ([0, 0, 0], [1, 1, 0]), ([2, 2], [2, 2])])
    def test_what_is_not_new_in_every_answer_is_no_break(self, before: list[int], after: list[int]) -> None:
        assert self.broken(before, after, vary=False).breaks.found == []

    def test_one_more_false_statement_than_before_is_new(self) -> None:
        assert self.broken([1, 1], [2, 2], vary=False).breaks.articles == 1

    def test_a_mended_article_is_shown_and_does_not_count(self) -> None:
        found = self.broken([1], [0], vary=False)
        assert (found.verdict, [one.article for one in found.breaks.mended]) == (Verdict.PASS, ["article-05"])

    def test_invalid_in_most_answers(self) -> None:
        run = noisy(1, samples=3)
        bad, good = answer(0.0, valid=False), answer(0.6)
        most = compare(run, change(run, "article-05", [bad, bad, good]), settings())
        few = compare(run, change(run, "article-05", [bad, good, good]), settings())
        assert ([one.what for one in most.breaks.found], few.breaks.found) == (["invalid"], [])

    def test_named_items_tell_exchanged_mistakes_apart(self) -> None:
        # one false statement before and after, but another one: the count alone does not show it
        run = change(noisy(1), "article-05", [answer(0.6, false=1)])

        def items(said: str) -> Items:
            texts = {"article-05/false_statement/new": "Nine people were killed."}
            return Items.model_validate({"bad": {"article-05": [{"false_statement": [said]}]}, "texts": texts})

        assert compare(run, run, settings()).breaks.found == []
        found = compare(run, run, settings(), items=(items("old"), items("new")))
        assert found.breaks.found[0].items == ["Nine people were killed."]
        assert found.verdict is Verdict.FAIL


def measured(run: Scores) -> Measured:
    return Measured("run", run, Origin(source="here"))


class TestAgainstItself:
    def test_answers_are_split_and_alarms_are_rare(self) -> None:
        found = against_itself(measured(noisy(1, samples=4)), settings(), gates=30)
        assert found.gates == 30
        assert not found.too_many(0.05)
        assert "split at random into two runs of 2" in found.says

    def test_two_single_runs_exchange_stories(self) -> None:
        found = against_itself(measured(noisy(1)), settings(), 30, measured(noisy(2)))
        assert not found.too_many(0.05)
        assert "exchanged at random" in found.says

    def test_sides_dealt_at_random_vary_whatever_is_true_of_recorded_answers(self) -> None:
        # each run says something false of another article
        broken = [change(noisy(seed), f"article-0{seed}", [answer(0.5, false=2)]) for seed in (1, 2)]
        one, other = map(measured, broken)
        as_recorded = settings()
        assert compare(one.scores, other.scores, as_recorded).breaks.found
        found = against_itself(one, as_recorded, 20, other)
        assert found.alarms == 0
        assert found == against_itself(one, settings(vary=True), 20, other)

    def test_one_answer_has_nothing_to_split(self) -> None:
        with pytest.raises(NothingToSplitError, match="--samples 3"):
            against_itself(measured(noisy(1)), settings())

    def test_it_repeats_itself(self) -> None:
        run = measured(noisy(1, samples=2, noise=0.2))
        assert against_itself(run, settings(), 20) == against_itself(run, settings(), 20)


class TestPower:
    def test_articles_needed_by_hand(self) -> None:
        # half as wide takes four times as many: reach .10 down to .05
        assert power.articles_needed(0.0, -0.10, 0.10, 0.05, 40) == 160
        assert power.articles_needed(-0.05, -0.15, 0.05, 0.05, 40) == 160  # to show the loss, not to exclude it
        assert power.articles_needed(0.0, float("-inf"), float("inf"), 0.05, 40) is None

    def test_smaller_losses_are_seen_with_more_articles(self) -> None:
        drawn = [Difference(str(i), str(i // 2), ((7 * i) % 11 - 5) / 25) for i in range(88)]
        few, many = (power.detectable(drawn[:n], 0.05, settings().statistics) for n in (22, 88))
        assert few.loss is not None
        assert many.loss is not None
        assert many.loss < few.loss
        assert many.half_width < few.half_width
        assert many.passes > few.passes

    def test_from_answers_and_from_runs(self) -> None:
        rows = power_report.from_answers(noisy(1, samples=3, noise=0.1), settings())
        assert [row.metric for row in rows] == ["event_f1", "must_not_rate", "schema_valid"]
        assert power_report.from_runs(noisy(1), noisy(2), settings())[0].found.articles == 24
        with pytest.raises(UsageError, match="one answer"):
            power_report.from_answers(noisy(1), settings())

    def test_assumed_spread_is_kept(self) -> None:
        row = power_report.assumed([str(i // 2) for i in range(60)], settings(), 0.15, "event_f1")[0]
        assert row.found.spread == pytest.approx(0.15, rel=0.25)


def test_gold_of_the_tests_is_no_placeholder() -> None:
    assert noisy(1).signature.gold_sha256 == GOLD
