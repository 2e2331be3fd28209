// Saves a chart as a picture of its own: title above, fonts inside, nothing fetched.
import { open_chart, text_width } from "../charts/engine.js";
import { escape } from "./dom.js";
import { font, ink, ink_soft } from "./theme.js";

const width = 960;
const margin = 24;
const line_height = 19;

/// The page's own fonts (data addresses), so that the picture looks the same elsewhere.
function font_rules() {
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  return rules.filter((rule) => rule instanceof CSSFontFaceRule && rule.cssText.includes("Sans")).map((rule) => rule.cssText).join("\n");
}

/// Lines that fit the picture; Chinese may break anywhere.
function wrapped(text) {
  const lines = [];
  let current = "";
  for (const piece of text.match(/[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+\s*|\s+/g) ?? []) {
    if (text_width(current + piece) > width && current) {
      lines.push(current);
      current = "";
    }
    current += piece;
  }
  return current ? [...lines, current] : lines;
}

function render({ title, sub, option, height }) {
  const chart = open_chart(null, { ssr: true, width, height });
  const { dataZoom, ...still } = option;
  chart.setOption({ ...still, tooltip: { show: false } });
  const words = wrapped(sub ?? "");
  const head = margin + 34 + words.length * line_height;
  const inner = chart.renderToSVGString().replace(/^<svg /, `<svg x="${margin}" y="${head}" `);
  chart.dispose();
  const [w, total] = [width + 2 * margin, height + head + margin];
  const line = (y, size, weight, colour, text) => `<text x="${margin}" y="${y}" font-family="${font}" font-size="${size}" font-weight="${weight}" fill="${colour}">${escape(text)}</text>`;
  const markup = `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${total}" viewBox="0 0 ${w} ${total}"><style>${font_rules()}</style>`
    + `<rect width="100%" height="100%" fill="#ffffff"/>${line(margin + 18, 20, 600, ink, title)}${words.map((text, i) => line(margin + 42 + i * line_height, 13, 400, ink_soft, text)).join("")}${inner}</svg>`;
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
