// What the tests see of a page: run inside it by page.evaluate.

/// Every chart: its id, what it drew, and its texts.
export function charts() {
  return [...document.querySelectorAll(".chart")].map((box) => ({
    id: box.id.replace("chart-", ""),
    label: box.getAttribute("aria-label") ?? "",
    marks: box.querySelectorAll("svg path, svg rect, svg circle, svg polyline, svg polygon").length,
    long_paths: [...box.querySelectorAll("svg path")].filter((p) => (p.getAttribute("d") ?? "").length > 20).length,
    texts: [...box.querySelectorAll("svg text")].map((x) => x.textContent.trim()).filter(Boolean),
    broken: [...box.querySelectorAll("svg *")].filter((x) => [...x.attributes].some((a) => /NaN|Infinity|undefined/.test(a.value))).length,
    width: box.querySelector("svg")?.getBoundingClientRect().width ?? 0,
    room: box.clientWidth,
  }));
}

/// Pairs of texts that cover each other, such as a legend and the first label of an axis, and texts that leave the picture.
/// Boxes of texts are higher than their letters: lines of one label, which have one place, may share more than a hair.
export function collisions() {
  const found = [];
  for (const box of document.querySelectorAll(".chart")) {
    const frame = box.getBoundingClientRect();
    const texts = [...box.querySelectorAll("svg text")].filter((x) => x.textContent.trim()).map((x) => ({ text: x.textContent.trim(), at: x.getAttribute("transform"), r: x.getBoundingClientRect() }));
    for (const { text, r } of texts) if (r.left < frame.left - 3 || r.right > frame.right + 3 || r.top < frame.top - 3 || r.bottom > frame.bottom + 3) found.push(`${box.id}: "${text}" leaves the picture`);
    const [line_slack, slack] = [4, 1];
    for (let i = 0; i < texts.length; ++i) {
      for (let j = i + 1; j < texts.length; ++j) {
        const [a, b] = [texts[i].r, texts[j].r];
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (wide > line_slack && high > (texts[i].at === texts[j].at ? line_slack : slack)) found.push(`${box.id}: "${texts[i].text}" covers "${texts[j].text}"`);
      }
    }
  }
  return found;
}

/// Figures of capacity: how many there are, and those that stand neither in their bar nor at its end, so that they may be read as a bound's.
export function capacity_figures() {
  const svg = document.querySelector("#chart-capacity svg");
  if (!svg) return { all: 0, astray: [] };
  const bars = [...svg.querySelectorAll("path[fill]")].map((x) => x.getBoundingClientRect()).filter((r) => Math.abs(r.height - 22) < 1);
  const texts = [...svg.querySelectorAll("text")].filter((x) => /^\d.*\s±\s/.test(x.textContent) && /600 13px/.test(x.getAttribute("style"))).map((x) => ({ text: x.textContent, r: x.getBoundingClientRect() }));
  const at_bar = ({ r }) => bars.some((bar) => bar.top < (r.top + r.bottom) / 2 && bar.bottom > (r.top + r.bottom) / 2 && bar.left < r.left && (r.right < bar.right || r.left - bar.right < 30));
  return { all: texts.length, astray: texts.filter((x) => !at_bar(x)).map((x) => x.text) };
}

/// Share of its picture's width over which the bars of what capacity rests on reach; null when there is none.
export function reach_of_ranges() {
  const box = document.getElementById("chart-ranges");
  if (!box) return null;
  const bars = [...box.querySelectorAll("svg path[fill]")].filter((x) => ["#c47f1b", "#1d6f94"].includes(x.getAttribute("fill"))).map((x) => x.getBoundingClientRect()).filter((r) => Math.abs(r.height - 18) < 1 || Math.abs(r.height - 11) < 1);
  return (Math.max(...bars.map((r) => r.right)) - Math.min(...bars.map((r) => r.left))) / box.clientWidth;
}

/// Names in the picture of the process, those that an edge runs through: more than 4 pixels of it inside their boxes, and those of them
/// that no opaque ground behind them keeps clear of it.
export function names_crossed() {
  const svg = document.querySelector("#chart-process svg");
  if (!svg) return { all: 0, crossed: [], bare: [] };
  const edges = [...svg.querySelectorAll('path[fill="none"][stroke="#a9b3bb"]')].flatMap((path) => {
    const { a, b, c, d, e, f } = path.getScreenCTM();
    return Array.from({ length: Math.ceil(path.getTotalLength()) }, (_, i) => path.getPointAtLength(i)).map(({ x, y }) => ({ x: a * x + c * y + e, y: b * x + d * y + f }));
  });
  const texts = [...svg.querySelectorAll("text")].filter((x) => /[^\d\s.%]/.test(x.textContent));
  const crossed = texts.filter((x) => {
    const r = x.getBoundingClientRect();
    return edges.filter((p) => p.x > r.left + 1 && p.x < r.right - 1 && p.y > r.top + 1 && p.y < r.bottom - 1).length > 4;
  });
  const grounds = [...svg.querySelectorAll("path[fill], rect[fill]")].filter((x) => /^#[ef]/.test(x.getAttribute("fill")) && Number(x.getAttribute("fill-opacity") ?? 1) === 1);
  const last_edge = [...svg.querySelectorAll('path[fill="none"][stroke="#a9b3bb"]')].pop();
  const lies_on = (x, ground) => {
    const [r, g] = [x.getBoundingClientRect(), ground.getBoundingClientRect()];
    return g.height < 140 && g.left <= r.left && g.right >= r.right && g.top <= r.top + 2 && g.bottom >= r.bottom - 2 && last_edge.compareDocumentPosition(ground) & Node.DOCUMENT_POSITION_FOLLOWING;
  };
  const bare = crossed.filter((x) => !grounds.some((ground) => lies_on(x, ground)));
  return { all: texts.length, crossed: crossed.map((x) => x.textContent), bare: bare.map((x) => x.textContent) };
}

/// Names in the picture of the process that reach over a border that runs down it, by more than a few pixels on either side.
export function names_over_border() {
  const svg = document.querySelector("#chart-process svg");
  if (!svg) return [];
  const borders = [...svg.querySelectorAll("path[stroke-dasharray], polyline[stroke-dasharray]")].filter((x) => /#85919c/.test(x.getAttribute("stroke"))).map((x) => x.getBoundingClientRect()).filter((r) => r.width < 3 && r.height > 80);
  const most = 8;
  return [...svg.querySelectorAll("text")].filter((x) => /[^\d\s.%]/.test(x.textContent)).filter((x) => {
    const r = x.getBoundingClientRect();
    return r.height < 30 && borders.some((b) => r.left < b.left - most && r.right > b.right + most && r.top < b.bottom && r.bottom > b.top);
  }).map((x) => x.textContent);
}

/// The zoom slider of the year's queue and the texts it must not meet; null when there is no such chart.
export function slider() {
  const box = document.getElementById("chart-queue-year");
  if (!box) return null;
  const band = [...box.querySelectorAll("svg path, svg rect")].find((x) => x.getAttribute("fill") === "rgb(29,111,148)");
  if (!band) return { found: false, covered: [] };
  const r = band.getBoundingClientRect();
  const covered = [...box.querySelectorAll("svg text")].filter((x) => {
    const q = x.getBoundingClientRect();
    return q.right > r.left && q.left < r.right && q.bottom > r.top + 1 && q.top < r.bottom - 1;
  });
  return { found: true, covered: covered.map((x) => x.textContent) };
}

/// Cells with a number of the result: what is written, the number behind it, its unit.
export function figures() {
  return [...document.querySelectorAll("td.number[data-value], .big[data-value]")].map((cell) => ({
    where: cell.closest("table")?.id ?? "card",
    text: (cell.querySelector(".value")?.textContent ?? [...cell.childNodes].filter((n) => n.nodeType === Node.TEXT_NODE).map((n) => n.textContent).join("")).trim(),
    value: Number(cell.dataset.value),
    half: cell.dataset.half ?? null,
    half_text: cell.querySelector(".half")?.textContent.replace("±", "").trim() ?? null,
    unit: cell.dataset.unit ?? null,
  }));
}

/// Of all tables, folded ones too: those wider than their frame, and whether words above say so; headings so narrow that each character has a line of its own.
export async function wide_tables() {
  const folds = [...document.querySelectorAll("details:not([open])")];
  folds.forEach((fold) => fold.setAttribute("open", ""));
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  const wide = [...document.querySelectorAll(".table > .scroll")].filter((frame) => frame.scrollWidth > frame.clientWidth + 1)
    .map((frame) => ({ id: frame.firstElementChild.id, told: (frame.parentElement.querySelector(".sideways")?.clientHeight ?? 0) > 0 }));
  const lines_of = (text) => {
    const range = document.createRange();
    range.selectNodeContents(text);
    return new Set([...range.getClientRects()].map((r) => Math.round(r.top))).size;
  };
  const stacked = [...document.querySelectorAll("thead th")].map((cell) => cell.firstChild).filter((text) => text?.nodeType === Node.TEXT_NODE && text.length > 2 && lines_of(text) >= text.length)
    .map((text) => `${text.parentElement.closest("table").id}: ${text.textContent}`);
  folds.forEach((fold) => fold.removeAttribute("open"));
  return { wide, stacked };
}

export function layout() {
  const html = document.documentElement;
  return { scroll: html.scrollWidth, window: window.innerWidth, lang: html.lang, hash: location.hash, title: document.title };
}
