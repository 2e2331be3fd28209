// Files that the page's buttons save, taken where the page hands them to the browser: a browser asks before it takes many, and a test reads all of them.
import { patience } from "./browser.mjs";

/// [{ name, text }] of all buttons that match, in their order, up to the first that saves nothing: those after it would not either. Of a picture of pixels `base64` is of use.
export async function saved_files(page, selector, label, check) {
  const { files, lost } = await page.evaluate(async ([wanted, name_of_button, most]) => {
    const made = new Map();
    const got = [];
    let lost = null;
    const [create, click] = [URL.createObjectURL, HTMLAnchorElement.prototype.click];
    URL.createObjectURL = (blob) => {
      const address = create.call(URL, blob);
      made.set(address, blob);
      return address;
    };
    HTMLAnchorElement.prototype.click = function take() {
      got.push({ name: this.download, blob: made.get(this.href) });
    };
    const read = (blob) => new Promise((done) => {
      const reader = new FileReader();
      reader.onload = () => done(reader.result.split(",")[1] ?? "");
      reader.readAsDataURL(blob);
    });
    try {
      for (const button of [...document.querySelectorAll(wanted)].filter((x) => x.textContent === name_of_button)) {
        const before = got.length;
        button.click();
        const asked = Date.now();
        while (got.length === before && Date.now() < asked + most) await new Promise((done) => setTimeout(done, 2));
        if (got.length > before) continue;
        lost = button.closest("[id^=figure-]")?.id ?? button.closest(".table")?.querySelector("table")?.id ?? "?";
        break;
      }
    } finally {
      [URL.createObjectURL, HTMLAnchorElement.prototype.click] = [create, click];
    }
    return { files: await Promise.all(got.map(async ({ name, blob }) => ({ name, base64: await read(blob) }))), lost };
  }, [selector, label, patience / 4]);
  check(`what is saved as ${label} comes`, lost === null, `nothing from ${lost} in ${patience / 4000} s, the rest not tried`);
  return files.map(({ name, base64 }) => ({ name, base64, text: Buffer.from(base64, "base64").toString("utf8") }));
}

/// Rows of cells; null where the text is no CSV with lines that end in CR LF.
export function read_csv(text) {
  const rows = [];
  let row = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  cell.lastIndex = text.startsWith("\ufeff") ? 1 : 0;
  while (cell.lastIndex < text.length) {
    const found = cell.exec(text);
    if (!found) return null;
    row.push(found[1]?.replaceAll('""', '"') ?? found[2]);
    if (found[3] !== ",") {
      rows.push(row);
      row = [];
    }
  }
  return rows;
}
