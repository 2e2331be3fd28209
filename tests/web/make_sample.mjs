// Writes a SAMPLE result in the shape of `kouan compare --json` (or `run`), to develop and test the report with.
// Usage: node make_sample.mjs OUT.json [compare|run] [zh|en]
// SAMPLE ONLY: every figure is invented.
import { writeFileSync } from "node:fs";
import { T, activities, classes, edges, extraNodes, scenarios, sides, stages } from "./sample_model.mjs";

const [out = "sample.json", command = "compare", lang = "zh"] = process.argv.slice(2);
const n = 10;

let state = 20230101;
const uniform = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
};
const round = (x) => Number(x.toPrecision(6));
const E = (mean, relative = 0.03) => ({ mean: round(mean), half_width: round(Math.abs(mean) * relative * (0.6 + 0.8 * uniform())), n });
const times = (h) => ({ mean: E(h * 3600), p50: E(h * 3000, 0.02), p90: E(h * 6800, 0.05), p95: E(h * 9000, 0.07) });

const relief = (s, id) => s.relief?.[id] ?? s.relief?.all ?? 1;
const loads = (s) => Object.fromEntries(stages.map((g) => {
  const perDay = classes.filter((c) => g.visits.includes(c.id)).reduce((sum, c) => sum + c.perDay, 0)
    * (g.id === "cn-scan" ? 0.35 : g.id === "cn-inspect" ? 0.045 : 1);
  const rho = Math.min(0.97, (perDay * g.minutes * relief(s, g.id)) / (g.servers * 11 * 60) + (g.id === "mn-exit" ? 0.07 : 0));
  return [g.id, { perDay, rho, queue: Math.min(420, (rho ** 6 / (1 - rho)) * 9) }];
}));

function days() {
  const list = [];
  for (let t = Date.UTC(2023, 0, 1); t < Date.UTC(2024, 0, 1); t += 86400000) list.push(new Date(t).toISOString().slice(0, 10));
  return list;
}

function series(s, load) {
  const list = days();
  const closed = (i) => (i >= 20 && i <= 27) || (i >= 191 && i <= 195);
  const byDay = stages.filter((g) => g.kind === "stage").map((g) => {
    let q = load[g.id].queue;
    const mean = list.map((_, i) => {
      const season = 1 + 0.5 * Math.sin(((i - 60) / 365) * 2 * Math.PI);
      const target = load[g.id].queue * season + (closed(i) ? load[g.id].queue * 1.4 : 0);
      q += 0.35 * (target - q) + (uniform() - 0.5) * 0.12 * (target + 0.2);
      return Math.max(0, round(q));
    });
    return { stage: g.id, mean, low: mean.map((m) => round(m * 0.78)), high: mean.map((m) => round(m * 1.26 + 0.3)) };
  });
  const byHour = stages.filter((g) => g.kind === "stage").map((g) => ({
    stage: g.id,
    mean: Array.from({ length: 24 }, (_, h) => {
      const rise = h < 8 ? 0.25 + h * 0.05 : h < 19 ? 1 + 0.9 * Math.sin(((h - 8) / 11) * Math.PI) : 0.6 - (h - 19) * 0.07;
      return round(load[g.id].queue * rise);
    }),
  }));
  const perDay = classes.reduce((sum, c) => sum + c.perDay * c.payload, 0) * Math.min(s.capacity, 1.12);
  const tonnes = list.map((_, i) => (closed(i) ? 0 : round(perDay * (0.9 + 0.2 * uniform() + 0.0004 * i))));
  return {
    days: list, queue_by_day: byDay, queue_by_hour: byHour,
    tonnes_by_day: { mean: tonnes, low: tonnes.map((x) => round(x * 0.95)), high: tonnes.map((x) => round(x * 1.05)) },
  };
}

function ledger(s, load) {
  return classes.map((c) => {
    const rows = [{ state: "moving", stage: null, activity: activities.moving, hours: E(c.moving, 0.02) }];
    for (const g of stages.filter((g) => g.visits.includes(c.id))) {
      const wait = load[g.id].queue / Math.max(1, load[g.id].perDay) * 11 * (g.id === "cn-inspect" ? 0.3 : 1);
      rows.push({ state: "waiting", stage: g.id, activity: activities.waiting, hours: E(wait + 0.03, 0.06) });
      rows.push({ state: "served", stage: g.id, activity: g.activity, hours: E((g.minutes / 60) * relief(s, g.id), 0.01) });
    }
    if (c.id !== "agv") rows.push({ state: "blocked", stage: "mn-exit", activity: activities.blocked, hours: E(0.4 * load["cn-gate"].rho, 0.1) });
    rows.push({ state: "closed", stage: null, activity: activities.closed, hours: E(2.6 * (s.relief?.all ?? 1) ** 2, 0.03) });
    if (c.payload > 0) rows.push({ state: "documents", stage: "cn-documents", activity: activities.documents, hours: E(0.6, 0.02) });
    const sum = (list) => E(list.reduce((x, r) => x + r.hours.mean, 0), 0.02);
    const by = (key) => Object.fromEntries([...new Set(rows.map(key))].map((id) => [id, sum(rows.filter((r) => key(r) === id))]));
    return { class: c.id, rows, by_state: by((r) => r.state), by_activity: by((r) => r.activity), total: sum(rows) };
  });
}

/// Where more is removed, not served: it bounds one of the scenarios.
const unseen = { mean: null, half_width: null, n: 0 };
const store = {
  id: "coal-stock", title: T("Coal stock", "煤炭堆存"), side: "cn", kind: "store", activity: "loading-unloading", servers: null, offered_load: 1.02, utilisation: unseen, blocked: unseen,
  starved: unseen, closed: unseen, served_per_day: unseen, waiting_s: { mean: unseen, p95: unseen }, queue: { mean: unseen, max: unseen }, queue_km: null,
};
const place_of = (s) => (s.id === "long-hours" ? store.id : s.bottleneck);

/// Values put at the ends of their ranges: one that moves capacity both ways, one whose ends both lower it, one that only lowers it, one of which an end could not be run.
function ranges_of(year) {
  const without = (en, zh, effect) => ({ at: T(en, zh), effect, tonnes_per_year: null, difference: null, relative: null });
  const end = (en, zh, r) => ({ at: T(en, zh), effect: "moves", tonnes_per_year: { mean: round(year * (1 + r)), half_width: round(year * 0.01), n: 4 }, difference: { mean: round(year * r), half_width: round(year * 0.004), n: 4 }, relative: { mean: r, half_width: 0.004, n: 4 } });
  const value = (path, en, zh, low, high) => ({ value: path, title: T(en, zh), grade: "assumed", low, high });
  const half = value("stages.cn-scan.servers", "Chinese scanner: lanes or places of work", "中方机检：通道（作业位）数", without("0", "0", "not-run"), end("4", "4", 0.02));
  return {
    tried: 41, untried: [half],
    values: [
      value("stages.mn-exit.service", "Mongolian exit gate: service time", "蒙方出境卡口：作业时间", end("2 min", "2 分钟", 0.3), end("4 min", "4 分钟", -0.3)),
      value("flows.coal.annual", "Coal: annual amount", "煤炭：年运量", end("0 Mt/yr", "0 万吨/年", -0.28), end("30 Mt/yr", "3,000 万吨/年", -0.1)),
      value("stores.coal-stock.removal", "Coal stock: taken away a day", "煤炭堆存：日外运量", end("110 kt/d", "11 万吨/日", -0.24), without("250 kt/d", "25 万吨/日", "stays")),
      half,
    ],
    unsure: [value("stages.mn-entry.service", "Mongolian entry: service time", "蒙方入境：作业时间", { ...end("1 min", "1 分钟", 0.008), effect: "unsure" }, without("3 min", "3 分钟", "stays"))],
  };
}

/// Between what the values lead: the lowest and the highest of all ends.
function extremes_of({ tried, values }, key) {
  const ends = values.flatMap((v) => [v.low, v.high].filter((x) => x[key]).map((x) => ({ value: v.value, title: v.title, at: x.at, grade: v.grade, [key]: x[key] })));
  ends.sort((a, b) => a[key].mean - b[key].mean);
  return { tried, lowest: ends[0], highest: ends.at(-1), without: [], growing: [], unsure: 0 };
}

/// The same of mean clearance [s]: one value that moves both clocks, one at whose end queues grow.
function clearance_ranges_of(klass) {
  const without = (en, zh, effect) => ({ at: T(en, zh), effect, mean_s: null, difference: null, relative: null });
  const end = (now, en, zh, r) => ({ at: T(en, zh), effect: "moves", mean_s: { mean: round(now * (1 + r)), half_width: round(now * 0.01), n: 4 }, difference: { mean: round(now * r), half_width: round(now * 0.004), n: 4 }, relative: { mean: r, half_width: 0.004, n: 4 } });
  const value = (path, en, zh, low, high) => ({ value: path, title: T(en, zh), grade: "assumed", low, high });
  const papers = (now, least, most) => value("processes.coal-import.steps[1].declare", "Coal truck: time of the declaration", "煤炭货车流程：申报用时", end(now, "10 min", "10 分钟", least), end(now, "4 h", "4 小时", most));
  const [physical, documents] = [klass.physical_clearance_s.mean.mean, klass.document_clearance_s.mean.mean];
  return {
    class: klass.id,
    physical_clearance_s: {
      tried: 40, unsure: [], untried: [],
      values: [
        papers(physical, -0.2, 2.4),
        value("flows.coal.arrive.lead", "Coal: how early they come", "煤炭：提前到达时间", end(physical, "0 h", "0 小时", -0.3), without("6 h", "6 小时", "stays")),
        value("stages.mn-exit.service", "Mongolian exit gate: service time", "蒙方出境卡口：作业时间", without("2 min", "2 分钟", "stays"), without("4 min", "4 分钟", "grows")),
      ],
    },
    document_clearance_s: { tried: 40, unsure: [], untried: [], values: [papers(documents, -0.4, 5)] },
  };
}

function capacityOf(s, load) {
  const tonnesDay = classes.reduce((sum, c) => sum + c.perDay * c.payload, 0) * 1.04 * s.capacity;
  const vehicles = 1360 * 1.04 * s.capacity;
  const year = tonnesDay * 305;
  const ranked = stages.filter((g) => g.kind === "stage" && g.id !== s.bottleneck).sort((a, b) => load[b.id].rho - load[a.id].rho).slice(0, 6);
  const gain = (id, r) => ({ stage: id, kind: id === store.id ? "store" : stages.find((g) => g.id === id).kind, tonnes_per_year: { mean: round(year * r), half_width: round(year * 0.006), n }, relative: { mean: r, half_width: 0.006, n }, increment: 0.125 });
  // Of the exit gate the room to wait too, a place of the same id.
  const room = { ...gain("mn-exit", 0.021), kind: "queue", what: T("room for 40 more to wait", "增加 40 个候位"), increment: 1 };
  return {
    saturated: {
      vehicles_per_open_day: E(vehicles, 0.012), vehicles_per_year: E(vehicles * 305, 0.012), tonnes_per_year: E(year, 0.012),
      by_class: classes.filter((c) => c.payload > 0).map((c) => ({
        class: c.id, vehicles_per_year: E(c.perDay * 1.04 * s.capacity * 305, 0.012),
        tonnes_per_year: E(c.perDay * c.payload * 1.04 * s.capacity * 305, 0.012),
      })),
    },
    bound: { any_run_tonnes_per_year: round(year * 1.065), any_run_stage: s.bottleneck, sustained_tonnes_per_year: round(year * 1.03), sustained_stage: s.bottleneck, min_cut_vehicles_per_day: round(vehicles * 1.065) },
    bottleneck: {
      judged: true, stage: place_of(s), kind: gain(place_of(s), 0).kind, rivals: s.id === "smart-gate" ? ["mn-exit"] : [], rival_kinds: s.id === "smart-gate" ? ["queue"] : [],
      over_ranges: s.levers.length > 0 ? null : {
        tried: 5, unsure: [], elsewhere: [{ value: "stages.scan.service", title: T("Scanner: service time", "机检：作业时间"), at: T("4 min", "4 分钟"), tonnes_per_year: { mean: 0, half_width: 0, n: 3 } }],
        says: T("The bottleneck is elsewhere with “Scanner: service time” at 4 min.", "“机检：作业时间”取 4 分钟时，瓶颈在别处。"),
      },
      gains: [gain(place_of(s), 0.094), room, ...ranked.map((g, i) => gain(g.id, round(0.012 / (i + 1) - (i > 3 ? 0.003 : 0))))],
    },
    range: {
      value: "stages.mn-exit.service", title: T("Mongolian exit gate: service time", "蒙方出境卡口：作业时间"), grade: "assumed",
      low: { at: T("2 min", "2 分钟"), tonnes_per_year: { mean: round(year * 1.3), half_width: round(year * 0.02), n: 3 } },
      high: { at: T("4 min", "4 分钟"), tonnes_per_year: { mean: round(year * 0.7), half_width: round(year * 0.02), n: 3 } },
    },
    ranges: s.levers.length > 0 ? null : ranges_of(year),
    extremes: s.levers.length > 0 ? null : extremes_of(ranges_of(year), "tonnes_per_year"),
  };
}

function scenario(s, index) {
  const load = loads(s);
  const hours = (c) => ledgerRows.find((l) => l.class === c.id).rows.reduce((sum, r) => sum + (r.state === "documents" ? 0 : r.hours.mean), 0);
  const ledgerRows = ledger(s, load);
  const carried = Math.min(s.capacity, 1.12);
  return {
    id: s.id, title: s.title, scenario: `scenarios/sample/${s.id}.yaml`, hash: `5a3b1e0${index}c47d92f6`, version: "0.1.0", seed: 1, replications: n,
    horizon_s: 31536000, warmup_s: 0, start: "2023-01-01", interrupted: false, levers: s.levers,
    classes: classes.map((c) => ({
      id: c.id, title: c.title, arrived: E(c.perDay * 305 * carried), cleared: E(c.perDay * 304 * carried), inside_at_end: E(c.perDay * 0.4, 0.2),
      cleared_per_day: E(c.perDay * 0.836 * carried, 0.01), cleared_per_open_day: E(c.perDay * carried, 0.01), cleared_per_year: E(c.perDay * 305 * carried, 0.01),
      tonnes_per_day: E(c.perDay * 0.836 * c.payload * carried, 0.01), tonnes_per_year: E(c.perDay * c.payload * 305 * carried, 0.01),
      physical_clearance_s: times(hours(c)), document_clearance_s: c.payload > 0 ? times(hours(c) * 0.42 + 0.6) : null, sojourn_s: times(hours(c) * 1.1),
    })),
    stages: stages.map((g, i) => ({
      id: g.id, title: g.title, side: g.side, kind: g.kind, activity: g.activity, servers: g.servers, offered_load: round(load[g.id].rho * 1.02),
      load_leaves_out: i % 2 ? ["queues"] : [], load_counts_turned_away: i % 4 > 1,
      utilisation: E(load[g.id].rho, 0.01), blocked: E(g.id === "mn-exit" ? 0.03 : 0.004, 0.2), starved: E(Math.max(0, 0.97 - load[g.id].rho), 0.02),
      closed: E(0.54 * (s.relief?.all ?? 1), 0.002), served_per_day: E(load[g.id].perDay * 0.836 * carried, 0.01),
      waiting_s: { mean: E(load[g.id].queue / load[g.id].perDay * 11 * 3600, 0.06), p95: E(load[g.id].queue / load[g.id].perDay * 30 * 3600, 0.1) },
      queue: { mean: E(load[g.id].queue, 0.06), max: E(load[g.id].queue * 4 + 3, 0.1) },
      queue_km: g.side === "mn" && g.kind === "stage" ? { mean: E(load[g.id].queue * 0.025, 0.06), max: E(load[g.id].queue * 0.1, 0.1) } : null,
    })).concat(s.id === "long-hours" ? [store] : []),
    clearance_ranges: null,
    port: { tonnes_per_year: E(classes.reduce((sum, c) => sum + c.perDay * c.payload * 305 * carried, 0), 0.01), cleared_per_year: E(classes.reduce((sum, c) => sum + c.perDay * 305 * carried, 0), 0.01) },
    sides, ledger: ledgerRows, capacity: capacityOf(s, load), series: series(s, load),
    graph: {
      nodes: [...extraNodes.map((x) => ({ ...x, stage: null })), ...stages.map((g) => ({ id: g.id, kind: g.kind, title: g.title, side: g.side, stage: g.id }))],
      edges: edges.map(([from, to, share, list]) => ({ from, to, share, classes: list })),
    },
    checks: [
      { id: "conservation", title: T("Entered = left + inside + turned away, every class", "进入 = 离开 + 在场 + 劝返（各类别）"), ok: true, detail: null },
      { id: "bound", title: T("Throughput stays below the analytic bound", "通过量不超过解析上界"), ok: true, detail: T("Margin 6.1 %", "余量 6.1 %") },
      { id: "little", title: T("Little's law holds at every stage", "各环节满足利特尔法则"), ok: true, detail: T("Largest gap 0.2 %", "最大偏差 0.2 %") },
      { id: "stable", title: T("No queue drifts over the year", "全年排队无漂移"), ok: index !== 0, detail: index === 0 ? T("Exit gate grows by 0.4 vehicles a day", "出境卡口日均增加 0.4 辆") : null },
    ],
    assumptions: [
      { path: "stages.mn-exit.service", title: T("Exit gate, time per vehicle", "出境卡口单车时间"), value: "lognormal(mean 2.9 min, cv 0.5)", value_text: T("lognormal(mean 2.9 min, cv 0.5)", "对数正态分布（均值 2.9 分钟，变异系数 0.5）"), range: "2 min .. 4 min", range_text: T("2 min .. 4 min", "2 分钟至 4 分钟"), grade: "assumed", source: null, note: T("No observation published; fitted to the carried tonnage.", "无公开观测值，按实际运量拟合。") },
      { path: "stages.cn-scan.share", title: T("Share sent to the scanner", "机检比例"), value: "0.35", range: "0.2 .. 0.5", grade: "assumed", source: null, note: null },
      { path: "classes.coal-truck.payload", title: T("Payload of a coal truck", "煤车载重"), value: "108 t", range: "95 t .. 117 t", grade: "D", source: "NN23", note: T("Derived from a record day.", "由单日纪录推算。") },
      { path: "sides.cn.holidays[0].from", title: T("China: holiday, first day", "中国：节假日首日"), value: "2023-01-22", range: null, grade: "C", source: "NN23", note: null },
      { path: "sides.cn.holidays[0].to", title: T("China: holiday, last day", "中国：节假日末日"), value: "2023-01-24", range: null, grade: "C", source: "NN23", note: null },
      { path: "sides.cn.holidays[1].from", title: T("China: holiday, first day", "中国：节假日首日"), value: "2023-04-05", range: null, grade: "C", source: "NN23", note: null },
      { path: "stages.cn-gate.service", title: null, value: "30 s", range: null, grade: "C", source: "HK23", note: null },
    ],
  };
}

const real = scenarios.slice(0, command === "run" ? 1 : undefined).map(scenario);
real[0].clearance_ranges = clearance_ranges_of(real[0].classes[0]);
real[0].clearance_ranges.physical_clearance_s.extremes = extremes_of(real[0].clearance_ranges.physical_clearance_s, "mean_s");
// Of the first alternative no value of its own moves anything; of those that it shares with the base some move its capacity, and one stands under `range`.
if (real[1]) {
  const shared = ranges_of(real[1].capacity.saturated.tonnes_per_year.mean);
  Object.assign(real[1].capacity, { ranges: { tried: 2, values: [], unsure: [], untried: [] }, shared_ranges: { tried: 3, values: shared.values.slice(1, 3), unsure: [], untried: [] } });
  const nothing = { tried: 2, unsure: [], untried: [], values: [], extremes: null };
  real[1].clearance_ranges = { class: real[1].classes[0].id, physical_clearance_s: nothing, document_clearance_s: nothing };
}
real.slice(1).forEach((s) => s.levers.forEach((x) => (x.presupposes = [{ value: "hours.gate.open", says: T("that the other side opens as long", "境外一侧同样开放") }])));

function comparison(s) {
  const base = real[0];
  const measure = (id, title, unit, get, scale, r) => {
    const b = get(base), w = get(s);
    const difference = (w.mean - b.mean) / scale, half = Math.abs(b.half_width) / scale * 0.4;
    return {
      id, title, unit, base: { mean: round(b.mean / scale), half_width: round(b.half_width / scale), n }, with: { mean: round(w.mean / scale), half_width: round(w.half_width / scale), n },
      difference: { mean: round(difference), half_width: round(half), n },
      relative: { mean: round(difference / (b.mean / scale)), half_width: round(half / (b.mean / scale)), n },
      real: Math.abs(difference) > half, small: Math.abs(difference) + half < 0.005 * Math.abs(b.mean / scale), correlation: r, variance_saved: round(r * 0.94),
    };
  };
  const coal = (x) => x.classes[0];
  const tonnes = (x) => ({ mean: x.classes.reduce((sum, c) => sum + c.tonnes_per_year.mean, 0), half_width: coal(x).tonnes_per_year.half_width });
  const at = (factor) => ({ mean: round((tonnes(s).mean - tonnes(base).mean) / 1e6 * factor), half_width: 0.1, n: 3 });
  return {
    base: "base", with: s.id, over_range: { low: at(0.2), high: at(1.6) },
    // Of the first alternative alone, of which nothing else moves clearance.
    clearance_over_ranges: s !== real[1] ? null : {
      physical_clearance_s: [
        { value: "hours.port.open", title: T("Port: opening hours", "口岸：开放时间"), grade: "assumed", low: { at: T("16 h", "16 小时"), difference: { mean: 9000, half_width: 1200, n: 4 } }, high: { at: T("24 h", "24 小时"), difference: null } },
        { value: "stages.cn-entry.service", title: T("Entry check: service time", "进境查验：作业时间"), grade: "assumed", low: { at: T("1 min", "1 分钟"), difference: { mean: -2400, half_width: 60, n: 4 } }, high: { at: T("3 min", "3 分钟"), difference: null } },
      ],
      document_clearance_s: [],
    },
    // As it is the lowest, and with another sign at an end of a range.
    clearance_extremes: {
      physical_clearance_s: {
        tried: 9, unsure: 0, growing: [T("Entry check: service time", "进境查验：作业时间")],
        lowest: { value: null, title: null, at: null, grade: null, difference: { mean: -1800, half_width: 30, n } },
        without: [{ value: "flows.coal.annual", title: T("Coal: annual amount", "煤炭：年运量"), at: T("0 Mt/yr", "0 万吨/年"), grade: "assumed", difference: { mean: -3600, half_width: 60, n: 4 } }],
        highest: { value: "hours.port.open", title: T("Port: opening hours", "口岸：开放时间"), at: T("16 h", "16 小时"), grade: "assumed", difference: { mean: 9000, half_width: 1200, n: 4 } },
      },
      document_clearance_s: null,
    },
    measures: [
      measure("capacity", T("Capacity", "通过能力"), "Mt/yr", (x) => x.capacity.saturated.tonnes_per_year, 1e6, 0.93),
      measure("tonnes_per_year", T("Tonnes carried a year", "年货运量"), "Mt/yr", tonnes, 1e6, 0.96),
      measure("cleared_per_day", T("Coal trucks cleared a day", "日均通关煤车"), "vehicles/d", (x) => coal(x).cleared_per_day, 1, 0.95),
      measure("coal-truck.physical_clearance_s.mean", T("Physical clearance, coal truck, mean", "煤车实体通关时间（平均）"), "h", (x) => coal(x).physical_clearance_s.mean, 3600, 0.88),
      measure("clearance_p95", T("Physical clearance, coal truck, 95 %", "煤车实体通关时间（95 %）"), "h", (x) => coal(x).physical_clearance_s.p95, 3600, 0.71),
      measure("documents_mean", T("Document clearance, coal truck, mean", "煤车整体通关时间（平均）"), "h", (x) => coal(x).document_clearance_s.mean, 3600, 0.82),
      measure("a_hair", T("Trucks in, a hair more", "入境货车（微增）"), "vehicles/d", (x) => ({ mean: x === base ? 1000 : 1001, half_width: 1 }), 1, 0.99),
      measure("queue_exit", T("Queue at the exit gate, mean", "出境卡口平均排队"), "vehicles", (x) => x.stages[3].queue.mean, 1, 0.64),
      measure("queue_scan", T("Queue at the scanner, mean", "机检查验平均排队"), "vehicles", (x) => ({ ...x.stages[7].queue.mean, half_width: 7 }), 1, 0.12),
    ],
  };
}

const mt = (x) => (x / 1e6).toFixed(1);
const wan = (x) => Math.round(x / 1e4);
const answer = command === "run"
  ? { groups: [1], en: [`Sample: as it is, the port can carry ${mt(real[0].capacity.saturated.tonnes_per_year.mean)} Mt a year; the exit gate sets the limit.`],
      zh: [`示例：按现状，口岸年通过能力为 ${wan(real[0].capacity.saturated.tonnes_per_year.mean)} 万吨，瓶颈在蒙方出境卡口。`] }
  : { groups: [2, 2], en: [
      `Sample: the rail port carries most, ${mt(real[3].capacity.saturated.tonnes_per_year.mean)} Mt a year against ${mt(real[0].capacity.saturated.tonnes_per_year.mean)} Mt today.`,
      "Longer hours bring more than smart gates, and open first; both differences are larger than the noise.",
      "Smart gates: capacity rises by 2.1 ± 0.3 Mt, to 47.2 Mt a year; they open at once.",
      "With smart gates the bottleneck moves from the Mongolian exit gate to the Chinese scanner: a fourth scanner should come with them.",
    ], zh: [
      `示例：铁路口岸通过能力最大，年 ${wan(real[3].capacity.saturated.tonnes_per_year.mean)} 万吨，现状为 ${wan(real[0].capacity.saturated.tonnes_per_year.mean)} 万吨。`,
      "延时通关的增量大于智能卡口，且最早可以实施；两者差异均超出随机波动。",
      "智能卡口：年通过能力提高 210 ± 30 万吨，达到 4,720 万吨；随即启用。",
      "采用智能卡口后，瓶颈由蒙方出境卡口转移到中方机检查验，应同步增设第四台设备。",
    ] };
const simulated = (mean, half) => ({ mean, half_width: half, n });

const result = {
  sample: "invented figures, not data", kouan: "0.1.0", command, lang,
  title: T("SAMPLE: Ganqimaodu road port, three proposals", "【示例】甘其毛都公路口岸：三项方案比较"),
  question: T("How many tonnes a year can each proposal carry, how long does a truck wait, and where does the bottleneck move?", "三项方案各能通过多少货运量？车辆通关需要多长时间？瓶颈会转移到哪里？"),
  answer, details: { groups: [1], en: ["Sample: what else there is to know."], zh: ["示例：其他说明。"] },
  certainty: { groups: Array(7).fill(1), en: ["one", "two", "three", "four", "five", "six", "seven"].map((x) => `Sample: sentence ${x} on how sure that is.`), zh: [..."一二三四五六七"].map((x) => `示例：可信程度说明之${x}。`) }, scenarios: real, comparisons: real.slice(1).map(comparison),
  validation: [
    { id: "V2b", title: T("Tonnes in 2023", "2023 年货运量"), observed: 37.857, unit: "Mt", source: "BYN24", grade: "A", tolerance: "±5 %", tolerance_low: 35.96415, tolerance_high: 39.74985, simulated: simulated(37.41, 0.38), inside: true, fitted: true, dependent: false, scenario: "scenarios/sample/base.yaml", of_base: true, note: T("Exit gate time was fitted to this figure.", "出境卡口时间按此数值拟合。") },
    { id: "V2a", title: T("Tonnes in the first half of 2023", "2023 年上半年货运量"), observed: 16.33, unit: "Mt", source: "BYN24", grade: "A", tolerance: "±10 %", tolerance_low: 14.697, tolerance_high: 17.963, simulated: simulated(16.4, 0.1), inside: true, fitted: false, dependent: true, scenario: "scenarios/sample/2018.yaml", of_base: false, note: null },
    { id: "V2c", title: T("Tonnes per open day, Jan-Apr", "1—4 月开关日均运量"), observed: 112.6, unit: "kt/d", source: "AFP23", grade: "A", tolerance: "±10 %", tolerance_low: 101.34, tolerance_high: 123.86, simulated: simulated(118.2, 1.4), inside: true, fitted: false, dependent: false, scenario: "scenarios/sample/base.yaml", of_base: true, note: null },
    { id: "V2d", title: T("Inbound trucks, record day", "单日入境车辆纪录"), observed: 1622, unit: "vehicles", source: "NN23", grade: "A", tolerance: "±10 %", tolerance_low: 1459.8, tolerance_high: 1784.2, simulated: simulated(1398, 22), inside: false, fitted: false, dependent: false, scenario: "scenarios/sample/base.yaml", of_base: true, note: T("The model has no day with all lanes turned inbound.", "模型未考虑全部车道改为入境的情形。") },
    { id: "V2e", title: T("Gate time after smart gates", "智能卡口单车时间"), observed: 30, unit: "s", source: "HK23", grade: "A", tolerance: "±20 %", tolerance_low: 24.0, tolerance_high: 36.0, simulated: simulated(28.4, 0.2), inside: true, fitted: false, dependent: false, scenario: "scenarios/sample/base.yaml", of_base: true, note: null },
    { id: "V2f", title: T("Queue before the gates, wide", "卡口前排队（宽容差）"), observed: 100, unit: "vehicles", source: "NN23", grade: "B", tolerance: "factor 3", tolerance_text: T("factor 3", "3 倍以内"), tolerance_low: 100 / 3, tolerance_high: 300, simulated: simulated(41, 5), inside: true, fitted: false, dependent: true, scenario: "scenarios/sample/base.yaml", of_base: true, note: null },
    { id: "V2g", title: T("Trains a day", "日均列车数"), observed: 15, unit: "trains/d", source: "NN23", grade: "D", tolerance: "6.8 .. 18", tolerance_text: T("6.8 .. 18", "6.8 至 18"), tolerance_low: 6.8, tolerance_high: 18, simulated: simulated(66, 2), inside: false, fitted: false, dependent: true, scenario: "scenarios/sample/base.yaml", of_base: true, note: null },
    { id: "R1", title: T("Railway, published capacity", "铁路公布能力"), observed: 82.2, unit: "kt/d", source: "HK23", tolerance: "at most", tolerance_text: T("at most", "不高于"), tolerance_low: null, tolerance_high: 82.2, simulated: simulated(90, 0.1), inside: false, fitted: false, dependent: false, design: true, verdict: "above", scenario: "scenarios/sample/base.yaml", levers: [T("Railway", "铁路")], of_base: false, note: null },
  ],
  sources: [
    { key: "BYN24", title: "Sample source: yearbook entry", url: "https://example.org/byn24", year: 2024, grade: "A" },
    { key: "AFP23", title: "Sample source: news agency", url: "https://example.org/afp23", year: 2023, grade: "A" },
    { key: "NN23", title: "Sample source: record day", url: "https://example.org/nn23", year: 2023, grade: "A" },
    { key: "HK23", title: "示例来源：智能卡口", url: null, year: 2023, grade: "C", note: T("A copy; the address was not kept.", "转载；网址未保留。") },
  ],
};
// A single run has its scenario's keys at the top level.
const { title, ...only } = result.scenarios[0];
const { scenarios: _, comparisons: __, ...run } = { ...result, ...only, title: result.title };
writeFileSync(out, JSON.stringify(command === "run" ? run : result));
