// Which language a report opens in: node language_test.mjs SAMPLE.html
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { open_browser, start_chromium } from "./browser.mjs";

const html = readFileSync(process.argv[2], "utf8");
const data = /(<script type="application\/json" id="kouan-data">)(.*?)(<\/script>)/s;
const folder = mkdtempSync(join(tmpdir(), "kouan-language-"));

/// The report as of a run with that language, asked for with --lang or not; of its parts none, which say nothing of the language and take long to draw.
function report(lang, lang_asked) {
  const path = join(folder, `${lang}-${lang_asked}.html`);
  writeFileSync(path, html.replace(data, (_, head, json, tail) => head + JSON.stringify({ ...JSON.parse(json), ...without_parts, lang, lang_asked }).replace(/</g, "\\u003c") + tail));
  return path;
}

const without_parts = Object.fromEntries(["levers", "ledger", "checks", "assumptions", "sides", "series", "graph", "capacity", "validation", "sources"].map((part) => [part, undefined]));
const chromium = await start_chromium();
let passed = 0;
async function opens_in(browser, path, hash, expected, what) {
  const page = await browser.open(path, 1200, hash);
  assert.equal(await page.evaluate(() => document.documentElement.lang), expected, what);
  ++passed;
  return page;
}

try {
  for (const [locale, own] of [["zh-CN", "zh-CN"], ["zh-TW", "zh-CN"], ["en-US", "en"], ["de-DE", "en"]]) {
    const browser = await open_browser(locale, chromium);
    await opens_in(browser, report("en", false), "", own, `nobody asked, browser ${locale}`);
    // What follows depends on the browser by its language alone: once for each is enough.
    if (!["zh-TW", "de-DE"].includes(locale)) {
      await opens_in(browser, report("en", true), "", "en", `--lang en, browser ${locale}`);
      await opens_in(browser, report("zh", true), "", "zh-CN", `--lang zh, browser ${locale}`);
      await opens_in(browser, report("en", false), "#zh", "zh-CN", `address zh, browser ${locale}`);
      const page = await opens_in(browser, report("en", true), "#en", "en", `address en, browser ${locale}`);
      await page.click("#language");
      await opens_in(browser, report("en", true), "", "zh-CN", `the reader's choice before --lang, browser ${locale}`);
      await opens_in(browser, report("en", false), "", "zh-CN", `the reader's choice before the browser ${locale}`);
    }
    assert.deepEqual(browser.complaints, []);
    await browser.close();
  }
} finally {
  await chromium.close();
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, 0 failed`);
