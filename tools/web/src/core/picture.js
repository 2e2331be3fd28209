// Saves a chart as a picture of its own, with what stands around it on the page: titles, what was chosen, key, notes; fonts inside, nothing fetched.
import { open_chart, text_width } from "../charts/engine.js";
import { escape } from "./dom.js";
import { key_markup } from "./picture_key.js";
import { font, ink, ink_soft } from "./theme.js";

export const saved_width = 960; // pixels
const margin = 24;

/// The page's own fonts (data addresses), so that the picture looks the same elsewhere.
function font_rules() {
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  return rules.filter((rule) => rule instanceof CSSFontFaceRule && rule.cssText.includes("Sans")).map((rule) => rule.cssText).join("\n");
}

/// Lines that fit the picture; Chinese may break anywhere.
function wrapped(text, size) {
  const lines = [];
  let current = "";
  for (const piece of text.match(/[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+\s*|\s+/g) ?? []) {
    if (text_width(current + piece, size) > saved_width && current) {
      lines.push(current);
      current = "";
    }
    current += piece;
  }
  return current ? [...lines, current] : lines;
}

/// Texts one below the other from `top`: { markup, bottom }.
function paragraphs(list, top) {
  let y = top;
  const lines = list.filter(({ text }) => text).flatMap(({ text, size, weight = 400, colour = ink_soft }) => wrapped(text, size).map((words) => {
    y += Math.round(size * 1.48);
    return `<text x="${margin}" y="${y}" font-family="${font}" font-size="${size}" font-weight="${weight}" fill="${colour}">${escape(words)}</text>`;
  }));
  return { markup: lines.join(""), bottom: y };
}

/// `report` is the report's title, `place` what was chosen of it, `key` what its colours mean (picture_key.js), `notes` what stands below it.
function render({ report, title, place, sub, key, notes, option, height }) {
  const chart = open_chart(null, { ssr: true, width: saved_width, height });
  chart.setOption({ ...option, tooltip: { show: false } });
  const head = paragraphs([{ text: report, size: 13 }, { text: title, size: 20, weight: 600, colour: ink }, { text: place, size: 15, weight: 600, colour: ink }, { text: sub, size: 13 }], margin - 10);
  const marks = key_markup(key, margin, head.bottom + 8, saved_width);
  const top = head.bottom + marks.height + 16;
  const inner = chart.renderToSVGString().replace(/^<svg /, `<svg x="${margin}" y="${top}" `);
  chart.dispose();
  const below = paragraphs(notes.map((text) => ({ text, size: 13 })), top + height);
  const [w, total] = [saved_width + 2 * margin, below.bottom + margin];
  const markup = `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${total}" viewBox="0 0 ${w} ${total}"><style>${font_rules()}</style>`
    + `<rect width="100%" height="100%" fill="#ffffff"/>${head.markup}${marks.markup}${inner}${below.markup}</svg>`;
  return { markup, w, total };
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

export function save_text(text, name, type) {
  save(new Blob([text], { type }), name);
}

export function save_svg(picture) {
  save_text(render(picture).markup, `${picture.file}.svg`, "image/svg+xml");
}

export function save_png(picture) {
  const { markup, w, total } = render(picture);
  const image = new Image();
  image.onload = () => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [w * 2, total * 2];
    const context = canvas.getContext("2d");
    context.scale(2, 2);
    context.drawImage(image, 0, 0);
    canvas.toBlob((blob) => save(blob, `${picture.file}.png`), "image/png");
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(markup)}`;
}
