// Tables: columns with units, estimates as mean ± half-width, a CSV to take away.
import { h } from "./dom.js";
import { t } from "./language.js";
import { has, known, number, parts, unit } from "./format.js";
import { save_text } from "./picture.js";

/// A cell for an estimate; data-value keeps the number as the result has it.
export function estimate_cell(estimate, unit_id, { sign = false, show_unit = false } = {}) {
  if (!has(estimate)) return h("td", { class: "number unknown" }, "–");
  const { mean, half } = parts(estimate, unit_id, sign);
  return h("td", { class: "number", "data-value": estimate.mean, "data-half": String(estimate.half_width), "data-unit": unit_id },
    mean, half ? h("span", { class: "half" }, ` ± ${half}`) : null, show_unit ? h("span", { class: "unit" }, ` ${unit(unit_id).name}`) : null);
}

export function number_cell(value, unit_id = "", decimals = undefined) {
  if (!known(value)) return h("td", { class: "number unknown" }, "–");
  return h("td", { class: "number", "data-value": value, "data-unit": unit_id }, number(value * unit(unit_id).factor, decimals));
}

export function text_cell(text, attributes = {}) {
  return h("td", attributes, text ?? "–");
}

/// A heading with its unit below.
export function head(title, unit_id = null, attributes = {}) {
  const name = unit_id === null ? "" : unit(unit_id).name;
  return h("th", { scope: "col", class: unit_id === null ? null : "number", ...attributes }, title, name ? h("span", { class: "unit" }, name) : null);
}

/// Text of a cell; of a heading with its unit in brackets, whatever stood between them.
function text_of(cell) {
  const name = cell.tagName === "TH" ? cell.querySelector(":scope > .unit") : null;
  if (!name) return cell.textContent;
  const [title, between] = [cell.textContent.slice(0, -name.textContent.length), t("list.unit")];
  return `${title.endsWith(between) ? title.slice(0, -between.length) : title} (${name.textContent})`;
}

function csv(table_element) {
  const quote = (text) => `"${text.replace(/"/g, '""')}"`;
  const lines = [...table_element.rows].map((row) => [...row.cells].map((cell) => quote(text_of(cell).trim())).join(","));
  return `\ufeff${lines.join("\r\n")}\r\n`;
}

/// What a cell is of, for narrow windows, where rows of the class "stacks" are drawn as lists.
function name_cells(cells, heads) {
  cells.forEach((cell, i) => cell.tagName === "TD" && cell.setAttribute("data-head", text_of(heads[i])));
  return cells;
}

/// A table from heading cells and rows of cells, in a frame that scrolls sideways when it must. Of the class "stacks" it has one row of headings.
export function table({ id, caption, heads, rows, className = "" }) {
  const element = h("table", { id: `table-${id}`, class: className },
    caption ? h("caption", {}, caption) : null,
    h("thead", {}, Array.isArray(heads[0]) ? heads.map((row) => h("tr", {}, row)) : h("tr", {}, heads)),
    h("tbody", {}, rows.map((cells) => h("tr", {}, className.includes("stacks") ? name_cells(cells, heads) : cells))));
  const save = h("button", { type: "button", class: "quiet csv", title: t("table.csv"), "aria-label": t("table.csv"), onclick: () => save_text(csv(element), `kouan-${id}.csv`, "text/csv") }, "CSV");
  const frame = h("div", { class: "scroll", tabindex: 0 }, element);
  let width = 0; // a table made narrower is higher, which is no reason to look again
  new ResizeObserver(() => {
    if (frame.clientWidth === width) return;
    width = frame.clientWidth;
    fit(frame);
  }).observe(frame);
  return h("div", { class: "table" }, h("p", { class: "sideways" }, t("table.sideways")), frame, save);
}

/// Where a table is wider than its frame its cells draw together; where it still is, a word and a shadow say that it goes on.
function fit(frame) {
  const is_wide = () => frame.scrollWidth > frame.clientWidth + 1;
  frame.classList.remove("tight");
  frame.previousSibling.classList.remove("shown");
  if (!is_wide()) return;
  frame.classList.add("tight");
  frame.previousSibling.classList.toggle("shown", is_wide());
}

/// Of all tables of the page, when it has been drawn.
export function fit_tables(page) {
  page.querySelectorAll(".table > .scroll").forEach(fit);
}

/// Whether the window is a telephone's, as in style/narrow.css: long tables are then folded when the page opens.
export function is_telephone() {
  return window.innerWidth <= 560;
}

/// Folded content: opens by a click, and always in print.
export function fold(title, content, open = false) {
  return h("details", { class: "fold", open }, h("summary", {}, title), content);
}
