// Takes the pictures of the report that the documents show: node pictures.mjs REPORT FOLDER.
import { open_browser } from "./browser.mjs";

const [report, folder] = process.argv.slice(2);
const browser = await open_browser();
for (const lang of ["en", "zh"]) {
  const page = await browser.open(report, 1440, `#${lang}`);
  await page.screenshot({ path: `${folder}/report-${lang}.png`, clip: { x: 0, y: 0, width: 1440, height: 1400 }, fullPage: true });
}
await browser.close();
if (browser.complaints.length > 0) throw new Error(browser.complaints.join("\n"));
