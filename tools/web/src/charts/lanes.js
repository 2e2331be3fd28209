// Edges of the process graph that pass layers do so straight, each in a lane of its own, clear of names and marks. Pure: pixels in, pixels out.

const grid = 5; // pixels between the lanes that are tried
const off = 4; // between a lane and a name
const apart = 9; // between two lanes side by side
const beside_lane = 40; // badness of a lane so near to another
const of_mark = 3; // a mark is worse to run through than as much of a name
const of_way = 0.12; // badness of a pixel that an edge goes aside to its lane

const shared = (from, to, a, b) => Math.max(0, Math.min(to, b) - Math.max(from, a));

/// How bad a lane at `x` is for the edge: what it runs through, other lanes near, how far aside it is.
function badness(edge, x, boxes, lanes) {
  const covered = boxes.reduce((sum, box) => (box.left - off < x && x < box.right + off ? sum + (box.is_mark ? of_mark : 1) * shared(edge.from_y, edge.to_y, box.top, box.bottom) : sum), 0);
  const near = lanes.filter((lane) => Math.abs(lane.x - x) < apart && shared(edge.from_y, edge.to_y, lane.from_y, lane.to_y) > 0).length;
  return covered + beside_lane * near + of_way * (Math.abs(x - edge.from_x) + Math.abs(x - edge.to_x));
}

/// `edges` are { id, from_x, to_x, from_y, to_y, left, right }: both ends, the stretch that it is to run straight, and the room that its lane may take;
/// `boxes` { left, right, top, bottom, is_mark }. Map id → x of its lane. The longest choose first.
export function lanes_of(edges, boxes) {
  const lanes = new Map();
  const taken = [];
  for (const edge of [...edges].sort((a, b) => b.to_y - b.from_y - (a.to_y - a.from_y))) {
    let best = null;
    for (let x = edge.left; x <= edge.right; x += grid) {
      const bad = badness(edge, x, boxes, taken);
      if (!best || bad < best.bad) best = { bad, x };
    }
    lanes.set(edge.id, best.x);
    taken.push({ ...edge, x: best.x });
  }
  return lanes;
}
