// What the CSV button saves, made from what the cells were made from, not from how they are drawn: one row of names, one column a quantity.
import { language, t } from "./language.js";
import { has, known, unit } from "./format.js";

const kept = new WeakMap();

/// What is saved of a cell in place of its text, each part a column of its own: { name, text } or { name, value, unit } or { name, estimate, unit }; without a name, that of
/// the heading; `apart` where the unit is not in the name, as a column beside it says it row by row. Of a heading, its name. A cell that is only a picture of others has none.
export function saved_as(cell, parts) {
  kept.set(cell, parts);
  return cell;
}

/// Kilometres, not kilometres and their last bits; an unknown number is no text.
function plain(x) {
  return known(x) ? String(Number(x.toPrecision(12))) : "";
}

function quoted(text) {
  return `"${String(text ?? "").replace(/\s+/g, " ").trim().replace(/"/g, '""')}"`;
}

/// Columns of a part as [name, field]; their names end in the unit in which they are.
function fields({ name, text, value, estimate, unit: unit_id, apart = false }, heading) {
  const called = name ?? heading;
  if (text !== undefined) return [[called, quoted(text)]];
  const { name: unit_name, factor } = unit(unit_id ?? "");
  const in_name = unit_name && !apart;
  const column = (id) => `${id ? t(id, { name: called }) : called}${in_name ? (language() === "zh" ? `（${unit_name}）` : ` (${unit_name})`) : ""}`;
  if (estimate === undefined) return [[column(), known(value) ? plain(value * factor) : ""]];
  const is_there = has(estimate);
  const half = is_there && known(estimate.half_width) ? plain(Math.abs(estimate.half_width * factor)) : "";
  return [[column(), is_there ? plain(estimate.mean * factor) : ""], [column("csv.half"), half]];
}

/// `heads` are one a column, `rows` are lists of cells; `of`, where a table is of one scenario, its name, which stands in every row.
export function csv({ heads, rows, of = null }) {
  const names = heads.map((cell) => kept.get(cell) ?? cell.textContent);
  const scenario = (row) => (of === null ? row : [[[t("select.scenario"), quoted(of)]], ...row]);
  const written = rows.map((cells) => scenario(cells.map((cell, i) => (kept.get(cell) ?? [{ text: cell.textContent }]).flatMap((part) => fields(part, names[i])))));
  // A column of the table is as many in the file as its cells have parts; those that not every row has are empty there.
  const columns = (written[0] ?? []).flatMap((_, i) => [...new Set(written.flatMap((row) => row[i].map(([name]) => name)))].map((name) => ({ i, name })));
  const lines = [columns.map(({ name }) => quoted(name)), ...written.map((row) => columns.map(({ i, name }) => row[i].find(([x]) => x === name)?.[1] ?? ""))];
  return `\ufeff${lines.map((fields_of_row) => fields_of_row.join(",")).join("\r\n")}\r\n`;
}
