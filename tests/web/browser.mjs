// Opens reports in Debian's chromium: no network, a fresh profile, and every complaint of the page kept.
import { createRequire } from "node:module";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const packages = resolve(process.env.KOUAN_WEB_PACKAGES ?? new URL("./node_modules", import.meta.url).pathname);
const { chromium } = createRequire(join(packages, "_"))("playwright-core");

const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

/// { open(report, width, hash) → page, complaints, close() }; `locale`: the browser's language, "zh-CN".
export async function open_browser(locale = "en-US") {
  const profile = mkdtempSync(join(tmpdir(), "kouan-web-"));
  const context = await chromium.launchPersistentContext(profile, { executablePath: process.env.KOUAN_CHROMIUM ?? "/usr/bin/chromium", headless: true, args: flags, locale, acceptDownloads: true, viewport: { width: 1440, height: 900 } });
  const complaints = [];
  const open = async (report, width, hash) => {
    const address = pathToFileURL(report).href;
    const page = await context.newPage();
    await page.setViewportSize({ width, height: width < 600 ? 844 : 900 });
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
    page.on("request", (request) => {
      const url = request.url();
      if (!/^(data|blob):/.test(url) && url.split("#")[0] !== address) complaints.push(`request: ${url}`);
    });
    await page.goto(address + hash);
    await page.waitForSelector("html[data-ready]", { timeout: 30000 });
    return page;
  };
  const close = async () => {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  };
  return { open, complaints, close };
}
