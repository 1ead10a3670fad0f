// Builds miteinander/ui/static/vendor/: KERN's styles (only what pages use, without a left or a
// right) with our own after them, two weights of Fira Sans, and the licences. Run by build.py.

import { globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { transform } from "lightningcss";
import postcss from "postcss";
import { PurgeCSS } from "purgecss";
import subsetFont from "subset-font";
import { bothDirections, hexColours, iconsFollowTheSystem, printIsLight, usedVariables } from "./styles.mjs";

const ROOT = join(import.meta.dirname, "..");
const OUT = join(ROOT, "miteinander/ui/static/vendor");
const read = (path) => readFileSync(join(ROOT, path), "utf8");

const PACKAGES = ["@kern-ux/native", "@fontsource/fira-sans"];
const FAMILY = "node_modules/@fontsource/fira-sans/files";
const FONTS = ["latin", "latin-ext"].flatMap((part) => [400, 600].map((weight) => ({ part, weight })));
// All letters of names in the European languages that are written in Latin; the rest of latin-ext
// (phonetics, Vietnamese) would make its two files four times as heavy.
const EXTENDED = [[0x0100, 0x017f], [0x0218, 0x021b], [0x1e9e, 0x1e9e]];
const RANGES = {
  latin: JSON.parse(read("node_modules/@fontsource/fira-sans/unicode.json")).latin,
  "latin-ext": EXTENDED.map(([first, last]) => `U+${first.toString(16)}-${last.toString(16)}`).join(),
};

async function font(file, part) {
  const whole = readFileSync(join(ROOT, FAMILY, file));
  if (part === "latin") return whole;
  const codes = EXTENDED.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i));
  return subsetFont(whole, String.fromCodePoint(...codes), { targetFormat: "woff2" });
}

function fontFaces() {
  return FONTS.map(({ part, weight }) => {
    const url = `fonts/fira-sans-${part}-${weight}-normal.woff2`;
    return `@font-face{font-family:"Fira Sans";font-weight:${weight};font-display:swap;` +
      `src:url(${url}) format("woff2");unicode-range:${RANGES[part]}}`;
  }).join("\n");
}

function ownStyles() {
  const files = globSync("miteinander/*/static/*/*.css", { cwd: ROOT });
  const own = files.filter((path) => !path.includes("static/vendor/")).sort();
  return own.map(read).join("\n");
}

// Words of templates and Python; `{% icon "search" %}`, icon="search" and the gallery's list of
// ICONS stand for classes.
function words(content) {
  const icons = [...content.matchAll(/\bicon[ =]"([\w-]+)"|\bICONS = \(([^)]*)/g)]
    .flatMap((found) => (found[1] ?? found[2]).match(/[\w-]+/g))
    .map((name) => `kern-icon--${name}`);
  return [...(content.match(/[\w-]+/g) ?? []), ...icons];
}

// Without KERN's own fonts, and with its tokens at the body: themes come from the browser alone.
async function kernStyles() {
  const css = read("node_modules/@kern-ux/native/dist/kern.css")
    .replace(/@font-face\s*{[^}]*}/g, "")
    .replace(/:is\(body,[^)]*\):not\([^)]*\)/, "body");
  const [purged] = await new PurgeCSS().purge({
    content: globSync(["miteinander/**/*.html", "miteinander/**/*.py"], { cwd: ROOT }).map((path) => ({
      raw: read(path),
      extension: "html",
    })),
    css: [{ raw: css }],
    defaultExtractor: words,
    keyframes: true,
    safelist: { standard: [/^kern-(alert|badge)--/, /^kern-icon--(info|success|warning|danger)$/] },
  });
  return purged.css;
}

function licences() {
  return PACKAGES.map((name) => {
    const folder = `node_modules/${name}`;
    const [file] = globSync("LICENSE*", { cwd: join(ROOT, folder) });
    const { version, license } = JSON.parse(read(`${folder}/package.json`));
    return `${name} ${version} (${license})\n\n${read(`${folder}/${file}`)}`;
  }).join(`\n${"=".repeat(78)}\n\n`);
}

const source = [await kernStyles(), fontFaces(), ownStyles()].join("\n");
const plugins = [bothDirections, hexColours, iconsFollowTheSystem, printIsLight, usedVariables];
const { css } = postcss(plugins).process(source, { from: undefined });
const { code } = transform({ filename: "app.css", code: Buffer.from(css), minify: true });

// Aside first and then into place, so that a running server misses nothing.
const ASIDE = `${OUT}-${process.pid}`;
mkdirSync(join(ASIDE, "fonts"), { recursive: true });
writeFileSync(join(ASIDE, "app.css"), code);
writeFileSync(join(ASIDE, "LICENSES.txt"), licences());
for (const { part, weight } of FONTS) {
  const file = `fira-sans-${part}-${weight}-normal.woff2`;
  writeFileSync(join(ASIDE, "fonts", file), await font(file, part));
}
rmSync(OUT, { recursive: true, force: true });
renameSync(ASIDE, OUT);
