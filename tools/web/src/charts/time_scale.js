// An axis of times from minutes to days: by ratio, on steps that a clock has. Pure: seconds in, seconds out.

const minute = 60;
const hour = 3600;
const day = 86400;
const steps = [1, 2, 5, 10, 20, 30].concat([1, 2, 5, 10, 20, 30].map((n) => n * minute), [1, 2, 5, 10].map((n) => n * hour), [1, 2, 5, 10, 20, 50, 100, 200, 500].map((n) => n * day));
const apart = 5; // times the shortest: what lies nearer reads better on an even axis

/// Whether bars on an even axis would be slivers beside the longest.
export function is_by_ratio(low, high) {
  return low > 0 && high > apart * low;
}

/// Ends and ticks of an axis that holds `low` to `high`, with `figure` of the `plot`'s pixels beyond them for what stands there.
export function ratio_scale(low, high, plot, figure) {
  const pad = (high / low) ** (figure / Math.max(plot - 2 * figure, figure));
  const [least, most] = [low / pad, high * pad];
  return { min: least, max: most, ticks: steps.filter((s) => s >= least && s <= most) };
}
