"""Values of single replications from their traces, for what the results do not say: distributions of times, and of the
number inside. Each replication gives one value, so an interval over them is Student's."""
import bisect
import math


class Counts:
    """A number that changes at instants; from each on it is the one beside it."""

    def __init__(self):
        self.times, self.numbers = [0.0], [0]

    def change(self, now, by):
        self.times.append(now)
        self.numbers.append(self.numbers[-1] + by)

    def at(self, time):
        return self.numbers[bisect.bisect_right(self.times, time) - 1]

    def stretches(self, begin, end):
        """The instants from the beginning to the end between which the number is the same, and these numbers."""
        first, last = bisect.bisect_right(self.times, begin), bisect.bisect_left(self.times, end)
        return [begin, *self.times[first:last], end], self.numbers[first - 1:last]


class Trace:
    """A trace reduced to what items ask of it. Observed is the time from the warm-up to as long before the end: of
    entities those count that arrive in it, so that nobody's time is cut off who stays no longer than a warm-up."""

    def __init__(self, path, warm_up_s, horizon_s, items):
        self.begin, self.end = warm_up_s, horizon_s - warm_up_s
        self.arrived = {}  # in the observed time: who to when
        self.taken = {(event, item.get("place", "")): [] for item in items if item["sample"] == "times"
                      for event in as_list(item["until"])}  # (event, place) to the times since arriving
        self.inside = Counts()
        # Of each place those who have got a server there and are still in the system.
        self.beyond = {item["beyond"]: Counts() for item in items if "beyond" in item}
        self.passed = {}  # who to the places of these
        with open(path, encoding="utf-8") as file:
            next(file)
            for line in file:
                self.read(*line[:-1].split(","))

    def read(self, time_s, cls, serial, place, event):
        # Each row of millions comes by here: what nobody asks for is not kept.
        if event == "arrive":
            now = float(time_s)
            self.inside.change(now, 1)
            if self.taken and self.begin <= now < self.end:
                self.arrived[cls, serial] = now
            return
        if (event, place) in self.taken and (cls, serial) in self.arrived:
            self.taken[event, place].append(float(time_s) - self.arrived[cls, serial])
        if event == "start":
            if place in self.beyond:
                self.beyond[place].change(float(time_s), 1)
                self.passed.setdefault((cls, serial), []).append(place)
        elif event in ("depart", "turned-away"):
            now = float(time_s)
            self.inside.change(now, -1)
            if self.passed:
                for behind in self.passed.pop((cls, serial), []):
                    self.beyond[behind].change(now, -1)

    def times(self, events, place):
        """From arriving to the event, or to one of several [s], of each entity."""
        found = [time for event in events for time in self.taken[event, place]]
        if len(found) < len(self.arrived):
            raise ValueError("some entities do not come so far within the run: give it a longer warm-up")
        return found


def as_list(x):
    return x if isinstance(x, list) else [x]


def statistic(value, item, exact):
    """What an item asks of one value: is it above or at most a bound, its distance squared, or itself."""
    if "share" in item:  # the exact value is the quantile beyond which this share lies
        return float(value > exact)
    if "above" in item:
        return float(value > item["above"])
    if "at_most" in item:
        return float(value <= item["at_most"])
    if "is" in item:
        return float(value == item["is"])
    return (value - item["about"]) ** 2 if "about" in item else value


def sample(trace, item, exact):
    """One value of one replication."""
    if item["sample"] == "times":
        unit = item.get("unit_s", 1)
        values = [statistic(t / unit, item, exact)
                  for t in trace.times(as_list(item["until"]), item.get("place", ""))]
        return math.fsum(values) / len(values)
    counts = trace.beyond[item["beyond"]] if "beyond" in item else trace.inside
    if "every_s" not in item:
        ends, numbers = counts.stretches(trace.begin, trace.end)
        value = {number: statistic(number, item, exact) for number in set(numbers)}
        return math.fsum((until - since) * value[number]
                         for since, until, number in zip(ends, ends[1:], numbers)) / (trace.end - trace.begin)
    at = item["at_s"]
    while at < trace.begin:
        at += item["every_s"]
    values = []
    while at < trace.end:
        values.append(statistic(counts.at(at), item, exact))
        at += item["every_s"]
    return math.fsum(values) / len(values)
