// A day of a rail port as its yard master draws it: tracks and who stood on them, sections and who ran on them.
import { h } from "../core/dom.js";
import { language, pick, t } from "../core/language.js";
import { drop_down, scenario_buttons } from "../core/controls.js";
import { figure } from "../core/figure.js";
import { saved_as } from "../core/csv.js";
import { class_colours } from "../core/theme.js";
import { head, number_cell, table } from "../core/table.js";
import { held_table } from "./held.js";
import { gantt_has_numbers, gantt_height, gantt_option, place_words } from "../charts/gantt.js";
import { direction_name, directions, train_graph_height, train_graph_option } from "../charts/train_graph.js";

const everything = "all:";
const of_side = "side:";

export function has_day(scenario) {
  return (scenario.day?.places ?? []).some((p) => p.stays.length > 0);
}

function of_kind(scenario, kind) {
  return (scenario?.day?.places ?? []).filter((p) => p.kind === kind);
}

function date_of(scenario) {
  return new Date(`${scenario.day.date}T00:00:00Z`).toLocaleDateString(language() === "zh" ? "zh-CN" : "en-GB", { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" });
}

function which_day(model, scenario) {
  return model.scenarios.length > 1 ? t("day.of", { scenario: scenario.name, date: date_of(scenario) }) : date_of(scenario);
}

/// A picture that is saved and shown elsewhere must say of what day it is.
function hours_of(model, scenario) {
  return t("day.hours", { day: which_day(model, scenario) });
}

/// A class has one colour in all pictures of the day.
function colours_of(model, shown) {
  const used = new Set(shown.flatMap((s) => s.day.places.flatMap((p) => p.stays.map((x) => x.class))));
  const classes = model.classes.filter((c) => used.has(c.id));
  return (places) => {
    const here = new Set(places.flatMap((p) => p.stays.map((x) => x.class)));
    return classes.map((c, i) => ({ id: c.id, name: model.class_name(c.id), colour: class_colours[i % class_colours.length] })).filter((k) => here.has(k.id));
  };
}

/// The side with most yards, where the reader looks first.
function main_side(scenario, yards) {
  const count = (side) => yards.filter((y) => scenario.stage(y.id)?.side === side).length;
  return sides_of(scenario, yards).sort((a, b) => count(b) - count(a))[0];
}

function sides_of(scenario, yards) {
  return [...new Set(yards.map((y) => scenario.stage(y.id)?.side).filter(Boolean))];
}

function chosen_yards(scenario, choice) {
  const yards = of_kind(scenario, "yard");
  if (choice.startsWith(of_side)) {
    const found = yards.filter((y) => `${of_side}${scenario.stage(y.id)?.side}` === choice);
    return found.length ? found : yards;
  }
  const one = yards.filter((y) => y.id === choice);
  return one.length ? one : yards;
}

function yards_figure(model, shown, kinds_of) {
  const drawn = shown.filter((s) => of_kind(s, "yard").length > 0);
  if (drawn.length === 0) return null;
  let scenario = drawn[0];
  const yards = () => of_kind(scenario, "yard");
  const several_sides = () => sides_of(scenario, yards()).length > 1;
  let choice = several_sides() ? `${of_side}${main_side(scenario, yards())}` : everything;
  const name = (place) => pick(place.title) || place.id;
  const places = () => chosen_yards(scenario, choice);
  const selector = () => (yards().length < 2 ? [] : [drop_down(t("select.show"), [
    { label: null, options: [{ value: everything, text: t("day.yards.all") }] },
    ...(several_sides() ? [{ label: t("stages.side"), options: sides_of(scenario, yards()).map((s) => ({ value: `${of_side}${s}`, text: model.side_name(s) })) }] : []),
    { label: t("day.yard"), options: yards().map((y) => ({ value: y.id, text: name(y) })) },
  ], choice, (value) => {
    choice = value;
    element.refresh();
  })]);
  const choices = h("div", { class: "choices" }, selector());
  const element = figure({
    id: "day-yards", title: t("day.yards"), sub: (width) => t("day.yards.sub", { numbers: gantt_has_numbers(places(), name, width) ? t("day.yards.sub.numbers") : "" }),
    height: (width) => gantt_height(places(), kinds_of(places()), name, width),
    option: (width) => gantt_option(places(), kinds_of(places()), name, hours_of(model, scenario), width),
    describe: () => `${scenario.name}, ${date_of(scenario)}. ${places().map((p) => `${name(p)}: ${place_words(p)}`).join("; ")}`,
    saved: () => ({ place: which_day(model, scenario) }),
    controls: [...scenario_buttons({ ...model, scenarios: drawn }, scenario.index, (index) => {
      scenario = model.scenarios[index];
      choices.replaceChildren(...selector());
      element.refresh();
    }), ...(drawn.some((s) => of_kind(s, "yard").length > 1) ? [choices] : [])],
  });
  return element;
}

function section_figure(model, shown, kinds_of, id) {
  const drawn = shown.filter((s) => of_kind(s, "section").some((p) => p.id === id));
  let scenario = drawn[0];
  const place = () => of_kind(scenario, "section").find((p) => p.id === id);
  const title = pick(place().title) || id;
  const count = (way) => place().stays.filter((s) => s.direction === way).length;
  const percent = (share) => String(Number((100 * share).toPrecision(3)));
  const occupied = () => {
    const found = place().occupation;
    return found ? t("day.occupation", { on_day: percent(found.on_day), mean: percent(found.mean), peak: percent(found.peak) }) : "";
  };
  const below = h("p", { class: "sub same" }, occupied());
  const element = figure({
    id: `day-${id}`, title: t("day.section", { section: title }), sub: t("day.section.sub"),
    height: (width) => train_graph_height(place(), stations_of(model, scenario, place()), kinds_of([place()]), width),
    option: (width) => train_graph_option(place(), stations_of(model, scenario, place()), kinds_of([place()]), title, hours_of(model, scenario), width),
    describe: () => `${scenario.name}, ${date_of(scenario)}. ${directions(place()).map((way) => t("day.passages", { n: count(way), direction: direction_name(way) })).join("; ")}`,
    below, saved: () => ({ place: which_day(model, scenario), notes: [below.textContent] }),
    controls: scenario_buttons({ ...model, scenarios: drawn }, scenario.index, (index) => {
      scenario = model.scenarios[index];
      below.textContent = occupied();
      element.refresh();
    }),
  });
  return element;
}

function occupied_in(name) {
  return t("csv.of", { what: t("csv.occupation"), name });
}

/// UIC 406: what share of a section's open time its passages take when pushed together.
function occupation_table(model, scenario) {
  const found = of_kind(scenario, "section").filter((p) => p.occupation);
  if (found.length === 0) return null;
  const cells = (o) => ["on_day", "mean", "peak"].map((key) => number_cell(o[key], "ratio", 1));
  return [h("h3", {}, t("occupation.title")), h("p", { class: "sub" }, t("occupation.sub")), table({
    id: `occupation-${scenario.id}`, of: scenario, className: "figures",
    heads: [head(t("occupation.section")), ...["on_day", "mean", "peak"].map((key) => head(t(`occupation.${key}`), "ratio", { saved: occupied_in(t(`occupation.${key}`)) }))],
    rows: found.map((p) => [h("th", { scope: "row" }, pick(p.title) || p.id), ...cells(p.occupation)]),
  }), hours_table(scenario, found)];
}

/// The same by hours of the day, since a line that is half full over the day may be full in the evening.
function hours_table(scenario, found) {
  const parts = found.find((p) => p.occupation.hours?.length)?.occupation.hours;
  if (!parts) return null;
  const span = (part) => `${part.from_h}\u2060–\u2060${part.to_h}`;
  const of = (p, part) => p.occupation.hours.find((x) => x.from_h === part.from_h);
  return [h("p", { class: "sub" }, t("occupation.hours.sub")), table({
    id: `occupation-hours-${scenario.id}`, of: scenario, className: "figures",
    heads: [head(t("occupation.section")), head("", null, { saved: t("csv.days") }), ...parts.map((part) => head(span(part), "ratio", { saved: occupied_in(`${part.from_h}-${part.to_h} h`) }))],
    rows: found.flatMap((p) => ["mean", "peak"].map((key) => [saved_as(h("th", { scope: "row" }, key === "mean" ? pick(p.title) || p.id : ""), [{ text: pick(p.title) || p.id }]), h("td", {}, t(`occupation.${key}`)), ...parts.map((part) => number_cell(of(p, part)?.[key], "ratio", 1))])),
  })];
}

/// Both ends of a section across the border, lower and upper: its own side is where "in" leads to.
function stations_of(model, scenario, section) {
  const home = scenario.stage(section.id)?.side;
  const others = (scenario.sides ?? []).filter((s) => s.id !== home);
  if (!home || others.length !== 1 || !section.stays.some((s) => ["in", "out"].includes(s.direction))) return null;
  return [others[0].id, home].map(model.side_name);
}

export function day_section(model) {
  const shown = model.scenarios.filter(has_day);
  const kinds_of = colours_of(model, shown);
  const sections = [...new Set(shown.flatMap((s) => of_kind(s, "section").filter((p) => p.stays.length > 0).map((p) => p.id)))];
  const days = shown.map((s) => which_day(model, s)).join(t("list.semicolon"));
  return [
    h("p", { class: "sub" }, t("day.sub", { days })),
    yards_figure(model, shown, kinds_of),
    sections.map((id) => section_figure(model, shown, kinds_of, id)),
    shown.map((s) => [shown.length > 1 ? h("p", { class: "lead" }, s.name) : null, occupation_table(model, s), held_table(model, s)]),
  ];
}
