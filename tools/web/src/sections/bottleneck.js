// What one more server, place or a tenth more removal would bring, place by place.
import { h } from "../core/dom.js";
import { language, pick, t } from "../core/language.js";
import { bottleneck_name, headline, place_name } from "../core/data.js";
import { estimate_text, has, known, scaled, unit } from "../core/format.js";
import { figure } from "../core/figure.js";
import { scenario_buttons } from "../core/controls.js";
import { category_axis, even_lines, label_room, text_width, tip, value_axis } from "../charts/engine.js";
import { above, are_names_above, name_line, names_above, row_with_name } from "../charts/names_above.js";
import { whiskers } from "../charts/whisker.js";
import { ink } from "../core/theme.js";

const last_bits = 1e-9; // of capacity: what rounding leaves

function all_gains(scenario) {
  const { gain } = headline;
  const found = scenario.capacity?.bottleneck;
  const ranked = (list) => (list ?? []).filter((g) => has(gain(g))).sort((a, b) => gain(b).mean - gain(a).mean);
  return [...ranked(found?.gains), ...ranked(found?.pairs), ...ranked(found?.longer_hours)]; // two places at a time, and hours, which are no places: after them
}

/// Where more changes nothing in any replication, but for the place of which the sentence above tells: nothing to be drawn.
function changes_nothing(scenario, g) {
  const { mean, half_width } = headline.gain(g);
  const size = headline.capacity(scenario)?.mean ?? 0;
  return !is_told(scenario, g) && known(half_width) && Math.max(Math.abs(mean), half_width) <= last_bits * size;
}

/// Those that are drawn.
function gains_of(scenario) {
  const all = all_gains(scenario);
  const some = all.filter((g) => !changes_nothing(scenario, g));
  return some.length ? some : all;
}

/// The others, in words.
function said_of_nothing(model, scenario) {
  const drawn = gains_of(scenario);
  const left = all_gains(scenario).filter((g) => !drawn.includes(g)).map((g) => name_of(model, g));
  return left.length ? t("bottleneck.nothing", { list: left.join(t("list.comma")) }) : "";
}

function name_of(model, g) {
  if (g.hours) return `${g.title[language()]}, +${g.longer_h} h`;
  return g.stages ? g.stages.map(model.stage_name).join(" + ") : place_name(model, g.stage, g.kind);
}

/// Whether it is of the bottleneck, or of the two places that bind together.
function is_told(scenario, g) {
  if (g.stages) return String(g.stages) === String(scenario.together);
  return Boolean(g.stage) && g.stage === scenario.bottleneck && g.kind === (scenario.bottleneck_kind ?? g.kind);
}

const bar_height = 18;

/// Names over several lines; height of the rows, as that of most lines needs, and how far below its middle a bar lies.
function rows_of(model, scenario, width) {
  const names = gains_of(scenario).map((g) => even_lines(name_of(model, g), are_names_above(width) ? width - 12 : 220, 13));
  const lines = Math.max(...names.map((name) => name.split("\n").length));
  return { names, ...(are_names_above(width) ? row_with_name(lines, bar_height) : { high: Math.max(34, name_line * lines + 12), drop: 0 }) };
}

function bars(model, scenario, values, drop) {
  const gains = gains_of(scenario);
  return {
    type: "custom", encode: { x: 1, y: 0 }, data: values.map((v, i) => [i, v.mean]),
    renderItem: ({ dataIndex }, api) => {
      const [[zero, y], [x]] = [0, api.value(1)].map((at) => api.coord([at, api.value(0)]));
      return { type: "rect", shape: { x: Math.min(zero, x), y: y + drop - bar_height / 2, width: Math.abs(x - zero), height: bar_height, r: 2 }, style: { fill: scenario.colour, opacity: is_told(scenario, gains[dataIndex]) ? 1 : 0.45 } };
    },
  };
}

function option(model, scenario, width) {
  const { gain, unit: unit_id } = headline;
  const gains = gains_of(scenario);
  const { names, drop } = rows_of(model, scenario, width);
  const wide = !are_names_above(width);
  const left = wide ? label_room(names.flatMap((name) => name.split("\n")), 400) + 10 : 2;
  const values = gains.map((g) => scaled(gain(g), unit_id));
  // What changes nothing in any replication is 0, which needs no interval.
  const texts = gains.map((g) => (gain(g)?.mean === 0 && gain(g).half_width === 0 ? "0" : estimate_text(gain(g), unit_id, { sign: true, interval: wide, name: wide })));
  return {
    grid: { left, right: Math.ceil(Math.max(...texts.map((x) => text_width(x)))) + 20, top: 4, bottom: 44 },
    xAxis: value_axis({ name: t("axis.unit", { name: t("bottleneck.gain"), unit: unit(unit_id).name }) }),
    yAxis: category_axis(names, { axisLabel: { show: wide }, axisLine: { onZero: true, lineStyle: { color: "#b4bcc3" } } }),
    tooltip: { trigger: "item", formatter: ({ dataIndex }) => tip(name_of(model, gains[dataIndex]), [[scenario.colour, t("bottleneck.gain"), estimate_text(gain(gains[dataIndex]), unit_id, { sign: true })], [null, more(gains[dataIndex]), ""], [null, t("compare.relative"), estimate_text(gains[dataIndex].relative, "ratio", { sign: true })], [null, t("bottleneck.increment"), known(gains[dataIndex].increment) ? estimate_text({ mean: gains[dataIndex].increment }, "ratio", { sign: true }) : "–"]]) },
    series: [
      bars(model, scenario, values, drop),
      ...(wide ? [] : [names_above(names, { up: bar_height / 2 + above - drop })]),
      whiskers(values.flatMap((v, i) => (v.sure && v.high > v.low ? [[i, v.low, v.high]] : [])), { offset: drop }),
      {
        type: "custom", silent: true, z: 8, encode: { x: 1, y: 0 }, data: values.map((v, i) => [i, Math.max(v.high, 0)]),
        renderItem: (_, api) => {
          const [x, y] = api.coord([api.value(1), api.value(0)]);
          const g = gains[api.value(0)];
          return { type: "text", style: { text: texts[api.value(0)], x: x + 8, y: y + drop, textVerticalAlign: "middle", fill: ink, font: `${is_told(scenario, g) ? 600 : 400} 13px 'Source Sans 3 Variable'` } };
        },
      },
    ],
  };
}

/// What was tried there, in the scenario's own words; results of before say only the kind of place.
function more(gain) {
  return gain.what ? gain.what[language()] : t(`bottleneck.more.${gain.kind}`);
}

/// So few replications leave it open; of those tried in all of them the one that adds most.
function too_few_to_say(model, scenario) {
  const { gain } = headline;
  const gains = scenario.capacity.bottleneck.gains.filter((g) => has(gain(g)));
  const n = Math.max(0, ...gains.map((g) => gain(g).n));
  if (n < 2) return t("bottleneck.unjudged");
  const most = gains.filter((g) => gain(g).n === n).sort((a, b) => gain(b).mean - gain(a).mean)[0];
  return t("bottleneck.unjudged.more", { n, stage: place_name(model, most.stage, most.kind), more: more(most), gain: estimate_text(gain(most), headline.unit) });
}

function sentence(model, scenario) {
  const g = gains_of(scenario).find((x) => is_told(scenario, x));
  const run = model.scenarios.length === 1 ? ".run" : "";
  if (scenario.unjudged) return too_few_to_say(model, scenario);
  if (!scenario.bottleneck && !scenario.together) return t(`bottleneck.unclear${run}`, { scenario: scenario.name });
  const gain = g ? estimate_text(headline.gain(g), headline.unit) : "–";
  return t(`bottleneck.${scenario.together ? "together" : "sentence"}${run}`, { scenario: scenario.name, stage: bottleneck_name(model, scenario), more: g ? more(g) : "–", gain });
}

/// Under which assumptions it would be elsewhere; empty where that was not tried.
function over_ranges(scenario) {
  return pick(scenario.capacity?.bottleneck?.over_ranges?.says) || "";
}

export function bottleneck_section(model) {
  const shown = model.scenarios.filter((s) => gains_of(s).length);
  const unfinished = model.scenarios.some((s) => s.interrupted && s.capacity && !s.capacity.bottleneck);
  if (shown.length === 0) return [h("p", { class: "none" }, t(unfinished ? "bottleneck.unfinished" : "bottleneck.none"))];
  let chosen = shown[0];
  const said = h("p", { class: "said" }, sentence(model, chosen));
  const elsewhere = h("p", { class: "sub over-ranges" }, over_ranges(chosen));
  const nothing = h("p", { class: "sub nothing" }, said_of_nothing(model, chosen));
  const element = figure({
    id: "bottleneck", title: t("bottleneck.title"), sub: t("bottleneck.sub"), height: (width) => 56 + gains_of(chosen).length * rows_of(model, chosen, width).high, option: (width) => option(model, chosen, width),
    describe: () => sentence(model, chosen), saved: () => ({ place: model.scenarios.length > 1 ? chosen.name : "", notes: [said.textContent, elsewhere.textContent, nothing.textContent] }), below: nothing,
    controls: scenario_buttons({ ...model, scenarios: shown }, chosen.index, (index) => {
      chosen = model.scenarios[index];
      said.textContent = sentence(model, chosen);
      elsewhere.textContent = over_ranges(chosen);
      nothing.textContent = said_of_nothing(model, chosen);
      element.refresh();
    }),
  });
  return [said, elsewhere, element];
}
