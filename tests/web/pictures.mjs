// Takes the pictures of a report that the documents show, in both languages:
//   node pictures.mjs REPORT FOLDER                   the head of the report, report-en.png, report-zh.png
//   node pictures.mjs REPORT FOLDER NAME FIGURE ...   these figures, NAME-FIGURE-en.png ...
//     a FIGURE may choose in its list what it shows, queue-year=broad-line, or be a section whose small figures share a key: ledger
import { open_browser } from "./browser.mjs";

const [report, folder, name, ...figures] = process.argv.slice(2);
const browser = await open_browser();
for (const lang of ["en", "zh"]) {
  const page = await browser.open(report, figures.length > 0 ? 1100 : 1440, `#${lang}`);
  if (figures.length === 0) {
    await page.screenshot({ path: `${folder}/report-${lang}.png`, clip: { x: 0, y: 0, width: 1440, height: 1400 }, fullPage: true });
  }
  // What stays at the top of the window would lie on long figures.
  if (figures.length > 0) await page.addStyleTag({ content: "* { position: static !important; } .figure { padding: 12px; }" });
  for (const wanted of figures) {
    const [figure, shown] = wanted.split("=");
    const element = (await page.$(`#figure-${figure}`)) ?? (await page.$(`#${figure} .group`));
    if (!element) throw new Error(`the report has no figure ${figure}`);
    if (shown) await (await element.$("select")).selectOption(shown);
    await element.screenshot({ path: `${folder}/${name}-${figure}-${lang}.png` });
  }
}
await browser.close();
if (browser.complaints.length > 0) throw new Error(browser.complaints.join("\n"));
