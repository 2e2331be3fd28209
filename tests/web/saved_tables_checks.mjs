// Tables that the CSV buttons save, read as somebody does who puts them into a spreadsheet: every figure under a name that says of which scenario and of what it is.
import { read_csv, saved_files } from "./saved.mjs";

const words = {
  en: { half: /, half-width of the 95 % interval( \([^()]*(\([^()]*\))?[^()]*\))?$/, unit: "Unit", id: "Id", path: "Path in the file", note: "Note", why: "Why no answer", observed: "Observed", ratio: "Simulated ÷ observed", figure: "Figure", quantity: "Quantity", measure: "Measure", scenario: "Scenario", bound: /^Capacity \(/, year: "a year" },
  zh: { half: /：95 % 区间半宽(（.*）)?$/, unit: "单位", id: "代号", path: "文件内路径", note: "备注", why: "不作答原因", observed: "观测值", ratio: "仿真/观测", figure: "指标", quantity: "参数", measure: "指标", scenario: "情景", bound: /^通过能力（/, year: "每年" },
};
const plain = /^-?\d+(\.\d+)?(e-?\d+)?$/;
const near = (text, x) => (x === null || x === undefined ? text === "" : plain.test(text) && Math.abs(Number(text) - x) <= 1e-9 * Math.max(1e-9, Math.abs(x)));

/// { names, rows, column(name): its cells, null where there is none }
function as_table({ text }) {
  const all = read_csv(text);
  if (!all || all.length < 2) return null;
  const [names, ...rows] = all;
  return { names, rows, column: (name) => (names.includes(name) ? rows.map((row) => row[names.indexOf(name)]) : null) };
}

/// Where the time of a class goes, as the result has it, what is too little to be shown included: { rows: how many of the saved table, hours: of each scenario all that stand there }; null of other tables.
function time_of(name, scenarios) {
  const [, kind, klass] = /^(states|cpmm)-(.*)$/.exec(name) ?? [];
  if (!kind) return null;
  const entries = scenarios.map((s) => ({ s, entry: (s.ledger ?? []).find((x) => x.class === klass) })).filter(({ entry }) => entry?.rows?.length);
  const key = (r) => JSON.stringify([r.state, r.stage ?? "", r.drive?.en ?? ""]);
  const parts = (entry) => (kind === "cpmm" ? Object.entries(entry.by_activity ?? {}) : entry.rows.flatMap((r) => [[key(r), r.hours], ...(r.lacking ?? []).map((lack) => [`${key(r)} ${lack.stage}`, lack.hours])]));
  return {
    rows: new Set(entries.flatMap(({ entry }) => parts(entry).map(([id]) => id))).size + 1,
    hours: entries.map(({ s, entry }) => ({ title: s.title, hours: [...parts(entry).map(([, x]) => x), entry.total].map((x) => x?.mean).filter((x) => typeof x === "number") })),
  };
}

function check_time(name, table, { rows, hours }, drawn, lang, check) {
  check(`${name} is saved with all rows, those too small to be shown too (${lang})`, table.rows.length === rows && drawn.rows <= rows, `${table.rows.length} of ${rows}, ${drawn.rows} shown`);
  const sorted = (list) => [...list].sort((a, b) => a - b);
  for (const { title, hours: expected } of hours) {
    const at = table.names.findIndex((x) => x.startsWith(`${title[lang]}${lang === "zh" ? "：" : ": "}`) && !words[lang].half.test(x));
    const times = /\((min)\)$|（(分钟)）$/.test(table.names[at]) ? 60 : 1;
    const saved = sorted(table.rows.map((row) => row[at]).filter((x) => x !== "").map(Number));
    check(`${name} has every time of ${title.en} (${lang})`, at > 0 && saved.length === expected.length && sorted(expected).every((x, i) => near(String(saved[i]), x * times)), `${saved.length} of ${expected.length}: ${saved.slice(0, 4)} for ${sorted(expected).slice(0, 4)}`);
  }
}

/// One row of names, each once; under a half-width and what it belongs to plain numbers.
function check_shape(name, table, drawn, rows, lang, check) {
  check(`${name} is a table with a row of names and all rows (${lang})`, table !== null && table.rows.length === rows && table.rows.every((row) => row.length === table.names.length), `${table?.rows.length} of ${rows} rows`);
  if (!table) return;
  const double = table.names.filter((x, i) => table.names.indexOf(x) !== i || x.trim() === "");
  check(`columns of ${name} have names of their own (${lang})`, double.length === 0, double.join("; "));
  const halves = table.names.map((x, i) => (words[lang].half.test(x) ? i : -1)).filter((i) => i > 0);
  check(`${name} has a half-width for each figure with an interval (${lang})`, halves.length >= drawn.estimates, `${halves.length} for ${drawn.estimates}`);
  const broken = halves.flatMap((i) => table.rows.flatMap((row) => [row[i - 1], row[i]])).filter((x) => x !== "" && !plain.test(x));
  check(`figures of ${name} are plain numbers (${lang})`, broken.length === 0, broken.slice(0, 4).join("; "));
  if (name === "kouan-checks.csv") return; // a check says in words what it found
  const prose = [words[lang].note, words[lang].why].map((x) => table.names.indexOf(x)); // a note may quote a figure as it likes
  const spoilt = table.rows.flatMap((row) => row.filter((x, i) => !prose.includes(i) && /\s±\s|^×/.test(x)));
  check(`no figure and no picture of ${name} is told in words (${lang})`, spoilt.length === 0, spoilt.slice(0, 4).join("; "));
}

const by_unit = { zh: { t: 1, Mt: 100, kt: 0.1, "Mt/yr": 100, "kt/d": 0.1, "t/d": 1e-4, "t/yr": 1e-4 }, en: { "t/d": 1e-3, "t/yr": 1e-6 } };
function factor(unit, lang) {
  if (unit === "ratio" || unit === "1") return 100;
  return by_unit[lang][unit] ?? 1;
}

function check_validation(table, cases, lang, check) {
  const word = words[lang];
  const column = (name) => table.column(name) ?? [];
  check(`saved cases have their title and their note apart (${lang})`, cases.every((c, i) => column(word.figure)[i] === c.title[lang] && column(word.id)[i] === c.id && column(word.note)[i] === (c.note?.[lang] ?? "").replace(/\s+/g, " ").trim()), `${column(word.figure)[0]} | ${column(word.note)[0]}`);
  check(`saved cases have their unit (${lang})`, column(word.unit).length === cases.length && column(word.unit).every((x, i) => x !== "" || cases[i].unit === ""), column(word.unit).join());
  const of = (c, x) => (c.simulated?.mean !== null && c.simulated?.mean !== undefined && c.observed > 0 && x !== null && x !== undefined ? x / c.observed : null);
  check(`the ratio is a number (${lang})`, cases.every((c, i) => near(column(word.ratio)[i], of(c, c.simulated?.mean))), column(word.ratio).join());
  const half = table.names[table.names.indexOf(word.ratio) + 1];
  check(`and has its half-width (${lang})`, word.half.test(half) && cases.every((c, i) => near(column(half)[i], of(c, c.simulated?.half_width))), half);
  const known_factor = cases.map((c, i) => i).filter((i) => !["s", "min", "h", "d"].includes(cases[i].unit));
  check(`what was observed is in the unit said (${lang})`, known_factor.every((i) => near(column(word.observed)[i], cases[i].observed === null ? null : cases[i].observed * factor(cases[i].unit, lang))), column(word.observed).join());
}

function check_assumptions(tables, scenarios, lang, check) {
  const word = words[lang];
  const all = scenarios.flatMap((s) => s.assumptions ?? []);
  const rows = tables.flatMap((table) => table.rows.map((row) => ({ title: row[table.names.indexOf(word.quantity)], path: row[table.names.indexOf(word.path)] })));
  const wrong = rows.filter(({ title, path }) => !all.some((a) => a.path === path || a.path === `${path}.from`) || title.includes(path) !== (all.find((a) => a.path === path)?.title?.[lang] === undefined && !all.some((a) => a.path === `${path}.from`)));
  const texts = all.flatMap((a) => [a.value_text, a.range_text]).filter(Boolean).map((x) => x[lang]);
  const has_distributions = all.some((a) => String(a.value ?? "").includes("("));
  check(`distributions have words (${lang})`, !has_distributions || texts.length > 0, "no value_text");
  const cells = new Set(tables.flatMap((table) => table.rows.flat()));
  const missing = texts.filter((x) => !cells.has(x) && !/^\d{4}-\d\d-\d\d$/.test(x)); // days that belong together are one cell
  check(`values and ranges are saved in the words of the language (${lang})`, missing.length === 0, missing.slice(0, 2).join(" | "));
  check(`saved assumptions have their path apart from their title (${lang})`, rows.length > 0 && wrong.length === 0, JSON.stringify(wrong.slice(0, 2)));
}

/// The figures of each scenario stand under its own title.
function check_throughput(table, scenarios, lang, check) {
  const shown = scenarios.filter((s) => (s.throughput ?? []).some((r) => r.direction !== "unstated"));
  const order = ["inbound", "outbound", "unstated", "both"];
  const keys = [...new Map(shown.flatMap((s) => s.throughput).map((r) => [`${r.direction} ${r.unit}`, r])).values()].sort((a, b) => order.indexOf(a.direction) - order.indexOf(b.direction));
  for (const s of shown) {
    const at = table.names.findIndex((x) => x.startsWith(s.title[lang]) && x.includes(word_of_year(lang)) && !words[lang].half.test(x));
    const expected = keys.map((key) => s.throughput.find((r) => r.direction === key.direction && r.unit === key.unit)?.per_year);
    check(`throughput of ${s.id} is saved under its title (${lang})`, at > 0 && expected.every((e, i) => near(table.rows[i][at], e?.mean) && near(table.rows[i][at + 1], e?.half_width)), table.names.join(" | "));
  }
}

function word_of_year(lang) {
  return words[lang].year;
}

function check_comparison(table, comparison, scenarios, lang, check) {
  const word = words[lang];
  const titles = [comparison.base, comparison.with].map((id) => scenarios.find((s) => s.id === id).title[lang]);
  const column = (name) => table.column(name) ?? [];
  check(`measures of the comparison with ${comparison.with} are saved with their unit apart (${lang})`, comparison.measures.every((m, i) => column(word.measure)[i] === m.title[lang] && column(word.id)[i] === m.id) && column(word.unit).some((x) => x !== ""), column(word.measure).join("; "));
  const first = comparison.measures.findIndex((m) => m.id === "tonnes_per_year");
  if (first < 0) return;
  const { base, with: other, unit } = comparison.measures[first];
  check(`figures of ${comparison.with} are saved under their scenario (${lang})`, [base, other].every((e, i) => near(column(titles[i])[first], e?.mean === undefined || e.mean === null ? null : e.mean * factor(unit, lang))), titles.join(" | "));
}

/// `scenarios` with their titles, `result` as the page has it.
export async function check_saved_tables(page, result, lang, check) {
  const { scenarios } = result;
  const drawn = await page.evaluate(() => [...document.querySelectorAll(".table")].map((box) => ({
    rows: box.querySelectorAll("tbody tr").length,
    estimates: Math.max(0, ...[...box.querySelectorAll("tbody tr")].map((row) => [...row.cells].filter((cell) => (cell.dataset.half ?? "undefined") !== "undefined").length)),
  })));
  const files = await saved_files(page, ".table .csv", "CSV", check);
  check(`every table is saved (${lang})`, files.length === drawn.length && files.length > 0, `${files.length} of ${drawn.length}`);
  check(`tables are saved under names of their own (${lang})`, new Set(files.map((file) => file.name)).size === files.length);
  const tables = new Map(files.map((file) => [file.name.replace(/^kouan-|\.csv$/g, ""), as_table(file)]));
  for (const [i, [name, table]] of [...tables].entries()) {
    const time = time_of(name, scenarios);
    check_shape(files[i].name, table, drawn[i], time?.rows ?? drawn[i].rows, lang, check);
    if (time && table) check_time(files[i].name, table, time, drawn[i], lang, check);
  }
  const of = (name, action) => tables.get(name) && action(tables.get(name));
  const surely_of = (name, action) => {
    check(`the table ${name} is saved (${lang})`, tables.has(name), [...tables.keys()].join(", "));
    of(name, action);
  };
  if (result.validation?.length) surely_of("validation", (table) => check_validation(table, result.validation, lang, check));
  const assumptions = [...tables].filter(([name, table]) => name.startsWith("assumptions-") && table).map(([, table]) => table);
  if (assumptions.length) check_assumptions(assumptions, scenarios, lang, check);
  of("throughput", (table) => check_throughput(table, scenarios, lang, check));
  for (const comparison of result.comparisons ?? []) surely_of(`compare-${comparison.with}`, (table) => check_comparison(table, comparison, scenarios, lang, check));
  of("capacity", (table) => {
    const at = table.names.findIndex((x) => words[lang].bound.test(x));
    const shown = scenarios.filter((s) => s.capacity?.saturated);
    if (result.counted_in !== "vehicles") check(`saved capacity is that of the result (${lang})`, shown.every((s, i) => near(table.rows[i]?.[at], s.capacity.saturated.tonnes_per_year?.mean * factor("t/yr", lang))), table.names.slice(0, 4).join(" | "));
  });
}
