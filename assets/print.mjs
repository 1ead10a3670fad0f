// Lays the fonts of documents (PDF) into miteinander/ui/papers/vendor/, with their licences. Run by build.py.

import { copyFileSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const OUT = join(ROOT, "miteinander/ui/papers/vendor");
const EXPO = "@expo-google-fonts";
// Fira Sans for what we write, Noto Sans and Vazirmatn (Arabic, Farsi) for letters it lacks.
const FONTS = {
  [`${EXPO}/fira-sans`]: ["400Regular", "400Regular_Italic", "600SemiBold"].map((one) => `${one}/FiraSans_${one}.ttf`),
  [`${EXPO}/noto-sans`]: ["400Regular", "600SemiBold"].map((one) => `${one}/NotoSans_${one}.ttf`),
  [`${EXPO}/noto-emoji`]: ["400Regular/NotoEmoji_400Regular.ttf"],
  vazirmatn: ["Regular", "SemiBold"].map((one) => `fonts/ttf/Vazirmatn-${one}.ttf`),
};

function licence(name) {
  const folder = join(ROOT, "node_modules", name);
  const [file] = globSync(["LICENSE_FONT", "OFL.txt"], { cwd: folder });
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), "utf8")}`;
}

// Aside first and then into place, so that a running server misses nothing.
const ASIDE = `${OUT}-${process.pid}`;
mkdirSync(ASIDE, { recursive: true });
for (const [name, files] of Object.entries(FONTS)) {
  for (const file of files) copyFileSync(join(ROOT, "node_modules", name, file), join(ASIDE, basename(file)));
}
writeFileSync(join(ASIDE, "LICENSES.txt"), Object.keys(FONTS).map(licence).join(`\n${"=".repeat(78)}\n\n`));
rmSync(OUT, { recursive: true, force: true });
renameSync(ASIDE, OUT);
