// Tables: columns with units, estimates as mean ± half-width, a CSV to take away.
import { h } from "./dom.js";
import { csv, saved_as } from "./csv.js";
import { t } from "./language.js";
import { has, is_below, is_nothing, known, number, parts, unit } from "./format.js";
import { save_text } from "./picture.js";

export const few_decimals = 2; // of what has a unit for the whole table, chosen so that more decide nothing

/// A cell for an estimate; data-value keeps the number as the result has it. `coarse`: of few decimals, and what is less than the last of them is told so.
export function estimate_cell(estimate, unit_id, { sign = false, show_unit = false, coarse = false } = {}) {
  const saved = [{ estimate: estimate ?? null, unit: unit_id }];
  if (!has(estimate)) return saved_as(h("td", { class: "number unknown" }, "–"), saved);
  const { mean, half } = coarse ? coarse_parts(estimate, unit_id) : parts(estimate, unit_id, { sign });
  return saved_as(h("td", { class: "number", "data-value": estimate.mean, "data-half": String(estimate.half_width), "data-unit": unit_id },
    mean, half ? h("span", { class: "half" }, ` ± ${half}`) : null, show_unit ? h("span", { class: "unit" }, ` ${unit(unit_id).name}`) : null), saved);
}

function coarse_parts(estimate, unit_id) {
  if (is_nothing(estimate)) return { mean: "0", half: "" };
  if (estimate.mean > 0 && is_below(estimate, unit_id, few_decimals)) return { mean: `< ${10 ** -few_decimals}`, half: "" };
  return parts(estimate, unit_id, { most: few_decimals });
}

export function number_cell(value, unit_id = "", decimals = undefined) {
  const saved = [{ value, unit: unit_id }];
  if (!known(value)) return saved_as(h("td", { class: "number unknown" }, "–"), saved);
  return saved_as(h("td", { class: "number", "data-value": value, "data-unit": unit_id }, number(value * unit(unit_id).factor, decimals)), saved);
}

export function text_cell(text, attributes = {}) {
  return saved_as(h("td", attributes, text ?? "–"), [{ text: text ?? "" }]);
}

/// Of a title that a narrow column breaks: “95 %” stays together.
export function unbroken(title) {
  return String(title).replace(/(\d) %/g, "$1\u00a0%");
}

/// A heading with its unit below; `saved` is its name in the CSV, where no scenario and no quantity stand around it.
export function head(title, unit_id = null, { saved = title, ...attributes } = {}) {
  const name = unit_id === null ? "" : unit(unit_id).name;
  return saved_as(h("th", { scope: "col", class: unit_id === null ? null : "number", ...attributes }, unbroken(title), name ? h("span", { class: "unit" }, name) : null), saved);
}

/// Text of a cell; of a heading with its unit in brackets, whatever stood between them.
function text_of(cell) {
  const name = cell.tagName === "TH" ? cell.querySelector(":scope > .unit") : null;
  if (!name) return cell.textContent;
  const [title, between] = [cell.textContent.slice(0, -name.textContent.length), t("list.unit")];
  return `${title.endsWith(between) ? title.slice(0, -between.length) : title} (${name.textContent})`;
}

/// What a cell is of, for narrow windows, where rows of the class "stacks" are drawn as lists.
function name_cells(cells, heads) {
  cells.forEach((cell, i) => cell.tagName === "TD" && cell.setAttribute("data-head", text_of(heads[i])));
  return cells;
}

/// A table from heading cells and rows of cells, in a frame that scrolls sideways when it must. `above` are cells of a row above the headings; `of` is the scenario of
/// whose it is, where it is of one; `saved` are the rows that its CSV has, where it has more than are shown.
export function table({ id, caption, above = null, heads, rows, saved = rows, of = null, className = "" }) {
  const element = h("table", { id: `table-${id}`, class: className },
    caption ? h("caption", {}, caption) : null,
    h("thead", {}, above ? h("tr", {}, above) : null, h("tr", {}, heads)),
    h("tbody", {}, rows.map((cells) => h("tr", {}, className.includes("stacks") ? name_cells(cells, heads) : cells))));
  const save = h("button", { type: "button", class: "quiet csv", title: t("table.csv"), "aria-label": t("table.csv"), onclick: () => save_text(csv({ heads, rows: saved, of: of?.full_name }), `kouan-${id}.csv`, "text/csv") }, "CSV");
  const frame = h("div", { class: "scroll", tabindex: 0 }, element);
  new ResizeObserver(() => fitted_to.get(frame) !== frame.clientWidth && fit([frame])).observe(frame);
  return h("div", { class: "table" }, h("p", { class: "sideways" }, t("table.sideways")), frame, save);
}

/// Widths of frames when their tables were last fitted: a table made narrower is higher, which is no reason to look again.
const fitted_to = new WeakMap();

/// Where a table is wider than its frame its cells draw together; where it still is, a word and a shadow say that it goes on.
/// All are measured before any is changed: to measure one after a change lays the whole page out again.
function fit(frames) {
  const is_wide = (frame) => frame.scrollWidth > frame.clientWidth + 1;
  for (const frame of frames) {
    frame.classList.remove("tight");
    frame.previousSibling.classList.remove("shown");
  }
  const wide = frames.filter(is_wide);
  wide.forEach((frame) => frame.classList.add("tight"));
  const still_wide = wide.filter(is_wide);
  still_wide.forEach((frame) => frame.previousSibling.classList.add("shown"));
  frames.forEach((frame) => fitted_to.set(frame, frame.clientWidth));
}

/// Of all tables of the page, when it has been drawn.
export function fit_tables(page) {
  fit([...page.querySelectorAll(".table > .scroll")]);
}

/// Whether the window is a telephone's, as in style/narrow.css: long tables are then folded when the page opens.
export function is_telephone() {
  return window.innerWidth <= 560;
}

/// Folded content: opens by a click, and always in print.
export function fold(title, content, open = false) {
  return h("details", { class: "fold", open }, h("summary", {}, title), content);
}
