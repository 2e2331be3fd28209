// What stands in the cards of the scenarios, each figure in the card of whose it is.

const seconds = { s: 1, min: 60, h: 3600 };

/// Figures with their unit, whatever they are called: { digits, size in seconds, unit }.
function times_in(text) {
  return [...text.matchAll(/(\d[\d,]*(?:\.\d+)?)(?:\s±\s[\d.,?]+)?\u00a0(s|min|h)\b/g)].map(([, digits, unit]) => ({ digits, unit, size: Number(digits.replace(/,/g, "")) * seconds[unit] }));
}

/// The unit of the largest of these times of the result [s], none smaller than `smallest`: what is two minutes long is told in minutes, two hours in hours.
function unit_of(times, smallest) {
  const largest = Math.max(0, ...times.filter((x) => typeof x === "number").map(Math.abs));
  return largest >= 5400 ? "h" : largest >= 90 || smallest === "min" ? "min" : "s";
}

/// All are in that unit, but for what is less than a tenth of it, which is in a smaller one. None is cut to nothing, none has more decimals than say something.
function are_in(row, times) {
  const fits = (x) => (x.unit === row ? x.size >= 0.095 * seconds[row] || row === "s" : seconds[x.unit] < seconds[row] && x.size < 0.105 * seconds[row]);
  return times.every((x) => fits(x) && (x.digits.split(".")[1] ?? "").length <= 3 && Number(x.digits.replace(/,/g, "")) !== 0);
}

const both_ends = (extremes, key) => [extremes?.lowest, extremes?.highest].map((end) => end?.[key]?.mean);

/// Rows of the cards that tell times: how their heading begins, and the unit in which the result has them told.
function rows_of_times({ scenarios, comparisons }) {
  const of_class = (id) => scenarios.map((s) => s.classes.find((c) => c.id === id)?.physical_clearance_s);
  const clearance = scenarios[0].classes.map((c) => ({ head: `Clearance, ${c.title.en}`, unit: unit_of(of_class(c.id).flatMap((x) => [x?.mean?.mean, x?.p95?.mean]), "min") }));
  const changes = (comparisons ?? []).flatMap((c) => (c.clearance_changes ?? []).map((id) => c.measures.find((m) => m.id === `${id}.physical_clearance_s.mean`)?.difference?.mean * 3600));
  return [
    ...clearance,
    { head: "Mean clearance, lowest and highest", unit: unit_of(both_ends(scenarios[0].clearance_ranges?.physical_clearance_s?.extremes, "mean_s"), "min") },
    { head: "Clearance, mean, against the base", unit: unit_of(changes) },
    { head: "Change of clearance", unit: unit_of((comparisons ?? []).flatMap((c) => both_ends(c.clearance_extremes?.physical_clearance_s, "difference"))) },
  ];
}

export async function check_cards(page, result, check) {
  const { scenarios } = result;
  const extremes = async (name, selector, all) => {
    const texts = await page.locator(selector).allTextContents();
    const shown = all.filter((x) => x && (x.lowest.value || x.highest.value)).flatMap((x) => [x.lowest, x.highest]);
    const is_named = (end, text) => (end.value ? text.includes(`“${end.title.en}” at ${end.at.en}`) : text.includes("as it is"));
    check(`the card names what leads to the lowest and the highest: ${name}`, texts.length === shown.length && shown.every((end, i) => is_named(end, texts[i])), texts.join("; "));
  };
  await extremes("capacity", ".card .extreme", scenarios.map((s) => s.capacity?.extremes));
  await extremes("clearance of the base", ".card .clearance-extreme", [scenarios[0].clearance_ranges?.physical_clearance_s?.extremes]);
  await extremes("what changes in clearance", ".card .change-extreme", (result.comparisons ?? []).map((c) => c.clearance_extremes?.physical_clearance_s));
  const found = [...scenarios.map((s) => s.capacity?.extremes), scenarios[0].clearance_ranges?.physical_clearance_s?.extremes, ...(result.comparisons ?? []).map((c) => c.clearance_extremes?.physical_clearance_s)];
  const without = found.flatMap((x) => x?.without ?? []);
  const told_without = await page.locator(".card .without").allTextContents();
  check("the card names the flows without which it goes beyond", told_without.length === without.length && without.every((end) => told_without.some((text) => text.includes(`“${end.title.en}” at ${end.at.en}`))), told_without.join("; "));
  const rows = await page.locator(".card").evaluateAll((cards) => cards.map((card) => [...card.querySelectorAll("dl > div")].map((row) => ({ head: row.querySelector("dt").textContent, text: row.querySelector("dd").textContent, extremes: row.querySelectorAll(".clearance-extreme").length }))));
  check("what clearance lies between has a heading of its own", rows.flat().every((row) => row.extremes === 0 || /^Mean clearance, lowest and highest/.test(row.head)), rows.flat().filter((row) => row.extremes).map((row) => row.head).join("; "));
  // Quantities of what was computed, not those at whose ends it was.
  const told = rows.flat().map(({ head, text }) => ({ head, times: times_in(text.replace(/“[^”]*”( at [\d.,:]+\s\S+)?/g, "")), text }));
  const of_times = rows_of_times(result);
  for (const { head, unit } of of_times) {
    const wrong = told.filter((row) => row.head.startsWith(head) && !are_in(unit, row.times));
    check(`times in the row ${head} of the cards are in ${unit}, in figures that can be read`, wrong.length === 0, wrong.map((row) => row.text).join("; "));
  }
  const strange = told.filter((row) => /clearance/i.test(row.head) && !of_times.some(({ head }) => row.head.startsWith(head)));
  check("every row of the cards that tells clearance is one of these", strange.length === 0, strange.map((row) => row.head).join("; "));
  const grows = (result.comparisons ?? []).flatMap((c) => c.clearance_extremes?.physical_clearance_s?.growing ?? []);
  const base_grows = scenarios[0].clearance_ranges?.physical_clearance_s?.extremes?.growing ?? [];
  const told_to_grow = (await page.locator(".card .grows").allTextContents()).join("; ");
  check("the card names the values at an end of which queues grow", [...grows, ...base_grows].every((x) => told_to_grow.includes(`“${x.en}” queues grow`)), told_to_grow);
  const gains = (result.comparisons ?? []).filter((c) => c.over_range);
  check("the gain over that range stands in the card of each alternative that has one", (await page.locator(".card .gain-range").count()) === 2 * gains.length, `${gains.length}`);
  const own_gains = (result.comparisons ?? []).filter((c) => c.over_own_range);
  check("and the gain over it", (await page.locator(".card .own-gain-range").count()) === 2 * own_gains.length, `${own_gains.length}`);
  const changes = (result.comparisons ?? []).flatMap((c) => (c.clearance_changes ?? []).map((id) => scenarios[0].classes.find((x) => x.id === id).title.en));
  const changes_told = await page.locator(".card .clearance-change").allTextContents();
  check("clearance that an alternative changes stands in its card, class by class", changes_told.length === changes.length && changes_told.every((text, i) => text.startsWith(`${changes[i]}: `) && /[+−]/.test(text)), changes_told.join("; "));
  const presupposed = scenarios.flatMap((s) => (s.levers ?? []).flatMap((x) => (x.presupposes ?? []).map((y) => y.says.en)));
  const said_of_levers = await page.locator(".card .presupposes").allTextContents();
  check("what a measure presupposes stands in its card", said_of_levers.length === presupposed.length && presupposed.every((x, i) => said_of_levers[i].includes(x)), said_of_levers.join("; "));
  const ways = scenarios.map((s) => s.way_of_differences?.en).filter(Boolean);
  for (const place of [".card", "#compare"]) {
    const said = await page.locator(`${place} .direction`).allTextContents();
    check(`which way round differences are is said in ${place}`, said.join() === ways.join(), said.join("; "));
  }
}
