// What the page must draw of a rail port's day and of throughput by direction, counted mark by mark.
import { class_colours } from "../../tools/web/src/core/theme.js";

const titles = (list, id, lang) => list.find((x) => x.id === id)?.title?.[lang] ?? id;
const of_kind = (scenario, kind) => (scenario.day?.places ?? []).filter((p) => p.kind === kind);

/// Marks of a picture of the day: bars and legend's squares by fill, passages by their stroke.
function marks(box, colours) {
  const all = [...box.querySelectorAll("svg path, svg rect, svg line, svg polyline")];
  const visible = (x) => x.getAttribute("stroke-opacity") !== "0" && x.getAttribute("opacity") !== "0";
  return {
    filled: all.filter((x) => colours.includes(x.getAttribute("fill"))).length,
    drawn: all.filter((x) => visible(x) && colours.includes(x.getAttribute("stroke")) && Number(x.getAttribute("stroke-width")) > 1).length,
    texts: [...box.querySelectorAll("svg text")].map((x) => x.textContent).join(" | "),
  };
}

async function check_yards(page, scenario, lang, check) {
  const yards = of_kind(scenario, "yard");
  if (yards.length === 0) return;
  if ((await page.locator("#figure-day-yards select").count()) > 0) await page.locator("#figure-day-yards select").selectOption("all:");
  const seen = await page.locator("#chart-day-yards").evaluate(marks, class_colours);
  const stays = yards.flatMap((y) => y.stays);
  const classes = [...new Set(stays.map((x) => x.class))];
  check(`a bar a stay (${lang})`, seen.filled === stays.length + classes.length, `${seen.filled} marks of ${stays.length} stays and ${classes.length} classes`);
  for (const id of classes) check(`class ${id} is in the legend of the yards (${lang})`, seen.texts.includes(titles(scenario.classes, id, lang)), seen.texts.slice(0, 200));
  const label = await page.locator("#chart-day-yards").getAttribute("aria-label");
  // The caption promises the numbers of the stays where some are drawn, and only there.
  const has_numbers = await page.locator("#chart-day-yards svg text").evaluateAll((list) => list.some((x) => x.getAttribute("fill") === "#ffffff" && /^\d+$/.test(x.textContent)));
  const caption = await page.locator("#figure-day-yards > .sub").textContent();
  check(`the caption of the yards says what is shown (${lang})`, (lang === "zh" ? caption.includes("编号") : caption.includes("its number inside")) === has_numbers && caption.length > 20, `${caption} ${has_numbers}`);
  for (const yard of yards) check(`yard ${yard.id} is in the description (${lang})`, label.includes(yard.title[lang]) && label.includes(String(yard.tracks)), label);
}

async function check_sections(page, scenario, lang, check) {
  for (const section of of_kind(scenario, "section").filter((p) => p.stays.length > 0)) {
    const seen = await page.locator(`#chart-day-${section.id}`).evaluate(marks, class_colours);
    check(`a line a passage of ${section.id} (${lang})`, seen.drawn === section.stays.length, `${seen.drawn} of ${section.stays.length}`);
    for (const id of new Set(section.stays.map((x) => x.class))) check(`class ${id} is in the legend of ${section.id} (${lang})`, seen.texts.includes(titles(scenario.classes, id, lang)));
    if (section.stays.some((x) => x.direction === "in")) check(`${section.id} says which way is in (${lang})`, seen.texts.includes(lang === "zh" ? "↑ 入境" : "↑ inbound"), seen.texts);
    const trains_wait = scenario.series?.queue_by_day?.some((x) => x.stage === section.id);
    if (trains_wait) check(`the queue before ${section.id} can be chosen (${lang})`, (await page.locator(`#figure-queue-year option[value="${section.id}"]`).count()) === 1);
  }
}

/// Pointing at a bar says who it is and from when to when.
async function check_tooltip(page, scenario, lang, check) {
  const yard = of_kind(scenario, "yard").find((y) => y.stays.length > 0);
  if (!yard) return;
  const longest = [...yard.stays].sort((a, b) => b.to_h - b.from_h - (a.to_h - a.from_h))[0];
  const bars = page.locator("#chart-day-yards svg path").filter({ visible: true });
  const widths = await bars.evaluateAll((list, colours) => list.map((x) => (colours.includes(x.getAttribute("fill")) ? x.getBoundingClientRect().width : 0)), class_colours);
  await bars.nth(widths.indexOf(Math.max(...widths))).hover({ force: true });
  const said = (await page.locator("#chart-day-yards .tip").first().textContent().catch(() => "")) ?? "";
  check(`a bar says whose it is and its times (${lang})`, said.includes(String(longest.number)) && /\d\d:\d\d – \d\d:\d\d/.test(said), said);
}

/// Both ends of a section across the border have names; its occupation and what trains wait for before it are told.
async function check_lines(page, scenario, lang, check) {
  const sections = of_kind(scenario, "section");
  const found = sections.filter((p) => p.occupation);
  check(`occupation of every section that has one (${lang})`, (await page.locator(`[id="table-occupation-${scenario.id ?? "base"}"] tbody tr`).count()) === found.length);
  for (const section of sections.filter((p) => p.stays.some((x) => x.direction === "in") && scenario.sides.length === 2)) {
    const texts = (await page.locator(`#chart-day-${section.id} svg text`).allTextContents()).join("").replace(/\s/g, "");
    for (const side of scenario.sides) check(`${section.id} names ${side.id} at its end (${lang})`, texts.includes(side.title[lang].replace(/\s/g, "")), texts);
  }
  for (const section of sections.filter((p) => p.length_km)) {
    const texts = await page.locator(`#chart-day-${section.id} svg text`).allTextContents();
    const km = lang === "zh" ? "公里" : "km";
    const ends = ["0", Number.isInteger(section.length_km) ? String(section.length_km) : section.length_km.toFixed(1)];
    const step = [0.5, 1, 2, 5, 10].find((x) => section.length_km / x <= 5) ?? 0;
    const between = step >= 1 ? Array.from({ length: 5 }, (_, i) => (i + 1) * step).filter((x) => x < section.length_km - 0.6 * step).map(String) : [];
    const missing = [...ends.map((x) => `${x} ${km}`), ...between].filter((x) => !texts.some((y) => y.trim() === x));
    check(`${section.id} has its kilometres at its ends and the round ones between (${lang})`, missing.length === 0, `${missing.join()} not in ${texts.join("|")}`);
  }
  const parts = found.find((p) => p.occupation.hours?.length)?.occupation.hours ?? [];
  const cells = await page.locator(`[id="table-occupation-hours-${scenario.id ?? "base"}"] td.number`).evaluateAll((list) => list.map((x) => Number(x.dataset.value)));
  check(`occupation by hours of the day is told (${lang})`, cells.length === (parts.length ? 2 * parts.length * found.length : 0) && (parts.length === 0 || cells[0] === found[0].occupation.hours[0].mean), cells.join());
  const trains = new Set(scenario.classes.filter((c) => c.counted_in === "trains").map((c) => c.id));
  const lines = new Set(sections.map((p) => p.id));
  const held = scenario.ledger.filter((l) => trains.has(l.class)).flatMap((l) => l.rows).filter((r) => r.state === "waiting" && r.hours.mean > 0 && (lines.has(r.stage) || r.lacking?.length));
  const told = page.locator(`[id="table-held-${scenario.id ?? "base"}"]`);
  const counts_trains = (scenario.throughput ?? []).some((row) => row.unit === "trains");
  if (counts_trains) check(`what counts as trains is called so (${lang})`, trains.size > 0, [...trains].join());
  check(`what trains are held for is told where they are (${lang})`, (await told.count()) === (held.length > 0 ? 1 : 0), `${held.length}`);
  if (held.length === 0) return;
  check(`a row a wait of trains (${lang})`, (await told.locator("tbody tr").count()) === held.length, `${held.length}`);
  const most = await told.locator("td.at-most").allTextContents();
  const bounds = held.filter((r) => lines.has(r.stage)).map((r) => r.hours.mean - Math.max(0, ...(r.lacking ?? []).map((lack) => lack.hours.mean)));
  const said = (text, hours) => text.startsWith(lang === "zh" ? "至多 " : "at most ") && Math.abs(Number(/[\d.]+/.exec(text)?.[0]) - hours) <= 0.01 * hours + 1e-3;
  check(`waits for a path are told as bounds (${lang})`, most.length === bounds.length && most.every((text, i) => said(text, bounds[i])), `${most.join("; ")} for ${bounds.join("; ")}`);
}

/// Dwell by stage has the colours of the picture above it.
async function check_dwell(page, lang, check) {
  const seen = await page.evaluate(() => {
    const fills = (box) => [...new Set([...box.querySelectorAll("svg path[fill]")].filter((x) => Math.abs(x.getBoundingClientRect().height - 16) < 1).map((x) => x.getAttribute("fill")).filter((x) => x !== "none"))];
    const hex = (x) => `#${x.match(/\d+/g).map((n) => Number(n).toString(16).padStart(2, "0")).join("")}`;
    const box = document.getElementById("chart-dwell");
    return { dwell: box && fills(box), key: [...document.querySelectorAll("#ledger .key li i")].map((x) => hex(getComputedStyle(x).backgroundColor)) };
  });
  check(`dwell by stage is drawn in the ledger's colours (${lang})`, seen.dwell?.length > 0 && seen.dwell.every((x) => seen.key.includes(x)), JSON.stringify(seen));
}

/// Pictures of the day of the first scenario that has one, the table by direction, and no heading of either without data.
export async function check_rail(page, scenarios, lang, check) {
  const with_day = scenarios.filter((s) => (s.day?.places ?? []).some((p) => p.stays.length > 0));
  check(`a day is shown where there is one (${lang})`, (await page.locator("#day").count()) === (with_day.length > 0 ? 1 : 0));
  if (with_day.length > 0 && (await page.locator("#day").count()) === 1) {
    await check_yards(page, with_day[0], lang, check);
    await check_sections(page, with_day[0], lang, check);
    await check_lines(page, with_day[0], lang, check);
    if (scenarios[0] === with_day[0]) await check_dwell(page, lang, check);
    if (of_kind(with_day[0], "yard").length === 1) await check_tooltip(page, with_day[0], lang, check);
  }
  const keys = new Set(scenarios.flatMap((s) => (s.throughput ?? []).map((r) => `${r.direction} ${r.unit}`)));
  check(`throughput by direction is shown where it is told (${lang})`, (await page.locator("#throughput").count()) === (keys.size > 0 ? 1 : 0));
  if (keys.size > 0) check(`a row a direction and unit (${lang})`, (await page.locator("#table-throughput tbody tr").count()) === keys.size);
}
