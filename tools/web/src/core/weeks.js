// A series of days told by the week: a port that is shut one day in seven draws a comb over a year, which shows nothing of the year. Pure.

const week = 7;
const most_days = 120; // up to these every day has room to be seen
const least_rest = 4; // days of a last week of its own; fewer belong to the one before

/// Whether the run is too long to be drawn day by day.
export function is_long(days) {
  return days.length > most_days;
}

/// First and last day of several series, which need not begin or end together.
export function span(series) {
  const days = series.flatMap((of) => [of[0], of.at(-1)]).filter((day) => day).sort();
  return { min: days[0], max: days.at(-1) };
}

/// First and last day of each week, from the first day of the run on: [[0, 6], [7, 13], …].
export function weeks_of(count) {
  const weeks = [];
  for (let first = 0; first < count; first += week) weeks.push([first, Math.min(first + week, count) - 1]);
  const [first, last] = weeks.at(-1) ?? [0, 0];
  if (weeks.length > 1 && last - first + 1 < least_rest) {
    weeks.pop();
    weeks[weeks.length - 1][1] = last;
  }
  return weeks;
}

/// { days, names, mean, low, high }: `days` in the middle of each week, the mean over its days, and that of its lowest and of its highest day.
export function by_weeks(days, means) {
  const weeks = weeks_of(days.length);
  const known = ([first, last]) => means.slice(first, last + 1).filter((v) => typeof v === "number" && Number.isFinite(v));
  const each = (of) => weeks.map(known).map((list) => (list.length ? of(list) : null));
  return {
    days: weeks.map(([first, last]) => days[(first + last) >> 1]),
    names: weeks.map(([first, last]) => `${days[first]} – ${days[last]}`),
    mean: each((list) => list.reduce((a, b) => a + b, 0) / list.length),
    low: each((list) => Math.min(...list)),
    high: each((list) => Math.max(...list)),
  };
}
