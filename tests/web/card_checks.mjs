// What stands in the cards of the scenarios, each figure in the card of whose it is.

const seconds = { s: 1, min: 60, h: 3600 };

/// Figures with their unit, whatever they are called: { digits, size in seconds, unit }.
function times_in(text) {
  return [...text.matchAll(/(\d[\d,]*(?:\.\d+)?)(?: ± [\d.,?]+)?\u00a0(s|min|h)\b/g)].map(([, digits, unit]) => ({ digits, unit, size: Number(digits.replace(/,/g, "")) * seconds[unit] }));
}

/// The unit is that of the largest; what is less than a tenth of it is in a smaller one. None is cut to nothing, none has more decimals than say something.
function are_of_one_unit(times) {
  if (times.length === 0) return true;
  const largest = Math.max(...times.map((x) => x.size));
  const row = largest >= 5400 * 0.98 && times.some((x) => x.unit === "h") ? "h" : largest >= 90 * 0.98 && times.some((x) => x.unit === "min") ? "min" : "s";
  const fits = (x) => (x.unit === row ? x.size >= 0.095 * seconds[row] || row === "s" : seconds[x.unit] < seconds[row] && x.size < 0.105 * seconds[row]);
  return times.every((x) => fits(x) && (x.digits.split(".")[1] ?? "").length <= 3 && Number(x.digits.replace(/,/g, "")) !== 0);
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
  for (const head of [/^Clearance, (?!mean)/, /^Clearance, mean/, /^Mean clearance/, /^Change of clearance/]) {
    // Quantities of what was computed, not those at whose ends it was.
    const texts = rows.flat().filter((row) => head.test(row.head)).map((row) => row.text.replace(/“[^”]*”( at [\d.,:]+\s\S+)?/g, ""));
    check(`times in the row ${head.source} of the cards are in one unit, in figures that can be read`, are_of_one_unit(texts.flatMap(times_in)), texts.join("; "));
  }
  const grows = (result.comparisons ?? []).flatMap((c) => c.clearance_extremes?.physical_clearance_s?.growing ?? []);
  const base_grows = scenarios[0].clearance_ranges?.physical_clearance_s?.extremes?.growing ?? [];
  const told_to_grow = (await page.locator(".card .grows").allTextContents()).join("; ");
  check("the card names the values at an end of which queues grow", [...grows, ...base_grows].every((x) => told_to_grow.includes(`“${x.en}” queues grow`)), told_to_grow);
  const gains = (result.comparisons ?? []).filter((c) => c.over_range);
  check("the gain over that range stands in the card of each alternative that has one", (await page.locator(".card .gain-range").count()) === 2 * gains.length, `${gains.length}`);
  const own_gains = (result.comparisons ?? []).filter((c) => c.over_own_range);
  check("and the gain over it", (await page.locator(".card .own-gain-range").count()) === 2 * own_gains.length, `${own_gains.length}`);
  const changes = (result.comparisons ?? []).flatMap((c) => (c.clearance_changes ?? []).map((id) => scenarios[0].classes.find((x) => x.id === id).title.en));
  const told = await page.locator(".card .clearance-change").allTextContents();
  check("clearance that an alternative changes stands in its card, class by class", told.length === changes.length && told.every((text, i) => text.startsWith(`${changes[i]}: `) && /[+−]/.test(text)), told.join("; "));
  const presupposed = scenarios.flatMap((s) => (s.levers ?? []).flatMap((x) => (x.presupposes ?? []).map((y) => y.says.en)));
  const said_of_levers = await page.locator(".card .presupposes").allTextContents();
  check("what a measure presupposes stands in its card", said_of_levers.length === presupposed.length && presupposed.every((x, i) => said_of_levers[i].includes(x)), said_of_levers.join("; "));
  const ways = scenarios.map((s) => s.way_of_differences?.en).filter(Boolean);
  for (const place of [".card", "#compare"]) {
    const said = await page.locator(`${place} .direction`).allTextContents();
    check(`which way round differences are is said in ${place}`, said.join() === ways.join(), said.join("; "));
  }
}
