// What a planner is told of assumptions beside the figures that rest on them, and of what is not known.

/// Beside the bottleneck stands under which assumptions it would be elsewhere.
async function check_over_ranges(page, scenarios, lang, check) {
  const said = (await page.locator("#bottleneck .over-ranges").allTextContents()).join(" ");
  const says = scenarios[0].capacity?.bottleneck?.over_ranges?.says;
  if (says) check(`where the bottleneck would be elsewhere is said beside it (${lang})`, said === says[lang], said);
}

/// Each lever says what it costs, or that this is not known.
async function check_costs(page, scenarios, lang, check) {
  const levers = scenarios.flatMap((s) => s.levers ?? []);
  const facts = await page.locator(".lever .facts").allTextContents();
  check(`every lever tells of its cost (${lang})`, facts.length === levers.length, `${facts.length} of ${levers.length}`);
  levers.forEach((lever, i) => {
    const expected = lever.cost ? lever.cost[lang] : { en: "Cost unknown", zh: "费用未知" }[lang];
    check(`${lever.id} says what it costs, or that nobody knows (${lang})`, facts[i].includes(expected), facts[i]);
  });
}

/// The list of assumptions counts what the base has apart from what alternatives bring.
async function check_counts(page, scenarios, lang, check) {
  const key = (a) => `${a.path}|${a.value}|${a.range}`;
  const assumed = (s) => (s.assumptions ?? []).filter((a) => a.grade === "assumed").map(key);
  const base = new Set(assumed(scenarios[0]));
  const all = new Set(scenarios.flatMap(assumed));
  if (all.size === 0) return;
  const head = await page.locator("#assumptions summary").first().textContent();
  const numbers = (head.match(/\d+/g) ?? []).map(Number);
  const expected = all.size > base.size ? [all.size, base.size, all.size - base.size] : [all.size];
  check(`the list of assumptions says how many are of the base (${lang})`, String(numbers) === String(expected), head);
}

/// A port through which vehicles go and from which they come home is drawn as wide as the page and no longer than that.
async function check_shape(page, scenarios, lang, check) {
  if (scenarios[0].day || scenarios[0].sides?.length !== 2 || scenarios[0].graph?.nodes?.length < 20) return;
  const box = await page.locator("#chart-process").boundingBox();
  if (box.width >= 960) check(`the process fits a slide (${lang})`, box.height <= 1.1 * box.width, `${box.width} x ${box.height}`);
}

export async function check_assumptions(page, scenarios, lang, check) {
  for (const one of [check_over_ranges, check_costs, check_counts, check_shape]) await one(page, scenarios, lang, check);
}
