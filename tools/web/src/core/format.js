// Numbers as the reader sees them: units by language, digits by precision.
import { language } from "./language.js";

// [English unit, factor, Chinese unit, factor]; factors are from the unit named by the key.
const units = {
  "t/yr": ["Mt/yr", 1e-6, "万吨/年", 1e-4],
  "t/yr>kt": ["kt/yr", 1e-3, "吨/年", 1], // what is a small figure in the unit before the sign
  "t/yr>t": ["t/yr", 1, "吨/年", 1],
  "Mt/yr>kt": ["kt/yr", 1e3, "吨/年", 1e6],
  "Mt/yr>t": ["t/yr", 1e6, "吨/年", 1e6],
  "t/d": ["kt/day", 1e-3, "万吨/日", 1e-4],
  "Mt/yr": ["Mt/yr", 1, "万吨/年", 100],
  Mt: ["Mt", 1, "万吨", 100],
  "kt/d": ["kt/day", 1, "万吨/日", 0.1],
  kt: ["kt", 1, "万吨", 0.1],
  t: ["t", 1, "吨", 1],
  "s>h": ["h", 1 / 3600, "小时", 1 / 3600],
  "s>min": ["min", 1 / 60, "分钟", 1 / 60],
  "s>d": ["days", 1 / 86400, "天", 1 / 86400],
  s: ["s", 1, "秒", 1],
  min: ["min", 1, "分钟", 1],
  h: ["h", 1, "小时", 1],
  "h>min": ["min", 60, "分钟", 60],
  "h>s": ["s", 3600, "秒", 3600],
  d: ["days", 1, "天", 1],
  km: ["km", 1, "公里", 1],
  ratio: ["%", 100, "%", 100],
  1: ["%", 100, "%", 100],
  "%": ["%", 1, "%", 1],
  vehicles: ["vehicles", 1, "辆", 1],
  "vehicles/d": ["vehicles/day", 1, "辆/日", 1],
  "vehicles/yr": ["vehicles/yr", 1, "辆/年", 1],
  per_day: ["a day", 1, "每日", 1],
  trains: ["trains", 1, "列", 1],
  "trains/d": ["trains/day", 1, "列/日", 1],
  "trains/yr": ["trains/yr", 1, "列/年", 1],
  wagons: ["wagons", 1, "辆", 1],
  "wagons/d": ["wagons/day", 1, "辆/日", 1],
  "wagons/yr": ["wagons/yr", 1, "辆/年", 1],
  cuts: ["cuts", 1, "组", 1],
  "cuts/d": ["cuts/day", 1, "组/日", 1],
  "cuts/yr": ["cuts/yr", 1, "组/年", 1],
  "wagons-cuts": ["wagons or cuts", 1, "辆（组）", 1],
  "wagons-cuts/d": ["wagons or cuts/day", 1, "辆（组）/日", 1],
  "vehicles-wagons": ["vehicles or wagons", 1, "辆", 1],
  "vehicles-wagons/d": ["vehicles or wagons/day", 1, "辆/日", 1],
  "vehicles-cuts": ["vehicles or cuts of wagons", 1, "辆（组）", 1],
  "vehicles-cuts/d": ["vehicles or cuts of wagons/day", 1, "辆（组）/日", 1],
  "trains-wagons": ["trains or wagons", 1, "列（辆）", 1],
  "trains-wagons/d": ["trains or wagons/day", 1, "列（辆）/日", 1],
  "trains-vehicles": ["trains or vehicles", 1, "列（辆）", 1],
  "trains-vehicles/d": ["trains or vehicles/day", 1, "列（辆）/日", 1],
  "trains-vehicles/yr": ["trains or vehicles/yr", 1, "列（辆）/年", 1],
  "TEU/yr": ["TEU/yr", 1, "标箱/年", 1],
  "passengers/d": ["passengers/day", 1, "人次/日", 1],
  "passengers/yr": ["passengers/yr", 1, "人次/年", 1],
};

/// { name, factor } of a unit in the page's language; an unknown unit is shown as it is.
export function unit(id) {
  const row = units[id];
  if (!row) return { name: id ?? "", factor: 1 };
  return language() === "zh" ? { name: row[2], factor: row[3] } : { name: row[0], factor: row[1] };
}

export function known(x) {
  return typeof x === "number" && Number.isFinite(x);
}

export function has(estimate) {
  return Boolean(estimate) && known(estimate.mean);
}

// Digits as in the answer's sentences (analysis/report/numbers.cpp), so that one figure is one text everywhere.
const most_decimals = 4;
const most_digits = 4; // however narrow the interval: what is assumed decides long before chance does
const last_bits = 1e-9; // relative size of what rounding leaves in a sum

function exponent(value) {
  return value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
}

function decimals_with(value, digits) {
  return Math.min(most_decimals, Math.max(0, digits - 1 - exponent(value)));
}

/// The same in every replication, up to the last bits of sums.
function is_constant(mean, half) {
  return known(half) && half <= last_bits * Math.abs(mean);
}

/// Decimals that show a value with three significant digits.
function decimals_for(value) {
  return Math.abs(value) < 0.5 * 10 ** -most_decimals ? 0 : decimals_with(value, 3);
}

/// Decimals by the half-width: two significant digits when it starts with 1, else one.
function decimals_of(mean, half) {
  if (!known(half)) return decimals_for(mean);
  const most = decimals_with(mean, most_digits);
  if (is_constant(mean, half)) return Number.isInteger(mean) ? 0 : Math.min(most, decimals_with(mean, 4));
  const by_width = decimals_with(half, half / 10 ** exponent(half) < 1.95 ? 2 : 1);
  return Math.abs(mean) < half ? by_width : Math.min(most, by_width);
}

const grouped = []; // by decimals: to make one takes longer than to draw a bar

function grouped_by(decimals) {
  return (grouped[decimals] ??= new Intl.NumberFormat("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals }));
}

export function number(value, decimals = decimals_for(value)) {
  if (!known(value)) return "–";
  const text = grouped_by(decimals).format(Math.abs(value));
  return value < 0 && Number(text.replace(/,/g, "")) !== 0 ? `−${text}` : text;
}

function signed(value, decimals) {
  const text = number(value, decimals);
  return known(value) && value > 0 && text !== number(0, decimals) ? `+${text}` : text;
}

const least_of_unit = 0.1 * (1 - 1e-9); // but for the last bits of a product

const least_of_minutes = { "s>min": 1.5, "h>min": 1.5 }; // as in duration_unit()
const smaller_units = { "t/yr": ["t/yr>kt", "t/yr>t"], "Mt/yr": ["Mt/yr>kt", "Mt/yr>t"], "s>h": ["s>min", "s"], "s>min": ["s"], h: ["h>min", "h>s"] };

/// The unit in which a figure that names its own is told: the largest of which it is a tenth or more, as in the answer's sentences (mass_unit in
/// analysis/report/units.cpp), none larger than the one given.
export function fitting(estimate, unit_id) {
  const smaller = smaller_units[unit_id] ?? [];
  const size = has(estimate) ? Math.max(Math.abs(estimate.mean), Math.abs(estimate.half_width ?? 0)) : 0;
  if (size === 0 || smaller.length === 0) return unit_id;
  if (size * unit(unit_id).factor >= least_of_unit) return unit_id;
  return smaller.find((id) => size * unit(id).factor >= (least_of_minutes[id] ?? least_of_unit)) ?? smaller.at(-1);
}

/// Nothing in any replication.
export function is_nothing(estimate) {
  return has(estimate) && estimate.mean === 0 && estimate.half_width === 0;
}

/// Whether less than the last of so many decimals is left of it in the unit.
export function is_below(estimate, unit_id, decimals) {
  return has(estimate) && Math.abs(estimate.mean * unit(unit_id).factor) < 0.5 * 10 ** -decimals;
}

/// Mean and half-width in the unit: { mean, half } as texts; half is "?" when unknown, empty for what is no estimate. `most`: decimals at most, of which a table has few.
export function parts(estimate, unit_id, { sign = false, most = most_decimals } = {}) {
  if (!has(estimate)) return { mean: "–", half: "" };
  const { factor } = unit(unit_id);
  const mean = estimate.mean * factor;
  const half = known(estimate.half_width) ? Math.abs(estimate.half_width * factor) : NaN;
  const decimals = Math.min(most, decimals_of(mean, half));
  const text = (sign ? signed : number)(mean, decimals);
  if (!known(half)) return { mean: text, half: estimate.half_width === null ? "?" : "" };
  // Too narrow to write is one of the last decimal: narrow is not nothing.
  return { mean: text, half: is_constant(mean, half) ? "0" : number(Math.max(half, 10 ** -decimals), decimals) };
}

/// With interval = false the half-width still decides the digits, but is not written.
export function estimate_text(estimate, unit_id, { name = true, interval = true, ...options } = {}) {
  const shown = name ? fitting(estimate, unit_id) : unit_id;
  const { mean, half: width } = parts(estimate, shown, options);
  const half = interval ? width : "";
  const label = name && mean !== "–" ? unit(shown).name : "";
  if (label === "%") return `${mean}${half ? `\u00a0±\u00a0${half}` : ""}\u00a0%`;
  return `${mean}${half ? `\u00a0±\u00a0${half}` : ""}${label ? `\u00a0${label}` : ""}`;
}

/// Three digits, or as many fewer as the interval allows, and without that; "about" where it is wide. As cut_by_interval() and is_rough() in analysis/report.
export function rough_text(estimate, unit_id, about, sign = false) {
  const { name, factor } = unit(unit_id);
  const mean = estimate.mean * factor;
  const half = known(estimate.half_width) ? estimate.half_width * factor : NaN;
  let place = exponent(mean) - 2; // the power of ten of the last digit
  if (half > last_bits * Math.abs(mean)) {
    const by_width = exponent(half) - (half / 10 ** exponent(half) < 1.95 ? 1 : 0);
    place = Math.abs(mean) < half ? by_width : Math.max(place, by_width);
  }
  const cut = (sign ? signed : number)(Math.round(mean / 10 ** place) * 10 ** place, Math.min(most_decimals, Math.max(0, -place)));
  const text = `${cut}\u00a0${name}`;
  return !known(half) || half > 0.05 * Math.abs(mean) ? about(text) : text;
}

/// Scaled numbers for a chart: { mean, low, high, sure } in the unit; not `sure`: the interval is unknown, and no whisker may be drawn.
export function scaled(estimate, unit_id) {
  if (!has(estimate)) return null;
  const { factor } = unit(unit_id);
  const half = known(estimate.half_width) ? estimate.half_width : 0;
  return { mean: estimate.mean * factor, low: (estimate.mean - half) * factor, high: (estimate.mean + half) * factor, sure: known(estimate.half_width) };
}

/// Time of day of an hour with its fraction: 13.5 → "13:30".
export function clock(hours) {
  const minutes = Math.round(hours * 60);
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/// Hours, minutes or seconds, by the size of the value, as in the answer's sentences (analysis/report/units.cpp).
export function duration_unit(seconds) {
  const size = Math.abs(seconds);
  return size >= 5400 ? "s>h" : size >= 90 ? "s>min" : "s";
}

/// One unit for all of them: hours, or minutes when all are short.
export function time_unit(seconds) {
  const largest = Math.max(0, ...seconds.filter(known));
  return largest < 5400 ? "s>min" : "s>h";
}
