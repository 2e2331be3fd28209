// Opens reports in Debian's chromium: no network, a fresh profile, and every complaint of the page kept.
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const packages = resolve(process.env.KOUAN_WEB_PACKAGES ?? new URL("./node_modules", import.meta.url).pathname);
const { chromium } = createRequire(join(packages, "_"))("playwright-core");

const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/// However long a machine that is busy with other work may take for one step; what never comes is cut off by the test's own limit.
export const patience = 240000; // milliseconds
const most_to_ready = 120000; // milliseconds: a page that takes longer to open is broken, however busy the machine

function height_of(width) {
  return width < 600 ? 844 : 900;
}

export function start_chromium() {
  return chromium.launch({ executablePath: process.env.KOUAN_CHROMIUM ?? "/usr/bin/chromium", headless: true, args: flags });
}

/// { open(report, width, hash) → page, complaints, opened: [{ width, hash, seconds until it was ready }], close() }; `locale`: the browser's language, "zh-CN"; `started`: a chromium that others use too, each with storage of its own.
export async function open_browser(locale = "en-US", started = null) {
  const browser = started ?? (await start_chromium());
  const context = await browser.newContext({ locale, acceptDownloads: true, viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(patience);
  const complaints = [];
  const opened = [];
  const open = async (report, width, hash) => {
    const address = pathToFileURL(report).href;
    const page = await context.newPage();
    await page.setViewportSize({ width, height: height_of(width) });
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
    page.on("request", (request) => {
      const url = request.url();
      if (!/^(data|blob):/.test(url) && url.split("#")[0] !== address) complaints.push(`request: ${url}`);
    });
    const asked = Date.now();
    try {
      await page.goto(address + hash, { timeout: most_to_ready });
      await page.waitForSelector("html[data-ready]", { timeout: Math.max(1, asked + most_to_ready - Date.now()) });
    } catch (error) {
      throw new Error(`a page was not ready ${most_to_ready / 1000} s after it was opened (${hash || "no language"}, ${width}): ${report}`, { cause: error });
    }
    opened.push({ width, hash, seconds: (Date.now() - asked) / 1000 });
    return page;
  };
  const close = async () => {
    await context.close();
    if (!started) await browser.close();
  };
  return { open, complaints, opened, close };
}

/// The page in another width, as by somebody who changes the window's.
export async function at_width(page, width) {
  await page.setViewportSize({ width, height: height_of(width) });
  // What observes sizes has been told of them once a frame was drawn.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 0)))));
}

/// The page in the other language by its address, which draws all of it anew; of another result where its `json` is given. Far cheaper than to open it.
export async function in_language(page, lang, json = null) {
  await page.evaluate(([wanted, text]) => new Promise((done) => {
    if (text !== null) document.getElementById("kouan-data").textContent = text;
    window.addEventListener("hashchange", () => setTimeout(done, 0), { once: true }); // after the page's own listener
    location.hash = wanted;
  }), [lang, json]);
}
