// Reads an HTML report as a person would: node report_test.mjs REPORT.html
// Both languages, wide and narrow; charts drawn, figures those of the result, no complaint, no request.
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { at_width, in_language, open_browser } from "./browser.mjs";
import { capacity_figures, charts, collisions, figures, layout, names_crossed, names_over_border, reach_of_ranges, slider, wide_tables } from "./look.mjs";
import { check_assumptions } from "./assumption_checks.mjs";
import { check_cards } from "./card_checks.mjs";
import { check_rail } from "./rail_checks.mjs";
import { check_clearance_ranges, check_ranges } from "./range_checks.mjs";
import { check_saved_tables } from "./saved_tables_checks.mjs";
import { check_saved_pictures } from "./saved_pictures_checks.mjs";
import { check_tolerances, check_validation } from "./validation_checks.mjs";
import { check_change_of_language, check_use } from "./use_checks.mjs";

const path = process.argv[2];
if (!path) {
  console.error("usage: node report_test.mjs REPORT.html");
  process.exit(2);
}
const html = readFileSync(path, "utf8");
const result = JSON.parse(/<script type="application\/json" id="kouan-data">(.*?)<\/script>/s.exec(html)[1]);
const scenarios = result.scenarios ?? [result];

let passed = 0;
let failed = 0;
function check(what, holds, detail = "") {
  if (holds) ++passed;
  else {
    ++failed;
    console.log(`FAILED: ${what}${detail ? `: ${detail}` : ""}`);
  }
}

// What the page's units make of a number, said again here so that an error there shows.
const factors = {
  "t/yr": { en: 1e-6, zh: 1e-4 }, "t/d": { en: 1e-3, zh: 1e-4 }, "Mt/yr": { en: 1, zh: 100 }, Mt: { en: 1, zh: 100 }, "kt/d": { en: 1, zh: 0.1 }, kt: { en: 1, zh: 0.1 },
  "h>min": { en: 60, zh: 60 }, "s>h": { en: 1 / 3600, zh: 1 / 3600 }, "s>min": { en: 1 / 60, zh: 1 / 60 }, ratio: { en: 100, zh: 100 }, 1: { en: 100, zh: 100 },
};

/// An unknown half-width is written as unknown, a known one to its last digit.
function half_is_right(half, text, factor, mean_text) {
  if (text === null && (mean_text.startsWith("<") || (mean_text === "0" && half === "0"))) return true; // nothing, or next to it, needs no interval
  if (half === null || half === "undefined") return text === null;
  if (half === "null") return text === "?";
  const seen = Math.abs(Number(half) * factor);
  const decimals = (text?.split(".")[1] ?? "").length;
  const last = 10 ** -decimals; // what is too narrow to write is one of the last decimal
  if (seen > 0 && seen < last && Math.abs(Number(text) - last) < last / 2) return true;
  return text !== null && Math.abs(Number(text.replace(/,/g, "")) - seen) <= 0.5001 * 10 ** -decimals;
}

function check_figures(list, lang) {
  const wrong = [];
  for (const { where, text, value, half, half_text, unit } of list) {
    const factor = unit === null ? null : factors[unit]?.[lang] ?? 1;
    if (factor === null) continue;
    if (text.startsWith("<")) {
      const below = Number(text.slice(1));
      if (!(below === 0.01 && value * factor > 0 && value * factor < below)) wrong.push(`${where}: "${text}" for ${value} ${unit}`);
    }
    const written = text.startsWith("<") ? value * factor : Number(text.replace(/,/g, "").replace(/[≥~]/, "").replace("−", "-").replace("+", ""));
    const decimals = (text.split(".")[1] ?? "").length;
    if (/^table-(stages-|states-|cpmm-|clearance$)/.test(where) && (decimals > 2 || (half_text === null && /^0\.0+$/.test(text)))) wrong.push(`${where}: "${text}" has digits that say nothing`);
    if (!(Math.abs(written - value * factor) <= 0.5001 * 10 ** -decimals)) wrong.push(`${where}: "${text}" for ${value} ${unit}`);
    if (!half_is_right(half, half_text, factor, text)) wrong.push(`${where}: "± ${half_text}" for ${half} ${unit}`);
  }
  check(`figures are those of the result (${lang}, ${list.length} cells)`, list.length > 0 && wrong.length === 0, wrong.slice(0, 5).join("; "));
}

function check_charts(list, lang) {
  check(`there are charts (${lang})`, list.length > 0);
  for (const chart of list) {
    check(`chart ${chart.id} drew (${lang})`, chart.marks >= 4 && chart.long_paths >= 1 && chart.texts.length >= 2, JSON.stringify(chart).slice(0, 200));
    check(`chart ${chart.id} has sound geometry (${lang})`, chart.broken === 0, `${chart.broken} broken elements`);
    check(`chart ${chart.id} fills its box (${lang})`, Math.abs(chart.width - chart.room) <= 1);
    check(`chart ${chart.id} is described (${lang})`, chart.label.length > 10);
    if (lang === "zh") check(`chart ${chart.id} speaks Chinese`, /[\u4e00-\u9fff]/.test(chart.texts.join("") + chart.label));
    else check(`chart ${chart.id} speaks English`, /[A-Za-z]/.test(chart.texts.join("")) && !/环节|排队|小时|通过/.test(chart.texts.join("")));
  }
}

/// In a narrow window the rows of tables that are read row by row are lists, each cell beside its heading.
async function check_narrow(page) {
  const folded = await page.locator("#compare details, #validation details, #stages details, #sources details").evaluateAll((list) => list.map((x) => [x.open, x.querySelector("summary").textContent]));
  check("long tables are folded in a narrow window, their headings say how long", folded.every(([open, text]) => !open && /\(\d+\)$/.test(text)), folded.map((x) => x.join(" ")).join("; "));
  const reach = await page.evaluate(reach_of_ranges);
  check("the bars of what capacity rests on have room in a narrow window", reach === null || reach >= 0.4, `${reach}`);
  for (const id of ["compare", "validation", "assumptions"]) {
    const rows = page.locator(`#${id} table.stacks tbody tr`);
    if (!(await rows.count())) continue;
    await page.evaluate((section) => document.querySelectorAll(`#${section} details`).forEach((d) => d.setAttribute("open", "")), id);
    const seen = await rows.first().evaluate((row) => {
      const box = row.closest(".scroll");
      const heads = [...row.closest("table").tHead.rows[0].cells].map((x) => x.textContent);
      const cells = [...row.cells];
      return {
        fits: box.scrollWidth <= box.clientWidth,
        below: cells.every((cell, i) => i === 0 || cell.getBoundingClientRect().top >= cells[i - 1].getBoundingClientRect().bottom - 1),
        named: cells.slice(1).every((cell, i) => getComputedStyle(cell, "::before").content === JSON.stringify(heads[i + 1])),
      };
    });
    check(`the rows of ${id} are lists in a narrow window`, seen.fits && seen.below && seen.named, JSON.stringify(seen));
  }
}

/// The figures stand at their bars, and of the bounds those in the mix carried are drawn where the result has them.
async function check_capacity(page, lang, width) {
  const seen = await page.evaluate(capacity_figures);
  const shown = scenarios.filter((s) => s.capacity?.saturated?.tonnes_per_year?.half_width);
  check(`figures of capacity stand at their bars (${lang}, ${width})`, seen.all >= shown.length && seen.astray.length === 0, `${seen.all} of ${shown.length}; ${seen.astray.join(", ")}`);
  if (shown.length === 0) return;
  const texts = await page.locator("#chart-capacity svg text").allTextContents();
  const in_mix = scenarios.some((s) => s.capacity?.bound?.cleared_mix_tonnes_per_year);
  const [mix, sustained] = lang === "zh" ? ["按实际放行构成的解析上界", "解析上界（可持续）"] : ["Analytic bound in the mix carried", "Analytic bound, sustained"];
  check(`the bound that is drawn is named (${lang}, ${width})`, texts.includes(mix) === in_mix && texts.includes(sustained) === !in_mix, texts.slice(-8).join(" | "));
}

/// Where the time goes names the bottleneck of each scenario, and waiting there where anybody waits.
async function check_ledger(page, lang, width) {
  const key = await page.locator("#ledger .key li").allTextContents();
  const said = (await page.locator("#ledger > .said").allTextContents()).join("");
  for (const scenario of scenarios) {
    const id = scenario.capacity?.bottleneck?.stage;
    if (!id || !scenario.ledger?.length) continue;
    const title = scenario.stages.find((x) => x.id === id).title[lang];
    check(`the bottleneck of ${scenario.id} is said where the time goes (${lang}, ${width})`, said.includes(title), said);
    const waits = scenario.ledger.some((entry) => entry.rows.some((r) => r.state === "waiting" && r.stage === id && r.hours.mean > 0));
    const name = lang === "zh" ? `等待：${title}` : `Waiting: ${title}`;
    if (waits) check(`waiting at the bottleneck of ${scenario.id} has a colour (${lang}, ${width})`, key.includes(name), key.join("; "));
  }
}

// A road port of that size is drawn there and back, with room for all names.
const goes_there_and_back = !scenarios[0].day && scenarios[0].sides?.length === 2 && scenarios[0].graph?.nodes?.length >= 20;

/// Names of the process, which its ways are not to run through.
async function check_names(page, lang, width) {
  const names = await page.evaluate(names_crossed);
  const most = width < 720 || goes_there_and_back ? 0 : 0.3; // in a list none
  check(`edges run through few names of the process (${lang}, ${width})`, names.crossed.length <= most * names.all, `${names.crossed.length} of ${names.all}: ${names.crossed.join(", ")}`);
  check(`names that an edge runs through stand on a ground of their own (${lang}, ${width})`, names.bare.length === 0, names.bare.join(", "));
  const over = await page.evaluate(names_over_border);
  check(`names of the process stay on their side of the border (${lang}, ${width})`, over.length === 0, over.join(", "));
}

/// Where closed fleets alone come has a dotted outline in the picture of the process, the bottleneck a ring: the key says both, where there are such.
async function check_process_key(page, lang) {
  const [first] = scenarios;
  const key = await page.locator("#figure-process .key .mark").allTextContents();
  const outlines = await page.locator("#figure-process .key .mark i").evaluateAll((list) => list.map((x) => getComputedStyle(x).borderTopStyle));
  const is_shown = (id) => first.graph?.nodes?.some((n) => (n.stage ?? n.of ?? n.id) === id);
  const fleets = first.stages.some((g) => g.offered_load === null && g.utilisation?.mean != null && g.id !== first.capacity?.bottleneck?.stage && is_shown(g.id));
  const says = (words) => key.some((text) => text.includes(words[lang]));
  check(`the key of the process tells of closed fleets where there are (${lang})`, says({ en: "closed fleets", zh: "循环车队" }) === fleets && outlines.includes("dotted") === fleets, `${key.join("; ")}: ${outlines.join(", ")}`);
  const { stage = null, kind = null } = first.capacity?.bottleneck ?? {};
  const is_drawn = kind !== "queue" && first.graph?.nodes?.some((n) => [n.stage, n.of, n.id].includes(stage));
  if (stage && is_drawn) check(`the key of the process tells of the bottleneck (${lang})`, says({ en: "bottleneck", zh: "瓶颈" }), key.join("; "));
}

/// What a width may spoil.
async function check_between(page, lang, width) {
  const seen = await page.evaluate(layout);
  check(`language ${lang} at ${width}`, seen.lang.startsWith(lang), seen.lang);
  check(`no sideways scroll (${lang}, ${width})`, seen.scroll <= seen.window, `${seen.scroll} > ${seen.window}`);
  check_charts(await page.evaluate(charts), lang);
  const covered = await page.evaluate(collisions);
  check(`no text covers another (${lang}, ${width})`, covered.length === 0, covered.slice(0, 6).join("; "));
  await check_names(page, lang, width);
  await check_process_key(page, lang);
  await check_wide(page, lang, width);
}

async function check_view(page, lang, width) {
  await check_between(page, lang, width);
  await check_capacity(page, lang, width);
  await check_ledger(page, lang, width);
  await check_peak(page, lang, width);
  const zoom = await page.evaluate(slider);
  if (zoom) check(`the slider stands apart (${lang}, ${width})`, zoom.found && zoom.covered.length === 0, zoom.covered.join(", "));
  check_figures(await page.evaluate(figures), lang);
}

/// In a window for tables they fit; where they do not, words say that they go on.
async function check_wide(page, lang, width) {
  const { wide, stacked } = await page.evaluate(wide_tables);
  const wrong = wide.filter((x) => !x.told || width >= 1280);
  check(`no table is cut (${lang}, ${width})`, wrong.length === 0, wrong.map((x) => x.id).join(", "));
  check(`no heading stands one character a line (${lang}, ${width})`, stacked.length === 0, stacked.join("; "));
}

/// Names end where figures begin.
async function check_peak(page, lang, width) {
  const said = (await page.locator("#figure-queue-year .peak").allTextContents()).join(" ");
  const joined = scenarios.map((s) => s.title[lang]).filter((name) => said.split(name).slice(1).some((rest) => /^\d/.test(rest)));
  check(`names and the longest queue stand apart (${lang}, ${width})`, joined.length === 0, said);
}

/// Sections that a result may leave empty: what it does not hold can't be drawn.
function may_be_empty(section) {
  return {
    sources: (result.sources ?? []).length === 0, validation: (result.validation ?? []).length === 0, compare: (result.comparisons ?? []).length === 0,
    assumptions: scenarios.every((s) => (s.assumptions ?? []).length === 0), capacity: scenarios.every((s) => !s.capacity), bottleneck: scenarios.every((s) => !s.capacity?.bottleneck),
  }[section] ?? false;
}

const bar_colours = ["#66727f", "#1d6f94", "#c47f1b", "#7a4b8f", "#3d8061", "#b1513f", "#4c5fa8", "#8b7a2e"]; // of scenarios

/// One bar is the bottleneck's, and a stage and the room to wait at it have names of their own.
async function check_gains(page, scenario) {
  const { stage, rivals, rival_kinds, gains } = scenario.capacity.bottleneck;
  const title = (id) => scenario.stages.find((s) => s.id === id).title.en;
  const texts = await page.locator("#chart-bottleneck svg text").allTextContents();
  const bold = await page.locator("#chart-bottleneck svg text").evaluateAll((list) => list.filter((x) => /600/.test(x.getAttribute("style") ?? "") || x.getAttribute("font-weight") === "600").length);
  const full = await page.locator("#chart-bottleneck svg path").evaluateAll((list, colours) => list.filter((x) => colours.includes(x.getAttribute("fill")) && Number(x.getAttribute("fill-opacity") ?? x.getAttribute("opacity") ?? 1) === 1).length, bar_colours);
  check(`one bar of ${scenario.id} is the bottleneck's`, full === 1 && bold === 1, `${full} bars, ${bold} figures`);
  const rooms = gains.filter((g) => g.kind === "queue");
  const nothing = await page.locator("#bottleneck .nothing").textContent();
  const capacity = scenario.capacity.saturated?.tonnes_per_year?.mean ?? 0;
  const of_bottleneck = (g) => g.stage === stage && g.kind === scenario.capacity.bottleneck.kind;
  const without = gains.filter((g) => g.tonnes_per_year?.half_width === 0 && g.tonnes_per_year.mean === 0 && capacity > 0 && !of_bottleneck(g));
  const rows = gains.length + (scenario.capacity.bottleneck.pairs ?? []).length + (scenario.capacity.bottleneck.longer_hours ?? []).length;
  if (without.length < rows) for (const g of without) check(`${g.stage}, where more changes nothing, is told in words in ${scenario.id}`, nothing.includes(title(g.stage)), nothing);
  const names = `${texts.join(" ")} ${nothing}`.replace(/\s+/g, " ");
  for (const g of rooms) check(`the room to wait at ${g.stage} is named in ${scenario.id}`, names.includes(`the room to wait at ${title(g.stage)}`), names);
  const said = await page.locator("#bottleneck .said").textContent();
  for (const [i, id] of rivals.entries()) check(`the rival ${id} of ${stage} is called what it is`, said.includes(` / ${rival_kinds[i] === "queue" ? "the room to wait at " : ""}${title(id)}`), said);
}

/// The sentence says what was tried at that kind of place.
async function check_bottlenecks(page) {
  const words = { stage: "one more server", yard: "one more place", store: "10\u00a0% more removal" };
  const shown = scenarios.filter((s) => s.capacity?.bottleneck?.gains?.length);
  for (const [i, scenario] of shown.entries()) {
    const { stage, kind: told, gains } = scenario.capacity.bottleneck;
    const gain = gains.find((g) => g.stage === stage && g.kind === told);
    if (!gain) continue;
    if (scenarios.length > 1) await page.locator("#bottleneck .scenario-button").nth(i).click();
    const kind = told === "queue" ? told : scenario.stages.find((s) => s.id === stage).kind;
    check(`the gain at ${stage} is of a ${kind}`, gain.kind === kind, gain.kind);
    await check_gains(page, scenario);
    const said = await page.locator("#bottleneck .said").textContent();
    // A scenario may have a word of its own for one more, and a single track becomes a double one.
    const others = Object.values(words).filter((w) => w !== gain.what?.en && w !== words[kind]);
    check(`the bottleneck of ${scenario.id} is called what it is`, said.includes(gain.what?.en ?? words[kind]) && !others.some((w) => said.includes(w)), said);
  }
}


/// Nothing has more digits behind the point than a planner can use.
async function check_digits(page) {
  const big = await page.locator(".card .big .value").allTextContents();
  const digits = (text) => text.replace(/[^\d]/g, "").replace(/^0+/, "").length;
  check("figures of cards have four digits at most", big.every((text) => digits(text) <= 4 || !text.includes(".")), big.join("; "));
}

/// A difference far smaller than what differs has a unit in which it can be read.
async function check_differences(page) {
  const seconds = { s: 1, min: 60, h: 3600 };
  for (const comparison of result.comparisons ?? []) {
    const table = page.locator(`[id="table-compare-${comparison.with}"] tbody tr`);
    const rows = await table.evaluateAll((list) => list.map((row) => row.cells[3].textContent));
    const heads = await table.evaluateAll((list) => list.map((row) => row.cells[0].querySelector(".unit").textContent));
    const broken = await table.evaluateAll((list) => list.flatMap((row) => [1, 2, 3, 4].map((i) => row.cells[i])).filter((cell) => cell.getClientRects().length && cell.getBoundingClientRect().height > 0 && [...cell.querySelectorAll("span")].some((x) => Math.abs(x.getBoundingClientRect().bottom - cell.querySelector("span").getBoundingClientRect().bottom) > 4 || x.getBoundingClientRect().top - cell.getBoundingClientRect().top > 14)).map((cell) => cell.textContent));
    check(`figures of ${comparison.with} stand on one line each`, broken.length === 0, broken.slice(0, 4).join("; "));
    const by_size = (size) => (size >= 5400 ? "h" : size >= 90 ? "min" : "s");
    comparison.measures.forEach(({ id, unit, base, with: other }, i) => {
      const size = Math.max(Math.abs(base?.mean ?? 0), Math.abs(other?.mean ?? 0)) * (seconds[unit] ?? 0);
      if (seconds[unit]) check(`${id} is told in ${by_size(size)}, as in the answer`, heads[i] === by_size(size), heads[i]);
    });
    comparison.measures.forEach(({ id, unit, difference }, i) => {
      if (!seconds[unit] || !difference?.mean) return;
      const size = Math.abs(difference.mean) * seconds[unit];
      const expected = by_size(size);
      check(`the difference of ${id} is told in ${expected}`, rows[i].trim().endsWith(` ${expected}`), rows[i]);
    });
  }
}

/// A lever is one sentence, what else it says is folded; days that belong together are one row.
async function check_folds(page) {
  for (const text of await page.locator(".lever > p:not(.facts)").allTextContents()) check("a lever is one sentence", !/[.!?]\s+\p{Lu}/u.test(text), text);
  const texts = await page.locator("#assumptions tbody code").allTextContents();
  const spans = new Set(scenarios.flatMap((s) => s.assumptions ?? []).filter((a) => /holidays\[\d+\]\.from$/.test(a.path)).map((a) => a.path.replace(/\.from$/, "")));
  for (const path of spans) check(`${path} is one row`, texts.filter((x) => x.startsWith(path)).join() === path, texts.filter((x) => x.startsWith(path)).join());
  const days = await page.locator("#assumptions tbody tr", { hasText: "holidays[" }).allTextContents();
  check("a holiday is called so, not by its first day", days.every((x) => !/first day|首日/.test(x)), days.find((x) => /first day|首日/.test(x)));
  check("assumptions are folded", (await page.locator("#assumptions details[open]").count()) === 0);
}

/// What is asked first stands first.
async function check_order(page) {
  const ids = await page.locator("main > section").evaluateAll((list) => list.map((x) => x.id));
  const asked = ["answer", "capacity", "queue", "ledger", "process", "validation", "assumptions"];
  check("the sections stand in the order asked for", ids.slice(0, 5).join() === asked.slice(0, 5).join() && ids.filter((id) => asked.includes(id)).join() === asked.join(), ids.join());
}

async function check_tables(page) {
  await check_order(page);
  await check_differences(page);
  await check_folds(page);
  for (const comparison of result.comparisons ?? []) {
    const rows = await page.locator(`[id="table-compare-${comparison.with}"] tbody tr`).count();
    check(`comparison with ${comparison.with} has all measures`, rows === comparison.measures.length, `${rows}`);
    const real = await page.locator(`[id="table-compare-${comparison.with}"] .pill.good`).count();
    check(`comparison with ${comparison.with} marks what is real`, real === comparison.measures.filter((m) => m.real && !m.small).length, `${real}`);
    const tiny = await page.locator(`[id="table-compare-${comparison.with}"] .pill`, { hasText: "yes, but tiny" }).count();
    check(`comparison with ${comparison.with} tells what is real but small`, tiny === comparison.measures.filter((m) => m.real && m.small).length, `${tiny}`);
  }
  if (result.validation?.length) await check_validation(page, result.validation, check);
  await check_bottlenecks(page);
  await check_ranges(page, scenarios, check);
  await check_clearance_ranges(page, scenarios, result.comparisons ?? [], check);
  await check_digits(page);
  for (const scenario of scenarios) {
    for (const entry of scenario.ledger ?? []) {
      const cell = page.locator(`[id="table-cpmm-${entry.class}"] tbody tr`).last().locator("td").nth(scenarios.filter((s) => s.ledger?.some((l) => l.class === entry.class && l.rows.length)).indexOf(scenario));
      if (!entry.total?.mean || !(await cell.count())) continue;
      const text = await cell.textContent();
      const half = Number(/±\s*<?([\d.]+)/.exec(text)?.[1]);
      const is_unknown = entry.total.half_width === null; // of one replication
      const size = entry.total.half_width * ((await cell.getAttribute("data-unit")) === "h>min" ? 60 : 1);
      check(`total hours of ${entry.class} have their own interval`, is_unknown ? /±\s*\?/.test(text) : Math.abs(half - size) <= 0.51 * 10 ** Math.floor(Math.log10(half)) || (half === 0.01 && size < half), `${text} for ${entry.total.half_width}`);
    }
  }
  for (const scenario of scenarios) {
    const rows = await page.locator(`[id="table-stages-${scenario.id ?? "base"}"] tbody tr`).evaluateAll((list) => list.map((row) => row.textContent));
    check(`stage table of ${scenario.id} has all stages`, rows.length === scenario.stages.length, `${rows.length}`);
    const mark = (g) => (g.offered_load == null ? "" : g.load_counts_turned_away || g.load_is_assumed ? "~" : g.load_leaves_out?.length ? "≥" : "");
    check(`loads of ${scenario.id} that are bounds say so`, scenario.stages.every((g, i) => (/[≥~]/.exec(rows[i])?.[0] ?? "") === mark(g)), rows.slice(0, 4).join("; "));
  }
  await check_cards(page, { ...result, scenarios }, check);
  const notes = await page.locator(".sources li").evaluateAll((list) => list.map((x) => x.querySelector(".note")?.textContent ?? null));
  check("a source shows its note", notes.every((note, i) => note === (result.sources[i].note?.en ?? null)), notes.slice(0, 3).join("; "));
  check("one card a scenario", (await page.locator(".card").count()) === scenarios.length);
  const plain = (texts) => texts.map((x) => x.replace(/\u00a0±\u00a0/g, " ± "));
  check("the answer is there", (await page.locator(".answer p, .answer li").count()) === result.answer.en.length);
  const groups = result.answer.groups.map((size, i) => result.answer.en.slice(result.answer.groups.slice(0, i).reduce((a, b) => a + b, 0)).slice(0, size));
  const heads = plain(await page.locator(".answer .group > p:first-child").allTextContents());
  check("the head of each group of the answer is seen at once", heads.join("|") === groups.map(([head]) => head).join("|"));
  const seen = plain(await page.locator(".answer .group > p").allTextContents());
  const as_it_is = groups.filter(([head]) => !/^[^.:]+: (capacity|what is)/.test(head));
  check("so is what limits what is said of the port as it stands", as_it_is.every(([, under]) => !under || seen.includes(under)), seen.join("|"));
  const sure = plain(await page.locator(".cards ~ .certainty details li").evaluateAll((list) => list.map((x) => x.firstChild.textContent)));
  check("how sure it is stands below the cards, all of it", sure.join("|") === (result.certainty?.en ?? []).join("|"));
  const carried = await page.locator(".card dd b").first().textContent();
  check("a card says what the port carried", /\d/.test(carried), carried);
  check("the details are there", (await page.locator(".details li").count()) === (result.details?.en.length ?? 0));
  const missing = await page.locator("section > .none").evaluateAll((list) => list.map((x) => [x.closest("section").id, x.textContent]));
  const wrong = missing.filter(([section]) => !may_be_empty(section));
  check("nothing failed to draw", wrong.length === 0, wrong.map((x) => x.join(": ")).join("; "));
}

/// What is drawn, in either language and whichever width.
async function check_page(page, lang, width) {
  await check_view(page, lang, width);
  if (width === 390 && lang === "en") await check_narrow(page);
  await check_rail(page, scenarios, lang, check);
  await check_assumptions(page, scenarios, lang, check);
  if (result.validation?.length) await check_tolerances(page, result.validation, lang, check);
}

async function check_saved(page, lang) {
  await check_saved_tables(page, { ...result, scenarios }, lang, check);
  await check_saved_pictures(page, { ...result, scenarios }, lang, check);
}

/// A page is opened as seldom as may be: to make it wider or to change its language is what readers do too, and takes a fraction of the time.
async function check_wide_page(page) {
  await check_page(page, "zh", 1440);
  await check_saved(page, "zh");
  await at_width(page, 1280);
  await check_between(page, "zh", 1280);
  await check_change_of_language(page, check);
  await check_between(page, "en", 1280);
  await at_width(page, 1440);
  await check_page(page, "en", 1440);
  await check_saved(page, "en");
  await check_tables(page);
  await check_use(page, { ...result, scenarios }, check);
}

// In which a report opens by itself in an English browser, and the other one, which it is to keep when somebody has chosen it.
const by_itself = result.lang_asked === false ? "en" : (result.lang ?? "en");
const chosen = by_itself === "en" ? "zh" : "en";

const { open, complaints, opened, close } = await open_browser();
try {
  const wide = await open(resolve(path), 1440, "#zh");
  await check_wide_page(wide);
  if (chosen === "zh") await wide.click("#language"); // left in English
  await wide.close();
  const narrow = await open(resolve(path), 390, "");
  const kept = (await narrow.evaluate(layout)).lang;
  check("the choice of language is kept", kept.startsWith(chosen), `${kept}, left at ${chosen}`);
  if (!kept.startsWith(chosen)) await in_language(narrow, chosen);
  await check_page(narrow, chosen, 390);
  await in_language(narrow, by_itself);
  await check_page(narrow, by_itself, 390);
  await narrow.close();
} finally {
  await close();
}
console.log(opened.map(({ width, hash, seconds }) => `ready after ${seconds.toFixed(1)} s (${hash || "no language"}, ${width})`).join("\n"));
check("no complaint and no request", complaints.length === 0, complaints.join("; "));
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
