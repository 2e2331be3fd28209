// Pictures that the SVG and PNG buttons save: what stands on the page around a chart goes with it, what one drags does not.
import { saved_files } from "./saved.mjs";

const words = {
  en: { ledger: "Time per", clearance: "Clearance time: ", marks: ["median", "up to 90 % of vehicles", "up to 95 %", "mean"], load: "Utilisation", drag: /drag|slider|scroll|narrow window|colours above/ },
  zh: { ledger: "时间构成：", clearance: "通关时间：", marks: ["中位数", "至 90 % 车辆", "至 95 % 车辆", "平均"], load: "利用率", drag: /拖动|滑块|窄屏|同上图/ },
};
const together = (text) => text.replace(/\s+/g, "");

/// A document of its own in which saved pictures are measured: in that of the page their fonts would have all of it laid out again, each time.
function open_frame() {
  const frame = document.createElement("iframe");
  frame.id = "saved-picture";
  frame.style.cssText = "position: absolute; top: 0; left: 0; width: 1100px; height: 900px; visibility: hidden";
  document.body.append(frame);
}

/// Texts of a saved picture, its size, the colours of its squares, and how high the lowest text of its chart stands above the chart's end.
async function read_picture(markup) {
  const home = document.getElementById("saved-picture").contentDocument;
  const picture = home.importNode(new DOMParser().parseFromString(markup, "image/svg+xml").documentElement, true);
  home.body.replaceChildren(picture);
  picture.getBoundingClientRect(); // asks for its fonts, with which its texts are measured
  await home.fonts.ready;
  const chart = picture.querySelector("svg");
  const [frame, inner] = [picture.getBoundingClientRect(), chart.getBoundingClientRect()];
  const texts = [...picture.querySelectorAll("text")].map((x) => ({ text: x.textContent, inside: chart.contains(x), r: x.getBoundingClientRect() }));
  const lowest = Math.max(...[...chart.querySelectorAll("text, path")].filter((x) => x.getAttribute("fill") !== "none" || x.getAttribute("stroke")).map((x) => x.getBoundingClientRect().bottom).filter((y) => y <= inner.bottom + 1));
  const seen = {
    texts: texts.map((x) => x.text), around: texts.filter((x) => !x.inside).map((x) => x.text).join(""), out: texts.filter((x) => x.r.right > frame.right || x.r.left < frame.left || x.r.bottom > frame.bottom).map((x) => x.text),
    squares: [...picture.children].filter((x) => x.tagName === "rect").map((x) => x.getAttribute("fill")), fills: [...new Set([...chart.querySelectorAll("path[fill]")].filter((x) => x.getBoundingClientRect().width > 1).map((x) => x.getAttribute("fill")))], rings: [...picture.children].filter((x) => x.tagName === "circle").map((x) => (x.getAttribute("stroke-dasharray") ? "dotted" : "solid")), ramp: picture.querySelector(":scope > defs linearGradient") !== null, empty: inner.bottom - lowest,
  };
  return seen;
}

export async function check_saved_pictures(page, result, lang, check) {
  const word = words[lang];
  const figures = await page.locator(".figure").evaluateAll((list) => list.map((x) => ({ id: x.id.replace("figure-", ""), chosen: x.querySelector("select")?.selectedOptions[0]?.textContent ?? "", title: x.querySelector("header :first-child").textContent })));
  const files = await saved_files(page, ".figure .save button", "SVG", check);
  check(`every figure is saved (${lang})`, files.length === figures.length, `${files.length} of ${figures.length}`);
  const port = (await page.locator("h1").textContent()).trim();
  const key = await page.evaluate(() => [...document.querySelectorAll("#ledger .key li")].map((x) => ({ name: x.textContent, colour: `#${getComputedStyle(x.querySelector("i")).backgroundColor.match(/\d+/g).map((n) => Number(n).toString(16).padStart(2, "0")).join("")}` })));
  await page.evaluate(open_frame);
  for (const [i, { id, chosen, title }] of figures.entries()) {
    if (!files[i]) continue;
    const seen = await page.evaluate(read_picture, files[i].text);
    const says = (text) => together(seen.around).includes(together(text));
    check(`the picture of ${id} says of which port and of what it is (${lang})`, says(port) && says(title), seen.around.slice(0, 200));
    check(`the picture of ${id} holds its texts, and nothing for the screen (${lang})`, seen.out.length === 0 && !word.drag.test(seen.around), seen.out.join("; ") || seen.around);
    if (id.startsWith("ledger-")) {
      const unsaid = key.filter((k) => seen.fills.includes(k.colour) && !(says(k.name) && seen.squares.includes(k.colour)));
      check(`the picture of ${id} explains its colours (${lang})`, says(word.ledger.trim()) && key.some((k) => seen.fills.includes(k.colour)) && unsaid.length === 0, unsaid.map((k) => k.name).join("; "));
    }
    if (id.startsWith("clearance-") && !id.startsWith("clearance-ranges")) check(`the picture of ${id} explains its marks (${lang})`, says(word.clearance) && word.marks.every(says), seen.around);
    if (id === "process") {
      check(`the picture of the process has its scale (${lang})`, seen.ramp && says(`${word.load}0 %`) && says("100 %"), seen.around);
      const rings = await page.locator("#figure-process .key .mark i").evaluateAll((list) => list.map((x) => getComputedStyle(x).borderTopStyle));
      check(`the picture of the process outlines in its key as the page does (${lang})`, seen.rings.join() === rings.join(), `${seen.rings}; ${rings}`);
    }
    if (id === "queue-year") check(`the picture of the queue says where, and has no strip for a slider (${lang})`, says(chosen) && seen.empty < 20, `${chosen}: ${seen.empty} px; ${seen.around}`);
    if (id === "queue-day") check(`the picture of the queue over the day says where (${lang})`, says(await page.locator("#figure-queue-day .tag").textContent()), seen.around);
  }
  await page.evaluate(() => document.getElementById("saved-picture").remove());
  // Pixels are those of the other format: the same size, twice as fine.
  for (const png of await saved_files(page, "#figure-queue-year .save button, #figure-process .save button", "PNG", check)) {
    const svg = files.find((x) => x.name === png.name.replace(/png$/, "svg"));
    const [, wide, high] = /^<svg [^>]*width="(\d+)" height="(\d+)"/.exec(svg?.text ?? "") ?? [];
    const bytes = Buffer.from(png.base64, "base64");
    check(`${png.name} is the same picture (${lang})`, bytes.length > 8000 && bytes.readUInt32BE(16) === 2 * wide && bytes.readUInt32BE(20) === 2 * high, `${bytes.readUInt32BE(16)} × ${bytes.readUInt32BE(20)} for ${wide} × ${high}`);
  }
}
