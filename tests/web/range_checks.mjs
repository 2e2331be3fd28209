// What the page must show of values at the ends of their ranges: a row, bars and figures for each that moves something.

const least_move = 0.01;

/// Values that move capacity: of an alternative its own, those of the base that were tried with it, and those on which bottlenecks rest.
function values_of({ capacity }) {
  const now = capacity.saturated.tonnes_per_year?.mean;
  const own = [...(capacity.ranges?.values ?? []), ...(capacity.shared_ranges?.values ?? [])];
  const told = [...own, ...(capacity.ranges?.unsure ?? [])].map((v) => v.value);
  const rests = capacity.shared_ranges ? [capacity.range, capacity.own_range].filter((r) => r && !told.includes(r.value)) : [];
  const reach = (r) => {
    const ends = [r.low, r.high].map((end) => end.tonnes_per_year.mean / now - 1);
    return Math.max(0, ...ends) - Math.min(0, ...ends);
  };
  return [...own, ...rests.filter((r, i) => rests.findIndex((x) => x.value === r.value) === i && reach(r) >= least_move)];
}

/// A scenario has a button, or a sentence says why not.
async function check_buttons(page, part, scenarios, shown, check) {
  if (scenarios.length < 2 || shown.length === 0) return;
  const buttons = await page.locator(`#${part} .scenario-button`).allTextContents();
  const without = await page.locator(`#${part} .without`).allTextContents();
  const missing = scenarios.filter((s) => !shown.includes(s));
  check(`${part} has a button for each scenario that has figures`, shown.length < 2 ? true : buttons.length === shown.length && shown.every((s, i) => buttons[i] === s.title.en), buttons.join("; "));
  check(`${part} says of every other that nothing is drawn`, without.length === missing.length && missing.every((s, i) => without[i].includes(`“${s.title.en}”`)), without.join("; "));
}

/// Each value that moves capacity is a row of the table, and each end that was run a bar.
export async function check_ranges(page, scenarios, check) {
  const shown = scenarios.filter((s) => s.capacity && values_of(s).length);
  await check_buttons(page, "part-ranges", scenarios, shown, check);
  for (const [i, scenario] of shown.entries()) {
    if (shown.length > 1) await page.locator("#part-ranges .scenario-button").nth(i).click();
    const values = values_of(scenario);
    const lists = [scenario.capacity.ranges, scenario.capacity.shared_ranges].filter(Boolean);
    const [tried, unsure, untried] = [lists[0].tried, lists.flatMap((x) => x.unsure), lists.flatMap((x) => x.untried)];
    const rows = await page.locator("#table-ranges tbody tr").count();
    check(`ranges of ${scenario.id} have all rows`, rows === values.length, `${rows} of ${values.length}`);
    const said = await page.locator("#part-ranges .said").textContent();
    check(`ranges of ${scenario.id} say how many were tried`, said.includes(String(tried)) && [...untried, ...unsure].every((v) => said.includes(v.title.en)), said);
    const ends = values.slice(0, 20).flatMap((v) => [["#c47f1b", v.low], ["#1d6f94", v.high]]).filter(([, end]) => end.tonnes_per_year);
    const now = scenario.capacity.saturated.tonnes_per_year?.mean;
    const moved = (end) => (end.tonnes_per_year && Math.abs(end.tonnes_per_year.mean - now) >= 0.004 * now ? end.tonnes_per_year.mean - now : null);
    const texts = await page.locator("#chart-ranges svg text").allTextContents();
    const figures_shown = texts.filter((x) => /^[\d.,]+$/.test(x)).map((x) => Number(x.replace(/,/g, "")));
    const missing = ends.map(([, end]) => end).filter((end) => moved(end) && !figures_shown.some((x) => Math.abs(x - end.tonnes_per_year.mean * 1e-6) < Math.max(0.06, end.tonnes_per_year.half_width * 1e-6)));
    check(`ranges of ${scenario.id} have a figure at each end that moves`, missing.length === 0, `${missing.map((x) => x.at.en)} not in ${figures_shown}`);
    const one_sided = values.slice(0, 20).filter((v) => moved(v.low) * moved(v.high) > 0);
    const noted = await page.locator("#ranges .both").allTextContents();
    check(`ranges of ${scenario.id} say why both ends lie on one side`, noted.length === one_sided.length && one_sided.every((v, k) => noted[k].includes(v.title.en) && noted[k].includes(v.low.at.en) && noted[k].includes(v.high.at.en)), noted.join(" | "));
    for (const colour of ["#c47f1b", "#1d6f94"]) {
      const bars = await page.locator(`#chart-ranges svg path[fill="${colour}"]`).count();
      const expected = ends.filter(([c]) => c === colour).length;
      check(`ranges of ${scenario.id} have a bar for each end`, bars >= expected, `${bars} of ${expected}`);
    }
  }
}

/// The same of mean clearance, on either clock; where queues grow nothing is drawn, and that is said.
export async function check_clearance_ranges(page, scenarios, comparisons, check) {
  const clocks = [["physical_clearance_s", "Mean physical clearance"], ["document_clearance_s", "Mean document clearance"]];
  const moved = (ranges) => (ranges?.values ?? []).filter((v) => v.low.mean_s || v.high.mean_s);
  const of_change = (s) => clocks.map(([key]) => (comparisons.find((c) => c.with === s.id)?.clearance_over_ranges?.[key] ?? []).filter((v) => v.low.difference || v.high.difference));
  const shown = scenarios.filter((s) => s.clearance_ranges && (clocks.some(([key]) => moved(s.clearance_ranges[key]).length) || of_change(s).flat().length));
  await check_buttons(page, "part-clearance-ranges", scenarios, shown, check);
  for (const [i, scenario] of shown.entries()) {
    if (shown.length > 1) await page.locator("#part-clearance-ranges .scenario-button").nth(i).click();
    const drawn = clocks.filter(([key]) => moved(scenario.clearance_ranges[key]).length);
    for (const [key, name] of drawn) {
      if (drawn.length + of_change(scenario).filter((x) => x.length).length > 1) await page.locator("#part-clearance-ranges select").selectOption(name);
      const { values, tried } = scenario.clearance_ranges[key];
      check(`${key} ranges of ${scenario.id} have all rows`, (await page.locator("#table-clearance-ranges tbody tr").count()) === values.length);
      const said = await page.locator("#part-clearance-ranges .said").textContent();
      const growing = values.filter((v) => [v.low, v.high].some((end) => end.effect === "grows"));
      check(`${key} ranges of ${scenario.id} say how many were tried, and where queues grow`, said.includes(String(tried)) && growing.every((v) => said.includes(v.title.en)), said);
      const means = values.slice(0, 20).flatMap((v) => [v.low, v.high]).filter((e) => e.mean_s).map((e) => e.mean_s.mean);
      const is_by_ratio = Math.max(...means) > 5.5 * Math.min(...means); // nearer ones hang on the intervals
      const axis = await page.locator("#chart-clearance-ranges svg text").allTextContents();
      if (is_by_ratio) check(`${key} ranges of ${scenario.id}, far apart, are drawn by ratio`, axis.some((x) => x.includes("by ratio")) && axis.filter((x) => /^\d+\u00a0(s|min|h|days)$/.test(x)).length >= 2, axis.join("; "));
      for (const [colour, end] of [["#c47f1b", "low"], ["#1d6f94", "high"]]) {
        const bars = await page.locator(`#chart-clearance-ranges svg path[fill="${colour}"]`).count();
        const expected = values.slice(0, 20).filter((v) => v[end].mean_s).length;
        check(`${key} ranges of ${scenario.id} have a bar for each end`, bars >= expected, `${bars} of ${expected}`);
      }
    }
    await check_change(page, scenario, of_change(scenario), check);
  }
}

/// What an alternative changes over ranges: a row a value and a bar an end, figures with their sign and in one unit.
async function check_change(page, scenario, lists, check) {
  const names = ["Change of mean physical clearance, to base", "Change of mean document clearance, to base"];
  for (const [i, name] of names.entries()) {
    if (lists[i].length === 0) continue;
    const select = page.locator("#part-clearance-ranges select");
    if (await select.count()) await select.selectOption(name);
    const rows = await page.locator("#table-clearance-ranges tbody tr").count();
    check(`${name} of ${scenario.id} has all rows`, rows >= lists[i].length, `${rows} of ${lists[i].length}`);
    const texts = await page.locator("#chart-clearance-ranges svg text").allTextContents();
    check(`${name} of ${scenario.id} is drawn with its unit`, texts.some((x) => /^Change of mean \w+ clearance, to base, (s|min|h)$/.test(x)), texts.join("; "));
    const bars = await page.locator('#chart-clearance-ranges svg path[fill="#c47f1b"]').count();
    check(`${name} of ${scenario.id} has a bar for each end`, bars >= lists[i].slice(0, 20).filter((v) => v.low.difference).length, `${bars}`);
  }
}
