// How long one of a class is at each place and on each drive, in the colours of where the time goes.
import { h } from "../core/dom.js";
import { pick, t } from "../core/language.js";
import { estimate_text, has, number, unit } from "../core/format.js";
import { figure } from "../core/figure.js";
import { square } from "../core/picture_key.js";
import { drop_down, scenario_buttons } from "../core/controls.js";
import { category_axis, even_lines, label_room, tip, value_axis } from "../charts/engine.js";
import { ink } from "../core/theme.js";

const least_share = 0.005; // of the whole time: less is no bar to be seen

/// Places and drives in the order of the hours there, with those of each kind: { name, hours, rows }.
function places_of(model, entry) {
  const places = new Map();
  for (const row of (entry?.rows ?? []).filter((r) => has(r.hours))) {
    const name = pick(row.drive) || (row.stage ? model.stage_name(row.stage) : t(`ledger.${row.state}`));
    const place = places.get(name) ?? { name, hours: 0, rows: [] };
    place.hours += row.hours.mean;
    place.rows.push(row);
    places.set(name, place);
  }
  const whole = [...places.values()].reduce((sum, p) => sum + p.hours, 0);
  return [...places.values()].filter((p) => p.hours >= least_share * whole).sort((a, b) => b.hours - a.hours);
}

function option(places, kinds, one, width) {
  const of = (kind, place) => place.rows.filter(kind.match).reduce((sum, r) => sum + r.hours.mean, 0);
  const used = kinds.filter((kind) => places.some((p) => of(kind, p) > 0));
  const names = places.map((p) => even_lines(p.name, width < 520 ? 120 : 250, 13));
  const room = label_room(names.flatMap((x) => x.split("\n")), 400);
  return {
    grid: { left: room + 10, right: 56, top: 4, bottom: 44 },
    xAxis: value_axis({ name: t("ledger.hours", { one }), min: 0, splitNumber: width < 520 ? 3 : 5 }),
    yAxis: category_axis(names),
    tooltip: {
      trigger: "axis", axisPointer: { type: "shadow", shadowStyle: { color: "rgba(23,33,43,.05)" } },
      formatter: (items) => {
        const place = places[items[0].dataIndex];
        return tip(place.name, place.rows.map((r) => [kinds.find((k) => k.match(r))?.colour ?? null, t(`ledger.${r.state}`), estimate_text(r.hours, "h")]));
      },
    },
    series: used.map((kind, i) => ({
      type: "bar", name: kind.name, stack: "time", barWidth: 16, itemStyle: { color: kind.colour }, data: places.map((p) => of(kind, p)),
      ...(i === used.length - 1 ? { label: { show: true, position: "right", color: ink, fontSize: 12.5, formatter: ({ dataIndex }) => number(places[dataIndex].hours) } } : {}),
    })),
  };
}

function high(places, width) {
  const lines = Math.max(1, ...places.map((p) => even_lines(p.name, width < 520 ? 120 : 250, 13).split("\n").length));
  return 52 + places.length * Math.max(26, 16 * lines + 8);
}

/// `classes` are ids; `kinds` those of the picture above, with their colours.
export function dwell_figure(model, kinds, classes) {
  let scenario = model.scenarios.find((s) => s.day) ?? model.base;
  let klass = classes.find((id) => id === model.result.main_class) ?? classes[0];
  const entry = () => scenario.ledger?.find((l) => l.class === klass);
  const places = () => places_of(model, entry());
  const one = () => t(`one.${model.counted_of_class(klass)}`);
  const element = figure({
    id: "dwell", title: t("dwell.title"), sub: t("dwell.sub", { colours: t("dwell.colours") }), height: (width) => high(places(), width), option: (width) => option(places(), kinds, one(), width),
    describe: () => `${model.class_name(klass)}. ${places().map((p) => `${p.name} ${number(p.hours)} ${unit("h").name}`).join("; ")}`,
    saved: () => ({
      title: t("csv.of", { what: t("dwell.title"), name: model.class_name(klass) }), place: model.scenarios.length > 1 ? scenario.name : "", sub: t("dwell.sub", { colours: "" }),
      key: kinds.filter((kind) => places().some((p) => p.rows.some((r) => kind.match(r) && r.hours.mean > 0))).map((kind) => ({ mark: square(kind.colour), text: kind.name })),
    }),
    controls: [...scenario_buttons(model, scenario.index, (index) => {
      scenario = model.scenarios[index];
      element.refresh();
    }), h("div", { class: "choices" }, drop_down(t("select.show"), [{ label: null, options: classes.map((id) => ({ value: id, text: model.class_name(id) })) }], klass, (value) => {
      klass = value;
      element.refresh();
    }))],
  });
  return element;
}
