"""Values of single replications from their traces, for what the results do not say: distributions of times, and of the
number inside. Each replication gives one value, so an interval over them is Student's."""
import math


class Trace:
    """A trace reduced to what is asked of it. Observed is the time from the warm-up to as long before the end: of
    entities those count that arrive in it, so that nobody's time is cut off who stays no longer than a warm-up."""

    def __init__(self, path, warm_up_s, horizon_s):
        self.begin, self.end = warm_up_s, horizon_s - warm_up_s
        self.arrived = {}  # in the observed time
        self.inside = [(0.0, 0)]  # from that instant on, so many
        self.beyond = {}  # place to the same of those who have got a server there and are still in the system
        self.events = {}  # (event, place) to list of (who, when)
        number = 0
        passed = {}  # who to places
        with open(path, encoding="utf-8") as file:
            next(file)
            for line in file:
                time_s, cls, serial, place, event = line[:-1].split(",")
                if event == "arrive":
                    number += 1
                elif event in ("depart", "turned-away"):
                    number -= 1
                elif event not in ("start", "gave-up"):
                    continue
                now = float(time_s)
                if event == "start":
                    self.go_beyond(place, now, 1)
                    passed.setdefault((cls, serial), []).append(place)
                elif event in ("depart", "turned-away"):
                    for behind in passed.pop((cls, serial), []):
                        self.go_beyond(behind, now, -1)
                if event == "arrive" and self.begin <= now < self.end:
                    self.arrived[cls, serial] = now
                elif event != "arrive":
                    self.events.setdefault((event, place), []).append(((cls, serial), now))
                if event in ("arrive", "depart", "turned-away"):
                    self.inside.append((now, number))
        for numbers in [self.inside, *self.beyond.values()]:
            numbers.append((horizon_s, numbers[-1][1]))

    def go_beyond(self, place, now, more):
        numbers = self.beyond.setdefault(place, [(0.0, 0)])
        numbers.append((now, numbers[-1][1] + more))

    def times(self, events, place):
        """From arriving to the event, or to one of several [s], of each entity."""
        found = [now - self.arrived[who] for event in events for who, now in self.events.get((event, place), [])
                 if who in self.arrived]
        if len(found) < len(self.arrived):
            raise ValueError("some entities do not come so far within the run: give it a longer warm-up")
        return found

    def numbers(self, beyond=None):
        """(from, to, number) of the stretches of the observed time on which the number inside is the same, or of those
        who have come beyond a place."""
        counts = self.inside if beyond is None else self.beyond[beyond]
        for (since, number), (until, _) in zip(counts, counts[1:]):
            since, until = max(since, self.begin), min(until, self.end)
            if since < until:
                yield since, until, number


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
        events = item["until"] if isinstance(item["until"], list) else [item["until"]]
        values = [statistic(t / unit, item, exact) for t in trace.times(events, item.get("place", ""))]
        return math.fsum(values) / len(values)
    if "every_s" not in item:
        return math.fsum((until - since) * statistic(number, item, exact)
                         for since, until, number in trace.numbers(item.get("beyond"))) / (trace.end - trace.begin)
    at = item["at_s"]
    while at < trace.begin:
        at += item["every_s"]
    values = []
    for since, until, number in trace.numbers():
        while since <= at < until:
            values.append(statistic(number, item, exact))
            at += item["every_s"]
    return math.fsum(values) / len(values)
