// Names of rows above their bars, for narrow windows, where beside them there is no room.
import { font, ink } from "../core/theme.js";

export const name_line = 16;
export const above = 7; // between a name and its bar

/// Whether a chart of that width has no room for names beside its bars.
export function are_names_above(width) {
  return width < 520;
}

/// One text a row, whose last line ends `up` pixels above the row's middle; on white, so that no line runs through it.
export function names_above(texts, { up, rich = {} }) {
  return {
    type: "custom", silent: true, z: 7, encode: { y: 0 }, data: texts.map((_, i) => [i]),
    renderItem: (_, api) => {
      const middle = api.coord([0, api.value(0)])[1];
      return { type: "text", style: { text: texts[api.value(0)], x: 2, y: middle - up, verticalAlign: "bottom", fill: ink, font: `13px ${font}`, lineHeight: name_line, backgroundColor: "#ffffff", padding: [0, 4, 0, 0], rich } };
    },
  };
}

/// Height of a row with so many lines of name above a bar of that height, and how far below its middle the bar lies.
export function row_with_name(lines, bar_height) {
  const high = lines * name_line + bar_height + 24;
  return { high, drop: high / 2 - bar_height / 2 - 10 };
}
