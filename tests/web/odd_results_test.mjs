// Results that lack what the page would like to show, or have more than it expects: node odd_results_test.mjs REPORT.html
// Each is made from the sample; the page must say what is missing and draw the rest, without a complaint.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { in_language, open_browser } from "./browser.mjs";
import { capacity_figures, charts, collisions, layout } from "./look.mjs";

const html = readFileSync(process.argv[2], "utf8");
const block = /(<script type="application\/json" id="kouan-data">)(.*?)(<\/script>)/s;
const sample = () => JSON.parse(block.exec(html)[2]);

function walk(value, change) {
  if (value === null || typeof value !== "object") return;
  change(value);
  Object.values(value).forEach((x) => walk(x, change));
}

const odd = {
  "one replication, so no intervals": (r) => walk(r, (x) => {
    if ("half_width" in x) Object.assign(x, { half_width: null, n: 1 });
    if (Array.isArray(x.low)) Object.assign(x, { low: x.low.map(() => null), high: x.high.map(() => null) });
    if ("real" in x) x.real = null;
    if ("judged" in x) Object.assign(x, { judged: false, stage: null, rivals: [] });
    if (x.id === "bound" && "ok" in x) x.ok = null;
  }),
  "nothing observed": (r) => walk(r, (x) => "half_width" in x && Object.assign(x, { mean: null, half_width: null, n: 0 })),
  "no capacity": (r) => r.scenarios.forEach((s) => (s.capacity = null)),
  "a port that nothing limits": (r) => r.scenarios.forEach((s) => Object.assign(s, { capacity: null, limited: false })),
  "an alternative that was interrupted before its runs": (r) => {
    const s = r.scenarios[2];
    s.interrupted = true;
    walk(s, (x) => "half_width" in x && Object.assign(x, { mean: null, half_width: null, n: 0 }));
    Object.assign(s.capacity, { bottleneck: null, ranges: null, range: null, own_range: null });
    Object.assign(s.capacity.bound, { cleared_mix_tonnes_per_year: 0 });
    r.comparisons = r.comparisons.filter((c) => c.with !== s.id);
    r.scenarios.slice(0, 2).forEach((x) => (x.capacity.bound.cleared_mix_tonnes_per_year = 1.02 * x.capacity.saturated.tonnes_per_year.mean));
  },
  "a port of trains": (r) => r.scenarios.forEach((s) => {
    s.classes.forEach((c) => (c.counted_in = c.id === "empty-truck" ? "wagons" : "trains"));
    s.throughput = [{ direction: "inbound", unit: "trains", per_day: { mean: 12, half_width: 1, n: 10 }, per_year: { mean: 4380, half_width: 365, n: 10 } }];
  }),
  "two places that bind together": (r) => r.scenarios.forEach((s) => {
    const [a, b] = s.capacity.bottleneck.gains;
    const pair = { stages: [a.stage, b.stage], what: { en: "one more place, one more server", zh: "增加一个车位；增加一条通道（作业位）" }, tonnes_per_year: a.tonnes_per_year, relative: a.relative };
    Object.assign(s.capacity.bottleneck, { stage: null, rivals: [], together: pair.stages, pairs: [pair] });
  }),
  "a room to wait that is the bottleneck": (r) => r.scenarios.forEach((s) => {
    const room = s.capacity.bottleneck.gains.find((g) => g.kind === "queue");
    s.stages.forEach((g) => g.utilisation?.mean && (g.utilisation.mean = g.id === room.stage ? 0.2 : 0.9));
    Object.assign(s.capacity.bottleneck, { stage: room.stage, kind: "queue", rivals: [room.stage], rival_kinds: ["stage"] });
  }),
  "light loads": (r) => r.scenarios.forEach((s) => s.capacity.saturated.by_class.forEach((c) => {
    if (c.class === "copper-truck") c.tonnes_per_year.mean = 0.35 * c.vehicles_per_year.mean;
  })),
  "too few replications to say where the bottleneck is": (r) => r.scenarios.forEach((s, i) => {
    Object.assign(s.capacity.bottleneck, { judged: false, stage: null, kind: null, rivals: [], rival_kinds: [] });
    if (i === 1) s.capacity.bottleneck.gains.forEach((g) => Object.assign(g.tonnes_per_year, { half_width: null, n: 1 }));
  }),
  "no bottleneck": (r) => r.scenarios.forEach((s) => (s.capacity.bottleneck = null)),
  "clearance of which nothing is known at its ends": (r) => r.scenarios.forEach((s) => (s.clearance_ranges = { class: s.classes[0].id, physical_clearance_s: { tried: 3, unsure: [], untried: [], values: [] }, document_clearance_s: null })),
  "ranges of which none moves capacity": (r) => r.scenarios.forEach((s) => (s.capacity.ranges = { tried: 3, unsure: [], untried: [], values: [] })),
  "bounds that capacity passes, and one far beyond it": (r) => r.scenarios.forEach((s, i) => {
    if (i < 2) s.title = { en: "A road port with quite a long name, 2023", zh: "名称相当长的公路口岸（2023 年）" };
    const tonnes = s.capacity.saturated.tonnes_per_year.mean;
    Object.assign(s.capacity.bound, { sustained_tonnes_per_year: [0.97, 0.8, 1, 4][i] * tonnes, any_run_tonnes_per_year: 1.1 * tonnes });
  }),
  "bounds in the mix carried": (r) => r.scenarios.forEach((s, i) => (s.capacity.bound.cleared_mix_tonnes_per_year = [1.001, 1.3, 9, null][i] && [1.001, 1.3, 9][i] * s.capacity.saturated.tonnes_per_year.mean)),
  "a bottleneck that is no stage": (r) => r.scenarios.forEach((s) => (s.capacity.bottleneck.stage = null)),
  "no optional parts": (r) => {
    Object.assign(r, { validation: [], sources: [], comparisons: [], question: null });
    r.scenarios.forEach((s) => Object.assign(s, { levers: [], ledger: [], checks: [], assumptions: [], sides: [], series: { days: [], queue_by_day: [], queue_by_hour: [], tonnes_by_day: { mean: [], low: [], high: [] } }, graph: { nodes: [], edges: [] } }));
  },
  "no parts at all": (r) => r.scenarios.forEach((s) => ["levers", "ledger", "checks", "assumptions", "sides", "series", "graph", "capacity"].forEach((key) => delete s[key])),
  "an alternative that changes nothing": (r) => r.comparisons.forEach((c) => c.measures.forEach((m) => Object.assign(m, { real: false, difference: { mean: 0, half_width: 0, n: 10 }, relative: { mean: 0, half_width: 0, n: 10 } }))),
  "nothing carried": (r) => walk(r, (x) => ["tonnes_per_day", "tonnes_per_year"].forEach((key) => x[key] && typeof x[key] === "object" && Object.assign(x[key], { mean: 0, half_width: 0 }))),
  "no clearance clocks": (r) => r.scenarios.forEach((s) => s.classes.forEach((c) => Object.assign(c, { physical_clearance_s: null, document_clearance_s: null }))),
  "a port of vehicles without load, of which nothing follows clearance": (r) => {
    r.counted_in = "vehicles";
    walk(r, (x) => {
      if (x.tonnes_per_year && typeof x.tonnes_per_year === "object") {
        x.vehicles_per_year = x.tonnes_per_year;
        x.tonnes_per_year = { mean: 0, half_width: 0, n: 10 };
      }
    });
    r.scenarios.forEach((s) => s.classes.forEach((c) => Object.assign(c, { goes_on_after_clearance: false, document_clearance_s: null })));
    Object.assign(r.validation[0], { inside: null, verdict: "unanswered", unanswered: { en: "nothing limits it", zh: "无限制" }, simulated: { mean: null, half_width: null, n: 0 } });
  },
  "interrupted, with a failed and an unknown validation": (r) => {
    r.scenarios[0].interrupted = true;
    r.validation[0].inside = null;
    r.validation[0].simulated = { mean: null, half_width: null, n: 0 };
  },
  "interrupted before the bottleneck was found": (r) => r.scenarios.forEach((s) => Object.assign(s, { interrupted: true, capacity: { ...s.capacity, bottleneck: null } })),
  "eight scenarios with long names": (r) => {
    const base = r.scenarios[1];
    r.scenarios = [r.scenarios[0], ...Array.from({ length: 7 }, (_, i) => ({ ...base, id: `alternative-${i}`, title: { en: `A proposal with quite a long name, number ${i}`, zh: `名称相当长的建设方案第${i}号（双侧）` } }))];
    r.comparisons = r.scenarios.slice(1).map((s) => ({ ...r.comparisons[0], with: s.id }));
  },
  "days on the tracks of two scenarios, with odd passages": (r) => {
    const title = (en, zh) => ({ en, zh });
    const stay = (number, from_h, to_h, rest) => ({ class: "coal-truck", number, from_h, to_h, ...rest });
    const places = (i) => [
      { id: "one", title: title("One track", "单股道"), kind: "yard", tracks: 1, stays: [stay(1, 0, 24, { track: 1 })] },
      { id: "field", title: title("Field of wagons that nobody came to, with a name longer than a telephone is wide, standard side", "无车进入且名称比手机屏幕更宽的准轨侧车场（以辆计，含换装线与存车线）"), kind: "yard", tracks: 300, stays: [] },
      { id: "cut", title: title("Cut at midnight", "跨零时区间"), kind: "section", tracks: 1000000, stays: [stay(1, 0, 0.1, { direction: "in" }), stay(2, 3, 3.3, { direction: "in" }), stay(3, 23.9, 24, { direction: "<up>" })] },
      ...(i === 0 ? [{ id: "one-way", title: title("No directions", "无方向"), kind: "section", tracks: 1, stays: [stay(1, 2, 3, { direction: null }), { class: "not-listed", number: 2, from_h: 4, to_h: 5, direction: null }] }] : []),
      { id: "empty", title: title("Nobody ran", "无列车"), kind: "section", tracks: 1, stays: [] },
    ];
    r.scenarios.slice(0, 2).forEach((s, i) => Object.assign(s, { day: { date: "2023-01-31", places: places(i) } }));
    r.scenarios[1].throughput = [{ direction: "inbound", unit: "t", per_day: { mean: 12000, half_width: null, n: 1 }, per_year: { mean: 4.4e6, half_width: null, n: 1 } }];
  },
  "awkward text": (r) => {
    r.title = { en: "<b>bold</b> & \"quoted\" {name} ${x}", zh: "" };
    r.scenarios[0].stages[0].title = { en: "<img src=x onerror=throw/1>", zh: "<i>" };
    r.scenarios[0].graph.nodes.forEach((n) => (n.title = n.title && { en: `{tight|${n.title.en}}`, zh: n.title.zh }));
    r.sources[0].url = "javascript:alert(1)";
  },
};

const opened_anew = ["awkward text"];

/// What must be said, by name of the odd result; returns a complaint or nothing.
const says = {
  "a port of trains": (text) => (/trains\/day|列\/日/.test(text) && /hours per train|小时\/列/.test(text) ? null : "trains are not told as trains") ?? (/vehicles\/day|[^（）]辆\/日|hours per vehicle|vehicles waiting/.test(text) ? "trains are told as vehicles" : null),
  "an alternative that was interrupted before its runs": (text) => (/not run|未运行/.test(text) ? null : "that it was not run is not said"),
  "interrupted before the bottleneck was found": (text) => (text.includes("search not finished") || text.includes("查找未完成") ? null : "an unfinished search is not said to be one") ?? (/none found|未发现/.test(text) ? "an unfinished search is told as none found" : null),
  "no capacity": (text) => (/Analytic bound|按实际放行构成的解析上界|解析上界（|(?<!was )not estimated|(?<!本结果)未估计|never runs out|需求饱和/.test(text) ? "capacity or its bound is shown though none was asked for" : null) ?? (/a year, under its own demand|每年，按实际需求/.test(text) ? null : "what was carried is not told in its place"),
  "a room to wait that is the bottleneck": (text) => (/the room to wait at Exit gate \/ Exit gate: room for 40 more|蒙方出境卡口的候位 \/ 蒙方出境卡口：增加 40 个候位/.test(text) ? null : "the room and the stage are not told apart") ?? (/Exit gate *bottleneck|bottleneck *Exit gate|蒙方出境卡口瓶颈|瓶颈蒙方出境卡口/.test(text) ? "the stage is marked as the bottleneck" : null) ?? (/Busier than|更繁忙/.test(text) ? "the use of a stage is compared with that of a room to wait" : null),
  "too few replications to say where the bottleneck is": (text) => (/cannot be told yet: in 10 replications .+ at .+ adds most|尚无法判断瓶颈：10 次重复中.+的增量最大/.test(text) ? null : "that it takes more replications is not said") ?? (/no single place|没有单一瓶颈|none found|未发现/i.test(text) ? "it is told as none found" : null),
  "light loads": (text) => (/Coal truck, loaded 108 t, Copper concentrate truck 0\.35 t|重载煤车 108 吨、铜精粉车 0\.35 吨/.test(text) ? null : "what a vehicle brings is not told"),
  "two places that bind together": (text) => (/ \+ [^.。]+ ?(bind together|共同限制)/.test(text) && /one more place, one more server add|增加一个车位；增加一条通道（作业位）同时扩能/.test(text) ? null : "that two places bind together is not told"),
  "a port that nothing limits": (text) => (/not limited|不受限制/.test(text) && /Nothing in the file limits|不受文件中任何数值限制/.test(text) ? null : "that nothing limits it is not said") ?? (/not estimated|未估计/.test(text) ? "what nothing limits is told as not estimated" : null),
  "a port of vehicles without load, of which nothing follows clearance": (text) => (/vehicles\/yr|辆\/年/.test(text) ? null : "capacity is not told in vehicles") ?? (/longer than the clearance|故较长|此处较长|declaration to release|自申报至放行/.test(text) ? "a clock or steps that are not there are told of" : null) ?? (/not answered.*nothing limits it|不作答.*无限制/s.test(text) ? null : "a case without an answer is not said to be one"),
  "one replication, so no intervals": (text) => (/±\s\?/.test(text) ? null : "an unknown interval is not shown as unknown") ?? (/±\s*0(?![.\d])/.test(text) ? "an unknown interval is shown as ± 0" : null),
};

const folder = mkdtempSync(join(tmpdir(), "kouan-odd-"));
const { open, complaints, close } = await open_browser();

function written(result) {
  const report = join(folder, "report.html");
  const json = JSON.stringify(result).replace(/</g, "\\u003c");
  writeFileSync(report, html.replace(block, (_, a, __, c) => a + json + c));
  return report;
}

async function look_at(page, name, lang, width) {
  const seen = await page.evaluate(layout);
  if (!seen.lang.startsWith(lang)) complaints.push(`not drawn in ${lang}`);
  if (seen.scroll > seen.window) complaints.push(`sideways scroll at ${width}: ${seen.scroll}`);
  for (const covered of await page.evaluate(collisions)) if (covered.startsWith("chart-capacity:")) complaints.push(`${covered} at ${width}`);
  for (const astray of (await page.evaluate(capacity_figures)).astray) complaints.push(`${astray} stands off its bar at ${width}`);
  for (const chart of await page.evaluate(charts)) if (chart.broken > 0) complaints.push(`chart ${chart.id} has ${chart.broken} broken elements`);
  const complaint = says[name]?.(await page.locator("main").evaluate((x) => [...x.querySelectorAll("section:not(#answer), .card")].map((y) => y.textContent).join(" ")));
  if (complaint) complaints.push(`${complaint} (${lang})`);
  if (await page.locator("img, main a[href^='javascript']").count()) complaints.push("text became markup");
}

/// All results in a window of that width, the language another one each time: a page that is open draws them sooner than one that is opened. It is opened anew after complaints, and
/// for what must come through the file's own markup. Every complaint goes to `found`, by name.
async function look_through(width, langs, found) {
  let page = null;
  for (const [i, [name, change]] of Object.entries(odd).entries()) {
    const result = sample();
    change(result);
    const lang = langs[i % 2];
    complaints.length = 0;
    if (page && opened_anew.includes(name)) page = await page.close().then(() => null);
    try {
      if (page) await in_language(page, lang, JSON.stringify(result));
      else page = await open(written(result), width, `#${lang}`);
      await look_at(page, name, lang, width);
    } catch (error) {
      complaints.push(error.message.split("\n")[0]);
    }
    found.get(name).push(...complaints);
    if (page && complaints.length > 0) page = await page.close().then(() => null);
  }
  await page?.close();
}

const found = new Map(Object.keys(odd).map((name) => [name, []]));
await look_through(1440, ["en", "zh"], found);
await look_through(390, ["zh", "en"], found);
for (const [name, list] of found) console.log(`${list.length === 0 ? "ok" : "FAILED"} ${name}${list.length ? `: ${list.slice(0, 4).join("; ")}` : ""}`);
const failed = [...found.values()].filter((list) => list.length > 0).length;
const passed = found.size - failed;
await close();
rmSync(folder, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
