// The page's language: from the address (#zh/section), else what the reader chose before, else the result's own where it was asked for,
// else that of the browser.
import { words } from "./words.js";

const languages = ["en", "zh"];
const key = "kouan-report-language";
let current = "en";
const listeners = [];

function stored() {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage may be refused for files
  }
}

/// "#zh/queue" → { lang: "zh", section: "queue" }
export function parse_address(hash) {
  const parts = decodeURIComponent(hash.replace(/^#/, "")).split("/");
  const lang = languages.includes(parts[0]) ? parts.shift() : null;
  return { lang, section: parts[0] || null };
}

export function address(section, lang = current) {
  return `#${lang}${section ? `/${section}` : ""}`;
}

/// `asked`: the language for which the page was made, null where nobody said one.
export function start_language(asked) {
  const browser = /^zh\b/i.test(navigator.language ?? "") ? "zh" : "en";
  const wanted = [parse_address(location.hash).lang, stored(), asked, browser];
  current = wanted.find((lang) => languages.includes(lang));
}

export function language() {
  return current;
}

export function choose_language(lang) {
  if (lang === current || !languages.includes(lang)) return;
  current = lang;
  try {
    localStorage.setItem(key, lang);
  } catch {
    // not kept, the address still holds it
  }
  history.replaceState(null, "", address(parse_address(location.hash).section));
  listeners.forEach((listener) => listener());
}

export function on_language(listener) {
  listeners.push(listener);
}

/// The page's own words; {name} is replaced from values.
export function t(id, values = {}) {
  const pair = words[id];
  if (!pair) return id;
  const text = pair[current === "zh" ? 1 : 0];
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

export function has_word(id) {
  return id in words;
}

/// A text of the result in the page's language: { en, zh } or a plain string.
export function pick(text) {
  if (text === null || text === undefined) return "";
  if (typeof text !== "object") return String(text);
  return text[current] || text.en || text.zh || "";
}
