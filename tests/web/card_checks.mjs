// What stands in the cards of the scenarios, each figure in the card of whose it is.

export async function check_cards(page, result, check) {
  const { scenarios } = result;
  const ranged = scenarios.filter((s) => s.capacity?.range);
  check("capacity over a range stands in the card of whose it is", (await page.locator(".card .range").count()) === 2 * ranged.length, `${ranged.length}`);
  const gains = (result.comparisons ?? []).filter((c) => c.over_range);
  check("the gain over that range stands in the card of each alternative that has one", (await page.locator(".card .gain-range").count()) === 2 * gains.length, `${gains.length}`);
  for (const [i, end] of ["low", "high"].entries()) {
    const texts = await page.locator(".card .range").evaluateAll((list, at) => list.filter((_, k) => k % 2 === at).map((x) => x.textContent), i);
    check(`the ${end} end of a range is named beside its figure`, texts.every((text, k) => text.startsWith(`${ranged[k].capacity.range[end].at.en}: `)), texts.join("; "));
  }
  const own = scenarios.filter((s) => s.capacity?.own_range);
  const own_texts = await page.locator(".card .own-range").allTextContents();
  check("capacity over the range of its own bottleneck stands in the card of the alternative", own_texts.length === 2 * own.length && own_texts.every((text, k) => text.startsWith(`${own[k >> 1].capacity.own_range[k % 2 === 0 ? "low" : "high"].at.en}: `)), own_texts.join("; "));
  const own_gains = (result.comparisons ?? []).filter((c) => c.over_own_range);
  check("and the gain over it", (await page.locator(".card .own-gain-range").count()) === 2 * own_gains.length, `${own_gains.length}`);
  const changes = (result.comparisons ?? []).flatMap((c) => (c.clearance_changes ?? []).map((id) => scenarios[0].classes.find((x) => x.id === id).title.en));
  const told = await page.locator(".card .clearance-change").allTextContents();
  check("clearance that an alternative changes stands in its card, class by class", told.length === changes.length && told.every((text, i) => text.startsWith(`${changes[i]}: `) && /[+−]/.test(text)), told.join("; "));
  const between = scenarios.filter((s) => ["lowest", "highest"].some((end) => s.capacity?.extremes?.[end].value));
  const said_between = await page.locator(".card .capacity-between").allTextContents();
  check("a card names the values that lead capacity lowest and highest", said_between.every((text) => between.some((s) => ["lowest", "highest"].every((end) => { const { value, title, at } = s.capacity.extremes[end]; return !value || text.includes(`${title.en} at ${at.en}`); }))) && said_between.length <= between.length && (between.length === 0 || said_between.length > 0), said_between.join("; "));
  const presupposed = scenarios.flatMap((s) => (s.levers ?? []).flatMap((l) => (l.presupposes ?? []).map((x) => x.says.en)));
  check("what a measure presupposes stands in its card", (await page.locator(".card .presupposed").allTextContents()).every((text, i) => text.endsWith(presupposed[i])) && (await page.locator(".card .presupposed").count()) === presupposed.length);
  const ways = scenarios.map((s) => s.way_of_differences?.en).filter(Boolean);
  for (const place of [".card", "#compare"]) {
    const said = await page.locator(`${place} .direction`).allTextContents();
    check(`which way round differences are is said in ${place}`, said.join() === ways.join(), said.join("; "));
  }
}
