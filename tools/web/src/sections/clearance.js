// Quantiles of clearance time per class, on two clocks that are never mixed.
import { h } from "../core/dom.js";
import { t } from "../core/language.js";
import { estimate_text, has, scaled, time_unit, unit } from "../core/format.js";
import { saved_as } from "../core/csv.js";
import { figure } from "../core/figure.js";
import { range_marks } from "../core/picture_key.js";
import { estimate_cell, fold, head, table } from "../core/table.js";
import { broken_names, category_axis, tip, value_axis } from "../charts/engine.js";
import { ink_soft } from "../core/theme.js";

const clocks = [["physical", "physical_clearance_s"], ["document", "document_clearance_s"]];
const quantiles = ["p50", "p90", "p95"];

function times(scenario, klass, field) {
  const found = scenario.klass(klass)?.[field];
  return found && has(found.p50) ? found : null;
}

/// One row: a bar from the median to 90 %, a thin line on to 95 %, a dot at the mean.
function range_series(rows, axes) {
  return {
    type: "custom", ...axes, encode: { x: [1, 2, 3, 4], y: 0 }, z: 4,
    data: rows.map((r) => [r.i, r.p50.mean, (r.p90 ?? r.p50).mean, (r.p95 ?? r.p90 ?? r.p50).mean, (r.mean ?? r.p50).mean]),
    renderItem: (params, api) => {
      const r = rows[params.dataIndex];
      const place = (k) => api.coord([api.value(k), api.value(0)]);
      const [[x50, y], [x90], [x95], [mean]] = [1, 2, 3, 4].map(place);
      const fill = r.colour;
      return { type: "group", children: [
        { type: "rect", shape: { x: x50, y: y - 0.75, width: Math.max(1, x95 - x50), height: 1.5 }, style: { fill } },
        { type: "rect", shape: { x: x95 - 1, y: y - 5, width: 2, height: 10 }, style: { fill } },
        { type: "rect", shape: { x: x50, y: y - 7, width: Math.max(1, x90 - x50), height: 14, r: 2 }, style: { fill, opacity: 0.42 } },
        { type: "rect", shape: { x: x50 - 1.5, y: y - 9, width: 3, height: 18 }, style: { fill } },
        { type: "circle", shape: { cx: mean, cy: y, r: 4 }, style: { fill: "#ffffff", stroke: fill, lineWidth: 2 } },
      ] };
    },
  };
}

function option(model, klass, width) {
  const shown = model.scenarios.filter((s) => times(s, klass, clocks[0][1]) || times(s, klass, clocks[1][1]));
  const used = clocks.filter(([, field]) => shown.some((s) => times(s, klass, field)));
  const beside = width >= 640;
  const { broken, room, high } = rows_of(shown, width);
  const half = (width - room - 10 - 20) / 2;
  const grid = used.map((_, i) => (beside && used.length > 1 ? { left: room + 10 + i * (half + 20), width: half - 12, top: 26, height: high } : { left: room + 10, right: 22, top: 26 + i * (high + 84), height: high }));
  const series = used.map(([, field], i) => {
    const u = unit_of(shown, klass, field);
    const rows = shown.flatMap((s, row) => {
      const found = times(s, klass, field);
      return found ? [{ i: row, colour: s.colour, ...Object.fromEntries(["mean", ...quantiles].map((q) => [q, scaled(found[q], u)])) }] : [];
    });
    return range_series(rows, { xAxisIndex: i, yAxisIndex: i });
  });
  return {
    title: used.map(([clock], i) => ({ text: t(`clearance.${clock}`), left: grid[i].left - 4, top: grid[i].top - 26, textStyle: { fontSize: 13, fontWeight: 600, color: ink_soft } })),
    grid,
    xAxis: used.map(([, field], i) => value_axis({ gridIndex: i, min: 0, name: unit(unit_of(shown, klass, field)).name, splitNumber: 4 })),
    yAxis: used.map((_, i) => category_axis(broken, { gridIndex: i, axisLabel: { show: !beside || i === 0 } })),
    tooltip: {
      trigger: "item",
      formatter: ({ seriesIndex, dataIndex }) => {
        const [clock, field] = used[seriesIndex];
        const list = shown.filter((s) => times(s, klass, field));
        const s = list[dataIndex];
        const u = unit_of(shown, klass, field);
        return tip(`${s.name} · ${t(`clearance.${clock}`)}`, ["mean", ...quantiles].map((q) => [null, t(`clearance.${q}`), estimate_text(times(s, klass, field)[q], u)]));
      },
    },
    series,
  };
}

function unit_of(scenarios, klass, field) {
  return time_unit(scenarios.map((s) => times(s, klass, field)?.p95?.mean));
}

/// Names of the rows, and how high all of them are.
function rows_of(shown, width) {
  const { high, ...names } = broken_names(shown.map((s) => s.name), width < 420 ? 100 : 140, 34);
  return { ...names, high: shown.length * high + 6 };
}

function height(model, klass, width) {
  const shown = model.scenarios.filter((s) => times(s, klass, clocks[0][1]) || times(s, klass, clocks[1][1]));
  const used = clocks.filter(([, field]) => shown.some((s) => times(s, klass, field))).length;
  const one = rows_of(shown, width).high;
  return 26 + 46 + (width < 640 ? one * used + 84 * (used - 1) : one);
}

function clock_table(model, classes) {
  const columns = ["mean", ...quantiles];
  const rows = classes.flatMap((klass) => model.scenarios.flatMap((s) => clocks.flatMap(([clock, field]) => {
    const found = times(s, klass, field);
    if (!found) return [];
    return [[h("th", { scope: "row" }, model.class_name(klass)), saved_as(h("td", {}, s.name), [{ text: s.full_name }]), h("td", {}, t(`clearance.${clock}`)), ...columns.map((q) => estimate_cell(found[q], "s>h", { coarse: true }))]];
  })));
  return table({ id: "clearance", className: "figures", heads: [head("", null, { saved: t("csv.class") }), head(t("select.scenario")), head("", null, { saved: t("csv.clock") }), ...columns.map((q) => head(t(`clearance.${q}`), "s>h", { saved: t("csv.of", { what: t("nav.clearance"), name: t(`clearance.${q}`) }) }))], rows });
}

export function clearance_section(model) {
  const classes = model.classes.map((c) => c.id).filter((id) => model.scenarios.some((s) => clocks.some(([, field]) => times(s, id, field))));
  if (classes.length === 0) return [h("p", { class: "none" }, t("answer.unknown"))];
  const has_documents = model.scenarios.some((s) => classes.some((id) => times(s, id, "document_clearance_s")));
  const describe = (klass) => model.scenarios.map((s) => `${s.name}: ${t("clearance.p50")} ${estimate_text(times(s, klass, "physical_clearance_s")?.p50, "s>h")}`).join("; ");
  const sub = t("clearance.sub", { document: has_documents ? t("clearance.sub.document") : "" });
  const key = [["median", t("clearance.p50")], ["to90", t("clearance.to90")], ["to95", t("clearance.to95")], ["mean", t("clearance.mean")]];
  const saved = (klass) => ({ title: t("csv.of", { what: t("nav.clearance"), name: model.class_name(klass) }), sub, key: key.map(([mark, text]) => ({ mark: range_marks[mark], text })) });
  return [
    h("p", { class: "sub" }, sub),
    h("ul", { class: "key clear" }, key.map(([mark, text]) => h("li", {}, h("i", { class: mark }), text))),
    h("div", { class: "pair" }, classes.map((klass) => figure({ id: `clearance-${klass}`, title: model.class_name(klass), level: "h4", height: (width) => height(model, klass, width), option: (width) => option(model, klass, width), describe: () => describe(klass), saved: () => saved(klass) }))),
    fold(t("clearance.table"), clock_table(model, classes)),
  ];
}
