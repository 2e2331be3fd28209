// How long the queue is at its worst moment: what means over weeks, days and hours do not show.
import { t } from "../core/language.js";
import { estimate_text, has } from "../core/format.js";

function longest(model, scenario, stage) {
  const { queue, queue_km } = scenario.stage(stage) ?? {};
  if (!has(queue?.max)) return null;
  const vehicles = estimate_text(queue.max, model.counted_at(stage));
  return has(queue_km?.max) && queue_km.max.mean > 0 ? t("queue.peak.km", { n: vehicles, km: estimate_text(queue_km.max, "km") }) : vehicles;
}

/// The longest queue of each scenario, those with the same one together; empty where none is known.
export function peak_sentence(model, stage) {
  const by_text = new Map();
  for (const scenario of model.scenarios) {
    const text = longest(model, scenario, stage);
    if (text) by_text.set(text, [...(by_text.get(text) ?? []), scenario.name]);
  }
  if (by_text.size === 0) return "";
  const list = by_text.size === 1 ? [...by_text.keys()][0] : [...by_text].map(([text, names]) => t("queue.peak.of", { names: names.join(t("list.and")), n: text })).join(t("list.semicolon"));
  return t("queue.peak", { list });
}
