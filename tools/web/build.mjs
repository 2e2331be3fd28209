// Bundles the page into one template file: node build.mjs NODE_MODULES OUT.html
// The result of a run takes the place of the marker @@KOUAN_RESULT@@ later (analysis/report/html.cpp).
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const [modules, out] = process.argv.slice(2).map((path) => resolve(path));
if (!out) {
  console.error("usage: node build.mjs NODE_MODULES OUT.html");
  process.exit(2);
}
const { build } = createRequire(join(modules, "_"))("esbuild");
const source = join(dirname(fileURLToPath(import.meta.url)), "src");

async function bundle(entry, options) {
  const { outputFiles } = await build({ entryPoints: [join(source, entry)], nodePaths: [modules], bundle: true, minify: true, write: false, charset: "utf8", legalComments: "none", logLevel: "warning", ...options });
  return outputFiles[0].text.trim();
}

const script = await bundle("main.js", { format: "iife", target: "es2020" });
const style = await bundle("style/index.css", { loader: { ".woff2": "dataurl" }, target: "es2020" });
if (script.includes("</script") || style.includes("</style")) throw new Error("the bundle would end its own element");
const marker = "@@KOUAN_RESULT@@";
if (script.includes(marker)) throw new Error("the marker must not occur in the script");

/// Licences ask to be handed on with what they cover.
const covered = [
  ["Apache ECharts", "echarts", ["NOTICE", "LICENSE", "licenses/LICENSE-d3"]],
  ["ZRender", "zrender", ["LICENSE"]],
  ["tslib", "tslib", ["LICENSE.txt"]],
  ["Source Sans 3", "@fontsource-variable/source-sans-3", ["LICENSE"]],
  ["Source Serif 4", "@fontsource-variable/source-serif-4", ["LICENSE"]],
];
const licences = covered.flatMap(([name, folder, files]) => files.map((file) => `==== ${name}: ${file} ====\n\n${readFileSync(join(modules, folder, file), "utf8").trim()}\n`)).join("\n");
if (licences.includes("-->")) throw new Error("a licence would end the comment that holds it");

const fill = {
  licences,
  echarts: JSON.parse(readFileSync(join(modules, "echarts/package.json"), "utf8")).version,
  script_hash: `sha256-${createHash("sha256").update(script, "utf8").digest("base64")}`,
  style,
  script,
};
const page = readFileSync(join(source, "page.html"), "utf8").replace(/\{\{(\w+)\}\}/g, (_, name) => {
  if (!(name in fill)) throw new Error(`page.html asks for {{${name}}}, which nothing fills`);
  return fill[name];
});
writeFileSync(out, page);
console.log(`report template: ${(Buffer.byteLength(page) / 1024).toFixed(0)} KiB (script ${(script.length / 1024).toFixed(0)}, style ${(style.length / 1024).toFixed(0)})`);
