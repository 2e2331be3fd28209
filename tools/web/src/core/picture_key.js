// Keys of saved pictures: what colours and marks mean, which on the page stands around the chart.
import { text_width } from "../charts/engine.js";
import { escape } from "./dom.js";
import { font, ink_soft, line, load_stops } from "./theme.js";

const size = 13;
const gap = 18;
const row_height = 22;

/// Marks are { wide, draw(x, y) }, y the middle of the row.
function rect(x, y, wide, high, rest) {
  return `<rect x="${x}" y="${y - high / 2}" width="${wide}" height="${high}" ${rest}/>`;
}

export function square(colour, border = null) {
  return { wide: 13, draw: (x, y) => rect(x, y, 13, 13, `rx="2" fill="${colour}"${border ? ` stroke="${border}"` : ""}`) };
}

export function ring(colour) {
  return { wide: 13, draw: (x, y) => `<circle cx="${x + 6.5}" cy="${y}" r="5" fill="#ffffff" stroke="${colour}" stroke-width="3"/>` };
}

export function dotted_ring(colour) {
  return { wide: 13, draw: (x, y) => `<circle cx="${x + 6.5}" cy="${y}" r="5.25" fill="#ffffff" stroke="${colour}" stroke-width="2.5" stroke-dasharray="2.75 2.75"/>` };
}

export function side_square(colour) {
  return square(colour, line);
}

/// Of a range of clearance times, as charts of them draw it.
export const range_marks = {
  median: { wide: 4, draw: (x, y) => rect(x, y, 4, 16, `fill="${ink_soft}"`) },
  to90: { wide: 20, draw: (x, y) => rect(x, y, 20, 13, `rx="2" fill="${ink_soft}" opacity="0.42"`) },
  to95: { wide: 20, draw: (x, y) => rect(x, y, 20, 1.5, `fill="${ink_soft}"`) + rect(x + 18, y, 2, 10, `fill="${ink_soft}"`) },
  mean: { wide: 11, draw: (x, y) => `<circle cx="${x + 5.5}" cy="${y}" r="4.5" fill="#ffffff" stroke="${ink_soft}" stroke-width="2"/>` },
};

/// The scale of utilisation, from 0 to 100 %.
export const load_ramp = {
  wide: 160,
  draw: (x, y) => `<defs><linearGradient id="load">${load_stops.map(([stop, c]) => `<stop offset="${stop}" stop-color="rgb(${c})"/>`).join("")}</linearGradient></defs>${rect(x, y, 160, 11, 'rx="2" fill="url(#load)"')}`,
};

/// Items are { mark, text, before }, all but one may lack; in rows that fit. { markup, height } at that place.
export function key_markup(items, left, top, width) {
  const parts = [];
  let [x, row] = [0, 0];
  const word = (text, at, y) => `<text x="${at}" y="${y + 4.5}" font-family="${font}" font-size="${size}" fill="${ink_soft}">${escape(text)}</text>`;
  for (const { mark = null, text = "", before = "" } of items) {
    const lead = before ? text_width(before, size) + 7 : 0;
    const wide = lead + (mark ? mark.wide + 7 : 0) + text_width(text, size);
    if (x > 0 && x + wide > width) [x, row] = [0, row + 1];
    const y = top + row * row_height + row_height / 2;
    if (before) parts.push(word(before, left + x, y));
    if (mark) parts.push(mark.draw(left + x + lead, y));
    parts.push(word(text, left + x + lead + (mark ? mark.wide + 7 : 0), y));
    x += wide + gap;
  }
  return { markup: parts.join(""), height: items.length ? (row + 1) * row_height + 6 : 0 };
}
