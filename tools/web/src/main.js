// The page: reads the result inside the file and draws it, again when the language changes.
import { headline, is_without_capacity, make_model, read_result } from "./core/data.js";
import { h } from "./core/dom.js";
import { clear_figures, mount_figures, redraw_figures } from "./core/figure.js";
import { choose_language, language, on_language, parse_address, pick, start_language, t } from "./core/language.js";
import { fit_tables } from "./core/table.js";
import { contents, follow_sources, go_to, start_section, watch_sections } from "./core/navigation.js";
import { answer_section } from "./sections/answer.js";
import { bottleneck_section } from "./sections/bottleneck.js";
import { capacity_section } from "./sections/capacity.js";
import { clearance_section } from "./sections/clearance.js";
import { compare_section } from "./sections/compare.js";
import { day_section, has_day } from "./sections/day.js";
import { ledger_section } from "./sections/ledger.js";
import { process_section } from "./sections/process.js";
import { queue_section } from "./sections/queue.js";
import { has_ranges, ranges_section } from "./sections/ranges.js";
import { assumptions_section, sources_section } from "./sections/sources.js";
import { stages_section } from "./sections/stages.js";
import { sure_section } from "./sections/sure.js";
import { has_throughput, throughput_section } from "./sections/throughput.js";
import { validation_section } from "./sections/validation.js";

// The answer and what it rests on first, in the order in which a planner asks; what only some ports have, and details, after where the time goes.
const all_sections = [
  { id: "answer", draw: answer_section },
  { id: "capacity", draw: capacity_section, name: (model) => t(is_without_capacity(model.scenarios) ? headline.word("nav.carried") : "nav.capacity") },
  { id: "queue", draw: queue_section },
  { id: "ledger", draw: ledger_section },
  { id: "process", draw: process_section },
  { id: "bottleneck", draw: bottleneck_section },
  { id: "ranges", draw: ranges_section, only: (model) => model.scenarios.some(has_ranges) },
  { id: "compare", draw: compare_section, only: (model) => (model.result.comparisons ?? []).length > 0 },
  { id: "throughput", draw: throughput_section, only: (model) => model.scenarios.some(has_throughput) },
  { id: "day", draw: day_section, only: (model) => model.scenarios.some(has_day) },
  { id: "clearance", draw: clearance_section },
  { id: "stages", draw: stages_section },
  { id: "validation", draw: validation_section },
  { id: "assumptions", draw: assumptions_section },
  { id: "sources", draw: sources_section },
  { id: "sure", draw: sure_section },
];

/// A part of the result that cannot be drawn must not take the rest of the page with it.
function section({ id, draw }, model, name) {
  let content;
  try {
    content = draw(model);
  } catch (error) {
    console.error(`section ${id}:`, error);
    content = [h("p", { class: "none" }, t("page.draft"))];
  }
  return h("section", { id, "aria-labelledby": `head-${id}` }, h("h2", { id: `head-${id}` }, name), content);
}

function top(model) {
  const { result } = model;
  const button = h("button", { type: "button", id: "language", lang: language() === "zh" ? "en" : "zh", "aria-label": t("language.label"), title: t("language.label"), onclick: () => choose_language(language() === "zh" ? "en" : "zh") }, t("language.other"));
  return h("header", { class: "top" },
    h("div", { class: "bar" }, h("p", { class: "brand" }, h("span", { class: "seal", "aria-hidden": "true", lang: "zh" }, "口岸"), h("span", {}, t(result.command === "run" ? "page.run" : "page.compare"))), button),
    h("h1", {}, pick(result.title)),
    result.question ? h("p", { class: "question" }, pick(result.question)) : null,
    model.scenarios.some((s) => s.interrupted) ? h("p", { class: "warning", role: "alert" }, t("page.interrupted")) : null);
}

/// Reads the result anew for another language: nothing of what one drew is left when another one is drawn.
function draw_page(result) {
  clear_figures();
  const model = make_model(result);
  const sections = all_sections.filter(({ only }) => !only || only(model));
  const names = sections.map(({ id, name }) => (name ? name(model) : t(`nav.${id}`)));
  document.documentElement.lang = language() === "zh" ? "zh-CN" : "en";
  document.title = `${pick(result.title)} · kouan`;
  const page = h("div", { class: "page" }, top(model), contents(sections, names), h("main", {}, sections.map((s, i) => section(s, model, names[i]))),
    h("footer", {}, t("page.made", { version: result.kouan ?? "" })));
  document.getElementById("page").replaceChildren(page);
  mount_figures();
  fit_tables(page);
  watch_sections();
  follow_sources(page);
}

/// Paper is narrower than the window: draw the charts for it, open every fold, and undo that afterwards.
function prepare_print() {
  let closed = [];
  window.addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    closed.forEach((d) => d.setAttribute("open", ""));
    document.documentElement.classList.add("printing");
    redraw_figures();
  });
  window.addEventListener("afterprint", () => {
    closed.forEach((d) => d.removeAttribute("open"));
    document.documentElement.classList.remove("printing");
    redraw_figures();
  });
}

/// Where the reader is, so that a change of language does not move the page.
function keep_place(action) {
  const first = [...document.querySelectorAll("main section")].filter((x) => x.getBoundingClientRect().top <= 80).pop();
  const before = first?.getBoundingClientRect().top;
  action();
  if (first) window.scrollBy(0, document.getElementById(first.id).getBoundingClientRect().top - before);
}

async function start() {
  const result = read_result();
  start_language(result.lang_asked === false ? null : result.lang);
  await Promise.all(["400 16px", "600 16px"].flatMap((size) => ["Source Sans 3 Variable", "Source Serif 4 Variable"].map((f) => document.fonts.load(`${size} "${f}"`))));
  draw_page(result);
  on_language(() => keep_place(() => draw_page(read_result())));
  window.addEventListener("hashchange", () => {
    const { lang, section: id } = parse_address(location.hash);
    if (lang) choose_language(lang);
    if (id) go_to(id);
  });
  prepare_print();
  start_section();
  document.documentElement.dataset.ready = "true";
}

start();
