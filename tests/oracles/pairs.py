"""Pairs of a scenario and what is expected of it: read, run, judged. CONTRIBUTING.md says how to write one."""
import csv
import json
import math
import os
import re
import subprocess
import tempfile
import zlib
from fractions import Fraction

import chance
import sampling
from sampling import as_list

HERE = os.path.dirname(os.path.abspath(__file__))
CASES = ("oracles.json", "further.json")  # given; and our own, of the same form
MOST_Z = 4.0
LAST_DIGIT = Fraction(1, 10 ** 13)  # relative; doubles carry 15 to 17 digits, sums of them a little less


class Wrong(Exception):
    """A pair that can't be used, or a program that failed."""


class Row:
    """One compared value: z is None of exact ones, which must agree to the last digit, of bounds, and of what is too
    rare to be seen."""

    def __init__(self, case, what, exact, mean, half_width=None, z=None, agrees=None, how="exact"):
        self.case, self.what, self.exact, self.mean = case, what, exact, mean
        self.half_width, self.z, self.how = half_width, z, how
        self.ok = agrees if z is None else abs(z) <= MOST_Z

    def text(self):
        def number(x):
            return f"{float(x):.7g}" if isinstance(x, (int, float, Fraction)) else str(x)
        simulated = number(self.mean) + (f" ± {self.half_width:.2g}" if self.half_width is not None else "")
        judged = self.how if self.z is None and self.ok else "" if self.z is None else f"{self.z:+.2f}"
        return f"{self.case:<5} {self.what:<38} {number(self.exact):>12} {simulated:>24} {judged:>6}" + (
            "" if self.ok else "  WRONG")


def read_json(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def oracles():
    return {case["id"]: case for file in CASES for case in read_json(os.path.join(HERE, file))["cases"]}


def names():
    """All pairs by name: a case may have several, `Q14`, `Q14-lognormal`."""
    return sorted(f[:-5] for f in os.listdir(HERE) if f.endswith(".json") and f not in CASES)


def read_pair(name):
    """The runs of a pair, each with all its keys."""
    pair = read_json(os.path.join(HERE, name + ".json"))
    runs = []
    for run in pair.pop("runs", [{}]):
        whole = {"scenario": name + ".yaml", "replications": 30, "seed": 1, "options": [], "when": "always", "exit": 0,
                 **pair, **run}
        unknown = set(whole) - {"case", "scenario", "replications", "seed", "options", "when", "exit", "expect", "note"}
        if unknown or "case" not in whole or not whole.get("expect"):
            raise Wrong(f"{name}.json: needs case and expect; unknown keys: {sorted(unknown)}")
        runs.append(whole)
    return runs


def find(results, path):
    """What a path leads to: keys joined by dots; in lists an item by its id, stage or class, or its number."""
    at = results
    for key in path.split("."):
        if isinstance(at, dict) and {"mean", "low", "high"} <= set(at) and key.isdigit():  # of a series
            mean = at["mean"][int(key)]
            return {"mean": mean, "half_width": None if at["high"][int(key)] is None else at["high"][int(key)] - mean,
                    "n": results["replications"]}
        if isinstance(at, list):
            named = [x for x in at if isinstance(x, dict) and key in (x.get("id"), x.get("stage"), x.get("class"))]
            at = named[0] if named else at[int(key)] if key.isdigit() and int(key) < len(at) else None
        else:
            at = at.get(key) if isinstance(at, dict) else None
        if at is None:
            raise Wrong(f"the results have no {path}: nothing at \"{key}\"")
    return at


def exact_value(case, name, item):
    """From oracles.json, `name[2]` being an item of a list; or the item's own, which then names its source, and whose
    name may go on after a colon: `peak: six hours later`."""
    if "value" in item:
        if "source" not in item:
            raise Wrong(f"{case['id']}: {name} has a value of its own, but no source")
        return item["value"]
    match = re.fullmatch(r"([^\[]+)(?:\[(\d+)\])?", name)
    value = case["expected"].get(match[1])
    if value is None:
        raise Wrong(f"{case['id']} has no expected value {name}")
    return value if match[2] is None else value[int(match[2])]


class Kouan:
    """The program, run on one scenario. Draws are named by class and stage, which most scenarios here call alike:
    so every run has a seed of its own, made of the name of its scenario, or its z values would not be independent."""

    def __init__(self, program, run):
        self.program = program
        self.run = run
        self.seed = zlib.crc32(run["scenario"].encode()) * 2 ** 20 + run["seed"]

    def done(self, *options):
        command = [self.program, "run", os.path.join(HERE, self.run["scenario"]), "--format", "json", "--workers", "1",
                   *options, *self.run["options"]]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != self.run["exit"]:
            raise Wrong(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr[-2000:]}")
        return done

    def results(self, *options):
        return json.loads(self.done(*options).stdout)

    def failure(self):
        """What the program says when it can't go on."""
        return self.done("--replications", "1", "--seed", str(self.seed), "--no-capacity").stderr

    def replicated(self, replications, capacity):
        return self.results("--replications", str(replications), "--seed", str(self.seed),
                            *([] if capacity else ["--no-capacity"]))

    def single(self, i, *options):
        """One replication with a seed of its own."""
        return self.results("--replications", "1", "--seed", str(self.seed + i), "--no-capacity", *options)

    def one_by_one(self, replications, items):
        """Of each replication what the items take from its results and its trace."""
        traced = [item for item, _ in items if "sample" in item]
        values = []
        with tempfile.TemporaryDirectory(prefix="kouan-oracles-") as folder:
            path = os.path.join(folder, "trace.csv")
            for i in range(replications):
                results = self.single(i, *(["--trace", path] if traced else []))
                trace = sampling.Trace(path, results["warmup_s"], results["horizon_s"], traced) if traced else None
                values.append([sampling.sample(trace, item, exact) if "sample" in item else sum_of(results, item)
                               for item, exact in items])
        return list(zip(*values))

    def trace(self):
        with tempfile.TemporaryDirectory(prefix="kouan-oracles-") as folder:
            path = os.path.join(folder, "trace.csv")
            self.single(0, "--trace", path)
            with open(path, encoding="utf-8", newline="") as file:
                return list(csv.DictReader(file))


def is_of(row, wanted):
    return all(row[key] in as_list(value) for key, value in wanted.items())


def from_trace(rows, item):
    """What the item takes from the rows that it selects: times [unit_s], or a column; or stretches between two
    events of each entity, in the order of the entities."""
    unit = Fraction(str(item.get("unit_s", 1)))
    wanted = item["trace"]
    if "from" not in wanted:
        chosen = [row for row in rows if is_of(row, wanted)]
        take = item.get("take", "time_s")
        values = [Fraction(row[take]) / unit if take == "time_s" else int(row[take]) if take == "number" else row[take]
                  for row in chosen]
        if item.get("only"):
            if len(values) != 1:
                raise Wrong(f"{wanted} is in {len(values)} rows of the trace, not in one")
            return values[0]
        return values[-1] if item.get("last") else values[:item.get("first", len(values))]
    began, lengths = {}, {}
    for row in rows:
        who = (row["class"], int(row["number"]))
        if is_of(row, wanted["from"]):
            began.setdefault(who, Fraction(row["time_s"]))
        if is_of(row, wanted["to"]) and who in began:
            lengths.setdefault(who, (Fraction(row["time_s"]) - began[who]) / unit)
    values = [lengths[who] for who in sorted(lengths)]
    return {"each": lambda: values, "total": lambda: sum(values), "mean": lambda: sum(values) / len(values),
            "last": lambda: values[-1]}[item.get("take", "each")]()


def agrees(found, exact):
    """To the last digit: rational numbers as written, floating-point ones up to rounding of their last bits."""
    if isinstance(exact, list):
        return isinstance(found, list) and len(found) == len(exact) and all(map(agrees, found, exact))
    if isinstance(exact, (str, bool)) or isinstance(found, str):
        return found == exact
    found, exact = Fraction(found), Fraction(str(exact))
    return abs(found - exact) <= LAST_DIGIT * max(abs(found), abs(exact))


def short(values):
    if not isinstance(values, list):
        return values
    return " ".join(str(v) if isinstance(v, str) else f"{float(v):g}" for v in values[:4]) + (
        f" … {len(values)}" if len(values) > 4 else "")


def judged(case, name, exact, mean, half_width, n):
    se = half_width / chance.student_quantile(0.975, n - 1)
    if se == 0:
        return Row(case, name, exact, mean, 0.0, agrees=agrees(mean, exact))
    return Row(case, name, exact, mean, half_width, z=chance.normal_score((mean - exact) / se, n - 1))


def bounded(case, name, side, exact, mean, half_width, n):
    """An exact bound, which a random value passes by no more than chance would let it."""
    if side not in ("at most", "at least"):
        raise Wrong(f"{case}: {name} is {side}? It can be at most or at least")
    beyond = (mean - exact) * (1 if side == "at most" else -1)
    se = half_width / chance.student_quantile(0.975, n - 1)
    return Row(case, name, exact, mean, half_width, agrees=beyond <= MOST_Z * se, how="holds")


def too_rare(case, name, exact, mean, trials):
    """Of so many trials so few come out that hardly one is seen: the count by its exact probabilities. Trials are taken
    as independent."""
    count = round(mean * trials)
    tails = chance.poisson_tails(count, exact * trials)
    return Row(case, name, exact, mean, agrees=min(tails) >= 1 - chance.NORMAL.cdf(MOST_Z), how="rare")


def weighed(results, paths, item):
    times = [float(Fraction(str(t))) for t in as_list(item.get("times", 1))] * len(paths)
    return sum(t * find(results, path)["mean"] for t, path in zip(times, paths))


def sum_of(results, item):
    """What the paths lead to, each with its factor, `over` the sum of others, and `plus`."""
    value = weighed(results, item["of"], item)
    if "over" in item:
        value /= weighed(results, item["over"], {})
    return value + item.get("plus", 0)


def is_single(item):
    return "sample" in item or isinstance(item.get("of"), list)


def judge_singles(case, name, exact, values):
    """One value a replication."""
    n = len(values)
    mean = math.fsum(values) / n
    se = math.sqrt(math.fsum((v - mean) ** 2 for v in values) / (n - 1) / n)
    return judged(case, name, exact, mean, se * chance.student_quantile(0.975, n - 1), n)


def from_failure(text, item):
    """What the message says in the place of the group; true or false where there is none."""
    match = re.search(item["failure"], text)
    if match is None or not match.groups():
        return match is not None
    return Fraction(match[1]) if re.fullmatch(r"[0-9.]+", match[1]) else match[1]


def judge_item(case, name, item, results):
    exact = exact_value(case, name, item)
    if "failure" in item:
        found = from_failure(results.failure, item)
        return Row(case["id"], name, exact, found, agrees=agrees(found, exact))
    if "trace" in item:
        found = from_trace(results.trace, item)
        return Row(case["id"], name, short(exact), short(found), agrees=agrees(found, exact))
    if is_single(item):
        return judge_singles(case["id"], name, item.get("share", exact), results.singles[name])
    times = float(Fraction(str(item.get("times", 1))))
    found = find(results.replicated, item["of"])
    if not isinstance(found, dict):  # a plain number, such as an analytic load
        return Row(case["id"], name, exact, found * times, agrees=agrees(found * times + item.get("plus", 0), exact))
    mean = found["mean"] * times + item.get("plus", 0)
    if "trials" in item:
        return too_rare(case["id"], name, exact, mean, item["trials"] * found["n"])
    if found["half_width"] is None:
        return Row(case["id"], name, exact, mean, agrees=agrees(mean, exact))
    half_width = found["half_width"] * abs(times)
    if "is" in item:
        return bounded(case["id"], name, item["is"], exact, mean, half_width, found["n"])
    return judged(case["id"], name, exact, mean, half_width, found["n"])


class Results:
    """Runs the program in the ways that the items ask for, each once."""

    def __init__(self, program, case, run, longer):
        # The long set draws anew: what the quick one has shown is not shown again.
        kouan = Kouan(program, run if longer == 1 else {**run, "seed": run["seed"] + 2 ** 19})
        items = run["expect"].values()
        replications = run["replications"] * (longer if run["replications"] > 1 and run["when"] != "long" else 1)
        single = [i["of"] for i in items if isinstance(i.get("of"), str)]
        self.replicated = (kouan.replicated(replications, any(p.startswith("capacity.") for p in single))
                           if single else None)
        singles = {name: item for name, item in run["expect"].items() if is_single(item)}
        exact = [(item, exact_value(case, name, item)) for name, item in singles.items()]
        self.singles = dict(zip(singles, kouan.one_by_one(replications, exact))) if singles else {}
        self.trace = kouan.trace() if any("trace" in i for i in items) else None
        self.failure = kouan.failure() if any("failure" in i for i in items) else None


def judge(name, program, longer=1):
    """Rows of each run of the pair."""
    cases = oracles()
    judged_runs = []
    for run in read_pair(name):
        if run["case"] not in cases:
            raise Wrong(f"{name}.json: {run['case']} is no case of oracles.json or further.json")
        if run["when"] == "long" and longer == 1:
            continue
        results = Results(program, cases[run["case"]], run, longer)
        judged_runs.append([judge_item(cases[run["case"]], what, item, results)
                            for what, item in run["expect"].items()])
    return judged_runs
