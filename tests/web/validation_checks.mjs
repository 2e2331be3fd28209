// What the page shows of validation: a row a case, what it is worth, and its picture.

/// Each case has a band where its tolerance has an end, and what was simulated and observed stand inside its picture.
async function check_bands(page, validation, check) {
  const shown = validation.map((v) => v.simulated?.mean !== null && v.observed > 0);
  const seen = await page.locator("#table-validation tbody tr").evaluateAll((list) => list.map((row) => {
    const svg = row.querySelector("td.mark svg, svg.spark");
    const box = (name) => svg?.querySelector(`.${name}`)?.getBBox() ?? null;
    const middle = (b) => b && b.x + b.width / 2;
    const band = box("band");
    return svg && { width: Number(svg.getAttribute("width")), band: band && [band.x, band.x + band.width], observed: middle(box("observed")), simulated: middle(box("simulated")), texts: [...svg.querySelectorAll("text")].map((x) => x.textContent) };
  }));
  validation.forEach((v, i) => {
    if (!shown[i]) return;
    const { width, band, observed, simulated, texts } = seen[i] ?? {};
    const has_band = v.tolerance_low !== null || v.tolerance_high !== null;
    check(`case ${v.id} shows its band`, has_band ? Boolean(band) && band[1] - band[0] >= 2 && band[0] >= 0 && band[1] <= width : band === null, JSON.stringify(seen[i]));
    check(`case ${v.id} shows what was observed and simulated`, [observed, simulated].every((x) => x > 0 && x < width) && texts?.length === 3, JSON.stringify(seen[i]));
    if (!band) return;
    const inside = simulated >= band[0] && simulated <= band[1];
    const is_at_edge = band.some((edge) => Math.abs(simulated - edge) <= 1); // too near to be told apart in a picture
    if (typeof v.inside === "boolean" && !is_at_edge) check(`case ${v.id} stands as its verdict says`, inside === v.inside, JSON.stringify(seen[i]));
  });
}

/// Tolerances stand in the words that the result has for them, in Chinese without any of the file's.
export async function check_tolerances(page, validation, lang, check) {
  const shown = await page.locator("#table-validation tbody tr td:nth-child(5)").evaluateAll((list) => list.map((cell) => cell.textContent));
  const wrong = shown.filter((text, i) => text !== (validation[i].tolerance_text?.[lang] ?? validation[i].tolerance) || (lang === "zh" && /\.\.|least|most|factor/.test(text)));
  check(`tolerances are told in the words of the language (${lang})`, shown.length === validation.length && wrong.length === 0, `${shown.length} of ${validation.length}; ${wrong.join("; ")}`);
}

export async function check_validation(page, validation, check) {
  check("validation has all rows", (await page.locator("#table-validation tbody tr").count()) === validation.length);
  check("misses are shown", (await page.locator("#table-validation .pill.bad").count()) === validation.filter((v) => v.inside === false && !v.design).length);
  const shown = await page.locator("#table-validation tbody tr").evaluateAll((list) => list.map((row) => row.textContent));
  const kinds = validation.map((v) => (v.design ? "design figure" : v.fitted ? "fitted" : v.dependent ? "not independent" : "test"));
  check("validation says what each case is worth", shown.every((text, i) => text.includes(kinds[i])), kinds.join(", "));
  check("cases of other scenarios say so", shown.every((text, i) => /(of this scenario with|of another scenario)/.test(text) === (validation[i].of_base === false)));
  const grades = await page.locator("#table-validation tbody tr td:last-child").evaluateAll((list) => list.map((cell) => cell.textContent));
  check("validation says how well each figure is known", grades.every((text, i) => text === (validation[i].grade ?? "–")), grades.join(", "));
  const with_levers = validation.map((v) => (v.levers ?? []).map((title) => title.en).join(" + "));
  check("cases with levers of their own name them", shown.every((text, i) => with_levers[i] === "" || text.includes(`with “${with_levers[i]}”`)), with_levers.join("; "));
  await check_bands(page, validation, check);
  const said = await page.locator("#validation .said").textContent();
  const ran = validation.filter((v) => typeof v.inside === "boolean" && !v.design);
  const tests = ran.filter((v) => !v.fitted && !v.dependent && !v.design);
  check("validation counts tests apart", said.includes(`${ran.filter((v) => v.inside).length} of ${ran.length} figures`) && said.includes(`tests: ${tests.length}, ${tests.filter((v) => v.inside).length} inside`), said);
}
