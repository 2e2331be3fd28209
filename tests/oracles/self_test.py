"""Checks the judge: its distributions against known values, its reading of results and traces, and that it finds
a small systematic bias and wrong intervals, and lets chance pass."""
import os
import random
import tempfile
import unittest

import chance
import pairs
import sampling


class Distributions(unittest.TestCase):
    def test_student_against_tables(self):
        # Abramowitz & Stegun 1964, table 26.10; with one degree of freedom P(T > 1) = 1/4, with two
        # P(T > t) = 1/2 - t / (2 sqrt(2 + t²)).
        self.assertAlmostEqual(chance.student_quantile(0.975, 9), 2.262157, 6)
        self.assertAlmostEqual(chance.student_quantile(0.975, 39), 2.022691, 6)
        self.assertAlmostEqual(chance.student_tail(1, 1), 0.25, 14)
        self.assertAlmostEqual(chance.student_tail(3, 2), 0.5 - 3 / (2 * 11 ** 0.5), 14)

    def test_normal_score(self):
        self.assertAlmostEqual(chance.normal_score(-2.022691, 39), -1.959964, 5)
        self.assertAlmostEqual(chance.normal_score(3.0, 10 ** 7), 3.0, 5)
        self.assertEqual(chance.normal_score(0.0, 39), 0.0)
        self.assertLess(chance.normal_score(4.0, 39), 4.0)
        self.assertGreater(chance.normal_score(60.0, 39), 8.0)

    def test_chi_square(self):
        for x, freedom, above in ((18.307, 10, 0.05), (3.940, 10, 0.95), (124.342, 100, 0.05), (2 * 2.302585, 2, 0.1)):
            self.assertAlmostEqual(chance.chi_square_tails(x, freedom)[1], above, 4)
            self.assertAlmostEqual(sum(chance.chi_square_tails(x, freedom)), 1, 12)


    def test_poisson(self):
        # P(X <= 0) = exp(-m), P(X >= 1) = 1 - exp(-m), P(X <= 2) = exp(-m) (1 + m + m²/2).
        below, above = chance.poisson_tails(0, 0.5)
        self.assertAlmostEqual(below, 0.6065306597, 9)
        self.assertEqual(above, 1)
        self.assertAlmostEqual(chance.poisson_tails(1, 0.5)[1], 0.3934693403, 9)
        self.assertAlmostEqual(chance.poisson_tails(2, 3)[0], 8.5 * 0.0497870684, 9)


class AllTogether(unittest.TestCase):
    def sample(self, shift=0.0, scale=1.0, runs=60, each=1):
        """As normal as can be: quantiles at even distances."""
        zs = [chance.NORMAL.inv_cdf((i + 0.5) / runs) for i in range(runs)]
        return [[scale * z + shift] * each for z in zs]

    def test_random_samples_pass(self):
        draws = random.Random(1)
        for _ in range(20):
            self.assertTrue(chance.Together([[draws.gauss(0, 1)] for _ in range(60)]).is_normal())

    def test_normal_scores_pass(self):
        self.assertTrue(chance.Together(self.sample()).is_normal())

    def test_a_small_bias_shows(self):
        self.assertFalse(chance.Together(self.sample(shift=0.5)).is_normal())

    def test_intervals_too_narrow_or_too_wide_show(self):
        self.assertFalse(chance.Together(self.sample(scale=1.6)).is_normal())
        self.assertFalse(chance.Together(self.sample(scale=0.5)).is_normal())

    def test_values_of_one_run_count_once(self):
        once, thrice = chance.Together(self.sample()), chance.Together(self.sample(each=3))
        self.assertAlmostEqual(once.independent, thrice.independent)
        self.assertAlmostEqual(once.mean_bound, thrice.mean_bound)


class Reading(unittest.TestCase):
    RESULTS = {"replications": 40, "stages": [{"id": "gate", "queue": {"mean": {"mean": 2.0}}}],
               "series": {"by_hour": [{"stage": "gate", "mean": [1, 2], "low": [0.5, 1.5], "high": [1.5, 2.5]}]}}

    def test_paths(self):
        self.assertEqual(pairs.find(self.RESULTS, "stages.gate.queue.mean"), {"mean": 2.0})
        self.assertEqual(pairs.find(self.RESULTS, "series.by_hour.gate.1"), {"mean": 2, "half_width": 0.5, "n": 40})
        for path in ("stages.fence.queue.mean", "stages.gate.queue.nothing", "nothing"):
            with self.assertRaises(pairs.Wrong):
                pairs.find(self.RESULTS, path)

    ROWS = [dict(zip(("time_s", "class", "number", "place", "event"), row)) for row in (
        ("0.000000", "truck", "1", "", "arrive"), ("60.000000", "truck", "2", "", "arrive"),
        ("90.000001", "truck", "2", "gate", "start"), ("120.000000", "truck", "1", "gate", "start"))]

    def test_times_and_stretches_of_a_trace(self):
        times = pairs.from_trace(self.ROWS, {"trace": {"event": "start", "place": "gate"}})
        self.assertTrue(pairs.agrees(times, [90.000001, 120]))
        self.assertFalse(pairs.agrees(times, [90, 120]))  # a microsecond is a digit
        self.assertFalse(pairs.agrees(times, [90.000001]))
        self.assertEqual(pairs.from_trace(self.ROWS, {"trace": {"event": "start"}, "take": "number"}), [2, 1])
        stretches = {"trace": {"from": {"event": "arrive"}, "to": {"event": "start"}}, "unit_s": 60}
        self.assertTrue(pairs.agrees(pairs.from_trace(self.ROWS, {**stretches, "take": "each", "unit_s": 1}),
                                     [120, 30.000001]))
        self.assertTrue(pairs.agrees(pairs.from_trace(self.ROWS[:2] + self.ROWS[3:], {**stretches, "take": "total"}),
                                     2))

    def test_a_constant_must_agree_to_the_last_digit(self):
        self.assertTrue(pairs.judged("X", "x", 73, 73.00000000000001, 0.0, 40).ok)
        self.assertFalse(pairs.judged("X", "x", 73, 73.000001, 0.0, 40).ok)

    def test_a_value_far_off_is_wrong(self):
        self.assertTrue(pairs.judged("X", "x", 10, 10.5, 0.5, 40).ok)
        self.assertFalse(pairs.judged("X", "x", 10, 12, 0.5, 40).ok)

    def test_what_is_too_rare_must_not_be_seen(self):
        self.assertTrue(pairs.too_rare("X", "x", 3.8e-11, 0, 57600).ok)
        self.assertFalse(pairs.too_rare("X", "x", 3.8e-11, 1 / 57600, 57600).ok)
        self.assertFalse(pairs.too_rare("X", "x", 0.001, 0, 57600).ok)  # 57.6 were to come

    def test_bounds(self):
        self.assertTrue(pairs.bounded("X", "x", "at most", 10, 9, 0.1, 40).ok)
        self.assertTrue(pairs.bounded("X", "x", "at most", 10, 10.1, 0.1, 40).ok)
        self.assertFalse(pairs.bounded("X", "x", "at most", 10, 10.5, 0.1, 40).ok)
        self.assertFalse(pairs.bounded("X", "x", "at least", 10, 9, 0.1, 40).ok)

    def test_a_ratio_is_of_sums(self):
        results = {"a": {"mean": 3.0}, "b": {"mean": 1.0}}
        self.assertEqual(pairs.sum_of(results, {"of": ["a"], "over": ["a", "b"]}), 0.75)
        self.assertEqual(pairs.sum_of(results, {"of": ["a", "b"], "times": ["1", "-1"], "plus": 1}), 3)

    def test_every_pair_can_be_read(self):
        for name in pairs.names():
            self.assertTrue(pairs.read_pair(name))


class Sampling(unittest.TestCase):
    """Three trucks at a gate of 4 s each; the observed time is from 1 s to 11 s."""

    def setUp(self):
        with tempfile.NamedTemporaryFile("w", suffix=".csv", delete=False) as file:
            self.addCleanup(os.remove, file.name)
            self.file = file.name
            file.write("time_s,class,number,place,event\n")
            for at, number, place, event in ((0, 1, "", "arrive"), (0, 1, "gate", "start"), (1, 2, "", "arrive"),
                                             (1, 2, "gate", "queue"), (2, 3, "", "arrive"), (2, 3, "gate", "queue"),
                                             (4, 1, "", "depart"), (4, 2, "gate", "start"), (8, 2, "", "depart"),
                                             (8, 3, "gate", "start"), (12, 3, "", "depart")):
                file.write(f"{at}.000000,truck,{number},{place},{event}\n")

    def of(self, item, exact=None):
        return sampling.sample(sampling.Trace(self.file, 1, 12, [item]), item, exact)

    def test_times_of_those_who_arrive_in_the_observed_time(self):
        waits = {"sample": "times", "until": "start", "place": "gate"}  # 3 and 6 s
        self.assertEqual(self.of(waits), 4.5)
        self.assertEqual(self.of({**waits, "unit_s": 3, "above": 1}), 0.5)
        self.assertEqual(self.of({**waits, "at_most": 3}), 0.5)
        self.assertEqual(self.of({**waits, "share": 0.05}, 2.9), 1)
        self.assertEqual(self.of({**waits, "about": 3}), 4.5)
        with self.assertRaises(ValueError):
            self.of({**waits, "place": "fence"})
        self.assertEqual(self.of({**waits, "until": ["start", "gave-up"]}), 4.5)

    def test_number_inside(self):
        number = {"sample": "number"}  # 2 from 1 s, 3 from 2 s, 2 from 4 s, 1 from 8 s
        self.assertEqual(self.of(number), (2 * 1 + 3 * 2 + 2 * 4 + 1 * 3) / 10)
        self.assertEqual(self.of({**number, "is": 3}), 0.2)
        self.assertEqual(self.of({**number, "beyond": "gate"}), 1)  # one after the other
        self.assertEqual(self.of({**number, "at_s": 0.5, "every_s": 3}), (3 + 2 + 1) / 3)


def main():
    suite = unittest.defaultTestLoader.loadTestsFromModule(__import__("self_test"))
    return 0 if unittest.TextTestRunner(verbosity=1).run(suite).wasSuccessful() else 1
