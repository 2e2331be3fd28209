// Colours and type, shared by charts and style sheets (see style/base.css for the same values as variables).

// Single quotes: ECharts writes the family into double-quoted attributes as it is.
export const font = "'Source Sans 3 Variable', 'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', 'Helvetica Neue', Arial, sans-serif";

export const ink = "#17212b";
export const ink_soft = "#51606d";
export const ink_faint = "#85919c";
export const line = "#dde1e4";
export const seal = "#a3322b";

// First is the base; told apart also by readers who confuse red and green.
export const scenario_colours = ["#66727f", "#1d6f94", "#c47f1b", "#7a4b8f", "#3d8061", "#b1513f", "#4c5fa8", "#8b7a2e"];

// Classes in pictures of a day: ink on white and white on them can be read.
export const class_colours = ["#1d6f94", "#b8641a", "#7a4b8f", "#3d8061", "#a8433c", "#4c5fa8", "#857128", "#22807f", "#a3527b", "#5b6874", "#6f5136", "#3a6fb0", "#5d7d2f", "#8a3f62"];

export const state_colours = {
  moving: "#a9bcc7",
  served: "#2f7391",
  interrupted: "#5f8f8a",
  blocked: "#8c2f2a",
  closed: "#d6dadd",
  documents: "#8f86b8",
  parts: "#7fa08a",
};
export const waiting_colours = ["#c2611a", "#dc8a2c", "#edb25a", "#a94a12", "#f3cf93", "#7d3a10"];
export const waiting_rest = "#f6e3c3";

export const load_stops = [[0, [221, 232, 234]], [0.5, [159, 196, 194]], [0.75, [240, 200, 106]], [0.9, [222, 124, 48]], [1, [163, 44, 38]]];

/// Colour of a utilisation: calm until three quarters, red when full.
export function load_colour(x) {
  const u = Math.min(1, Math.max(0, x));
  const upper = load_stops.findIndex(([stop]) => u <= stop);
  if (upper <= 0) return `rgb(${load_stops[0][1]})`;
  const [a, from] = load_stops[upper - 1];
  const [b, to] = load_stops[upper];
  const mix = from.map((c, i) => Math.round(c + ((to[i] - c) * (u - a)) / (b - a)));
  return `rgb(${mix})`;
}

/// Ink that reads on a colour "#rrggbb": white, unless that is too light for it.
export function bar_ink(colour) {
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16));
  return 0.299 * r + 0.587 * g + 0.114 * b > 125 ? ink : "#ffffff";
}

/// Ink that reads on the colour of a utilisation.
export function load_ink(x) {
  return x > 0.86 ? "#ffffff" : ink;
}

export function load_gradient() {
  return `linear-gradient(to right, ${load_stops.map(([stop, c]) => `rgb(${c}) ${stop * 100}%`).join(", ")})`;
}
