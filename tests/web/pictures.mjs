// Takes the pictures of a report that the documents show, in both languages:
//   node pictures.mjs REPORT FOLDER                   the head of the report, report-en.png, report-zh.png
//   node pictures.mjs REPORT FOLDER NAME FIGURE ...   these figures, NAME-FIGURE-en.png ...
//     a FIGURE may choose in its list what it shows, queue-year=broad-line, or be a section whose small figures share a key: ledger
import { open_browser } from "./browser.mjs";

const [report, folder, name, ...figures] = process.argv.slice(2);
const browser = await open_browser();
const width_of = (figure) => (figure === "process" ? 1400 : 1100); // a flow that is not to run down needs the room

async function take_figure(wanted, lang) {
  const [figure, shown] = wanted.split("=");
  const page = await browser.open(report, width_of(figure), `#${lang}`);
  // What stays at the top of the window would lie on long figures.
  await page.addStyleTag({ content: "* { position: static !important; } .figure { padding: 12px; }" });
  const element = (await page.$(`#figure-${figure}`)) ?? (await page.$(`#${figure} .group`));
  if (!element) throw new Error(`the report has no figure ${figure}`);
  if (shown) await (await element.$("select")).selectOption(shown);
  await element.screenshot({ path: `${folder}/${name}-${figure}-${lang}.png` });
  await page.close();
}

for (const lang of ["en", "zh"]) {
  for (const wanted of figures) await take_figure(wanted, lang);
  if (figures.length > 0) continue;
  const page = await browser.open(report, 1440, `#${lang}`);
  await page.screenshot({ path: `${folder}/report-${lang}.png`, clip: { x: 0, y: 0, width: 1440, height: 1400 }, fullPage: true });
}
await browser.close();
if (browser.complaints.length > 0) throw new Error(browser.complaints.join("\n"));
