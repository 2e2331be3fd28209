// Which places are named where the time goes: waiting there has a colour of its own, the rest is of one colour.
import { has } from "./format.js";

const most_named = 6;
const least_share = 0.01; // of a class's whole time: waits below that are not looked for

/// Classes that are never cleared, wagons that go round between two loads, wait for days: with others beside them they name no place.
function counted(model) {
  const cleared = new Set(model.scenarios.flatMap((s) => s.classes ?? []).filter((c) => c.cleared?.mean > 0).map((c) => c.id));
  const entries = model.scenarios.flatMap((s) => s.ledger ?? []);
  const some = entries.filter((entry) => cleared.has(entry.class));
  return some.length > 0 ? some : entries;
}

function waits(entry) {
  return (entry.rows ?? []).filter((r) => r.state === "waiting" && has(r.hours) && r.hours.mean > 0);
}

/// The place where each class waits longest in each scenario.
function longest_of_each(entries) {
  return entries.flatMap((entry) => {
    const whole = (entry.rows ?? []).filter((r) => has(r.hours)).reduce((sum, r) => sum + r.hours.mean, 0);
    const [first] = waits(entry).sort((a, b) => b.hours.mean - a.hours.mean);
    return first && first.hours.mean >= least_share * whole ? [first.stage] : [];
  });
}

export function waits_at_bottleneck(scenario) {
  return (scenario.ledger ?? []).some((entry) => waits(entry).some((r) => r.stage === scenario.bottleneck));
}

/// All places where anyone waits: bottlenecks, then where each class waits longest, then the others; each by hours over all scenarios
/// and classes. `first` are so many as must be named.
function ranked(model) {
  const entries = counted(model);
  const hours = new Map();
  for (const entry of entries) for (const r of waits(entry)) hours.set(r.stage, (hours.get(r.stage) ?? 0) + r.hours.mean);
  const by_hours = (stages) => [...new Set(stages)].sort((a, b) => (hours.get(b) ?? 0) - (hours.get(a) ?? 0));
  const bottlenecks = model.scenarios.filter((s) => s.bottleneck && waits_at_bottleneck(s)).map((s) => s.bottleneck);
  const first = new Set([...by_hours(bottlenecks), ...by_hours(longest_of_each(entries))]);
  return { order: [...new Set([...first, ...by_hours(hours.keys())])], first: first.size };
}

const much_longer = 4; // a queue elsewhere: that at the bottleneck, kept short by the room before it, is then not the one that people see

/// Lines over the border before which trains were held outside, those with the longest queue first; paths inland are none of them.
function lines_with_trains_outside(scenario) {
  const crosses = (place) => place.kind === "section" && place.stays.some((s) => ["in", "out"].includes(s.direction));
  const queue = (id) => scenario.stage(id)?.queue;
  return (scenario.day?.places ?? []).filter(crosses).map((p) => p.id).filter((id) => queue(id)?.max?.mean > 0).sort((a, b) => queue(b).mean.mean - queue(a).mean.mean);
}

/// Of the places `ids` that with which the reader begins: of a railway the trains outside, else the bottleneck or where one waits longest; of a road the base's bottleneck, or the stage that
/// queues most there, if much more. Null where there is none.
export function first_queue(model, ids) {
  if (model.rail) {
    const found = [...lines_with_trains_outside(model.base), ...places_by_waiting(model)].find((id) => ids.includes(id));
    if (found) return found;
  }
  const mean = (id) => model.base.stage(id)?.queue?.mean?.mean ?? 0;
  const longest = [...ids].sort((a, b) => mean(b) - mean(a))[0] ?? null;
  const { bottleneck } = model.base;
  return ids.includes(bottleneck) && mean(longest) <= much_longer * mean(bottleneck) ? bottleneck : longest;
}

export function places_by_waiting(model) {
  return ranked(model).order;
}

/// Those that are named; one that would be alone in the rest is named too.
export function named_waits(model) {
  const { order, first } = ranked(model);
  const fits = order.length <= most_named ? most_named : most_named - 1;
  return order.slice(0, Math.max(fits, Math.min(first, most_named)));
}
