// Lines that lie on each other: found, and drawn so that each of them is seen. Pure: knows nothing of charts.

const slack = 0.01; // of the largest value: about the width of a line
const most = 0.95; // share of the places with something to see at which two lines have to meet
const dash = 9; // pixels
const under = 4; // width of a line that others lie on: it shows at their sides too

function meet(a, b, near) {
  const seen = a.map((x, i) => [x ?? 0, b[i] ?? 0]).filter(([x, y]) => Math.max(Math.abs(x), Math.abs(y)) > near);
  return seen.filter(([x, y]) => Math.abs(x - y) <= near).length >= most * seen.length;
}

/// For each of the lines (lists of numbers, null where there is none) the number of the first that it lies on: its own if on none.
export function lies_on(lines) {
  const near = slack * lines.flat().reduce((x, y) => Math.max(x, Math.abs(y ?? 0)), 0);
  return lines.map((line, i) => lines.findIndex((other, j) => j === i || meet(line, other, near)));
}

/// What to add to the style of each line: of those that lie on each other the first is wide and whole, and shows in the gaps of the others.
export function dashes(on) {
  return on.map((first, i) => {
    const together = on.flatMap((f, j) => (f === first ? [j] : []));
    const rank = together.indexOf(i);
    if (rank === 0) return together.length > 1 ? { width: under } : {};
    return { type: [dash, dash * (together.length - 1)], dashOffset: -dash * rank };
  });
}
