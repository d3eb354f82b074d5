// node build.mjs FOLDER: the fixture pages, with the real editors bundled in, ready to be served from FOLDER.
import { build } from "esbuild";
import { cp, mkdir, readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const pages = join(here, "pages");
const out = process.argv[2] ?? join(here, "../../dist/fixtures");

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
const names = await readdir(pages);
for (const name of names.filter((each) => /\.(html|css)$/.test(each))) await cp(join(pages, name), join(out, name));
await build({
  entryPoints: names.filter((each) => each.endsWith(".js") && names.includes(each.replace(/js$/, "html"))).map((each) => join(pages, each)),
  outdir: out,
  bundle: true,
  format: "iife",
  target: "es2022",
  define: { "process.env.NODE_ENV": '"production"', global: "globalThis" },
  loader: { ".css": "text" },
  logLevel: "warning",
});
