// A figure: title, what is shown, controls, the chart, and its saving as a picture.
import { h } from "./dom.js";
import { t } from "./language.js";
import { open_chart, with_defaults } from "../charts/engine.js";
import { save_png, save_svg, saved_width } from "./picture.js";

let mounted = [];

/// Forget the charts of the page before it is drawn anew.
export function clear_figures() {
  mounted.forEach(({ chart, observer }) => {
    observer.disconnect();
    chart?.dispose();
  });
  mounted = [];
}

function draw(entry, width) {
  entry.width = width;
  const height = typeof entry.height === "function" ? entry.height(width) : entry.height;
  entry.box.style.height = `${height}px`;
  if (entry.chart) entry.chart.resize({ width, height });
  else entry.chart = open_chart(entry.box, { width, height });
  entry.chart.setOption(with_defaults(entry.option(width)), true);
  entry.box.setAttribute("aria-label", entry.describe());
  if (entry.caption) entry.caption.textContent = entry.sub(width);
}

/// All widths are read before anything is drawn: to read one after drawing lays the whole page out again.
function draw_all(entries, width) {
  const widths = entries.map(({ box }) => Math.floor(width ?? box.clientWidth));
  entries.forEach((entry, i) => draw(entry, widths[i]));
}

/// Draw all figures that are in the page; again when their width changes.
export function mount_figures() {
  const undrawn = mounted.filter(({ chart }) => !chart);
  draw_all(undrawn);
  for (const { observer, box } of undrawn) observer.observe(box);
}

export function redraw_figures(width) {
  draw_all(mounted, width);
}

/// What a saved picture says around its chart: the page's words, but for what is of use on a screen only, and what stands above it or is chosen in its controls.
function saved_words(title, sub, saved) {
  return { report: document.querySelector(".top h1")?.textContent ?? "", title, place: "", sub, key: [], notes: [], ...saved };
}

/// One chart. `option(width)` and `height(width)` give what to draw, `describe()` says it in words; `sub`, what is shown, may depend on the width too.
/// `saved()` gives what a saved picture says otherwise or besides (picture.js): { title, place, sub, key, notes }; option(width, true) is to be saved, without what one drags.
/// `controls` are elements above the chart; the returned element has .refresh() for them to call.
export function figure({ id, title, sub, height, option, describe, saved = () => ({}), controls = [], below = null, level = "h3" }) {
  const box = h("div", { class: "chart", id: `chart-${id}`, role: "img" });
  const sub_at = (width) => (typeof sub === "function" ? sub(width) : sub);
  const caption = sub ? h("p", { class: "sub" }, typeof sub === "function" ? "" : sub) : null;
  const entry = { box, height, option, describe: () => `${title}. ${describe ? describe() : sub_at(entry.width) ?? ""}`, sub: sub_at, caption: typeof sub === "function" ? caption : null, chart: null, width: 0, observer: null };
  entry.observer = new ResizeObserver(() => {
    const width = Math.floor(box.clientWidth);
    if (width > 0 && width !== entry.width) draw(entry, width);
  });
  mounted.push(entry);
  const picture = () => ({ ...saved_words(title, sub_at(saved_width), saved()), option: with_defaults(option(saved_width, true)), height: typeof height === "function" ? height(saved_width, true) : height, file: `kouan-${id}` });
  const button = (label, name, action) => h("button", { type: "button", class: "quiet", title: label, "aria-label": `${label}: ${title}`, onclick: () => action(picture()) }, name);
  const element = h("figure", { class: "figure", id: `figure-${id}` },
    h("header", {}, h(level, {}, title), h("div", { class: "save" }, button(t("figure.svg"), "SVG", save_svg), button(t("figure.png"), "PNG", save_png))),
    caption,
    controls.length ? h("div", { class: "controls" }, controls) : null,
    box, below);
  element.refresh = () => draw(entry, entry.width);
  return element;
}
