// Using the page: language, contents, choices, tips, saving and printing.
import { readFileSync } from "node:fs";
import { patience } from "./browser.mjs";
import { charts, layout } from "./look.mjs";

/// Of a Chinese page, which is left in English.
export async function check_change_of_language(page, check) {
  const before = await page.evaluate(charts);
  await page.click("#language");
  const after = await page.evaluate(charts);
  const seen = await page.evaluate(layout);
  check("the button changes the language", seen.lang === "en" && seen.hash.startsWith("#en"), JSON.stringify(seen));
  check("the charts change with it", before.every((chart, i) => after[i].label !== chart.label));
}

async function check_choices(page, scenarios, check) {
  const last = page.locator("nav.contents a").last();
  await last.click();
  await page.waitForFunction((id) => document.getElementById(id).getBoundingClientRect().top < window.innerHeight, await last.getAttribute("data-section"));
  check("the contents keep the language in the address", (await page.evaluate(layout)).hash.startsWith("#en/"));

  const select = page.locator("#figure-queue-year select");
  if ((await select.count()) && (await select.locator("option").count()) > 1) {
    const picture = () => page.locator("#chart-queue-year svg").innerHTML();
    const first = await picture();
    const chosen = await select.inputValue();
    const others = await select.locator("option").evaluateAll((list) => list.map((o) => o.value));
    const limit = scenarios[0].capacity?.bottleneck?.stage;
    const length = (id) => scenarios[0].stages.find((s) => s.id === id)?.queue?.mean?.mean ?? 0;
    const longest = others.filter((id) => !id.includes(":")).sort((a, b) => length(b) - length(a))[0];
    const first_seen = length(longest) > 4 * length(limit) ? longest : limit;
    if (!scenarios[0].day && others.includes(limit)) check("the queue shown first is that at the bottleneck of the base, or one much longer", chosen === first_seen, chosen);
    const peak = await page.locator("#figure-queue-year .peak").textContent();
    await select.selectOption(others.find((x) => x !== chosen));
    check("another stage is another picture", (await picture()) !== first);
    const most = (of) => scenarios[0].stages.find((s) => s.id === of)?.queue?.max?.mean;
    const other = others.find((x) => x !== chosen);
    if (most(chosen) > 0 && most(other) !== most(chosen)) check("the longest queue is that of the chosen stage", peak !== "" && (await page.locator("#figure-queue-year .peak").textContent()) !== peak, peak);
  }
  const buttons = page.locator("#figure-process .scenario-button");
  if ((await buttons.count()) > 1) {
    const label = () => page.locator("#chart-process").getAttribute("aria-label");
    const first = await label();
    await buttons.nth(1).click();
    check("another scenario is another process", (await label()) !== first);
  }
}

async function check_tooltip(page, check) {
  const chart = page.locator("#chart-queue-year, #chart-capacity").last();
  await chart.hover(); // its middle, once it stands still: the page may still be scrolling
  const tip = chart.locator(".tip").first();
  await tip.waitFor({ state: "visible", timeout: patience / 4 }).catch(() => {});
  check("a tooltip shows figures", /\d/.test((await tip.textContent().catch(() => "")) ?? ""));
}

/// The file that a button saves; null, and a failed check, where none comes.
async function saved_by(page, button, what, check) {
  const coming = page.waitForEvent("download", { timeout: patience / 4 }).catch(() => null);
  await button.click();
  const download = await coming;
  check(`${what} comes`, download !== null, `nothing in ${patience / 4000} s, the rest not tried`);
  return download && readFileSync(await download.path());
}

async function check_saving(page, check) {
  for (const [label, test] of [["SVG", (x) => x.toString("utf8").startsWith("<svg ")], ["PNG", (x) => x.length > 8000 && x.subarray(1, 4).toString() === "PNG"]]) {
    const file = await saved_by(page, page.locator(".figure .save button", { hasText: label }).first(), `a chart's ${label}`, check);
    if (!file) return;
    check(`a chart is saved as ${label}`, test(file));
  }
  const file = await saved_by(page, page.locator("#validation .csv, #stages .csv").first(), "a table's CSV", check);
  if (file) check("a table is saved as CSV", file.toString("utf8").split("\r\n").length > 2);
}

async function check_print(page, check) {
  const pdf = await page.pdf({ format: "A4", printBackground: true });
  check("it prints", pdf.length > 50000, `${pdf.length} bytes`);
  await page.waitForFunction(() => !document.documentElement.classList.contains("printing"));
  check("the page is as before after printing", (await page.evaluate(layout)).scroll <= 1440);
}

export async function check_use(page, result, check) {
  await check_choices(page, result.scenarios, check);
  await check_tooltip(page, check);
  await check_saving(page, check);
  await check_print(page, check);
}
