// Builds the extension into dist/: two unpacked folders, and from them two zips that are the same bytes every time.
//
//   node build.mjs          dist/extension/{chromium,firefox}, dist/unburnt-{chromium,firefox}.zip
//   node build.mjs --test   dist/extension/test: chromium, but with an open shadow root that tests can look into

import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { zipOf } from "./zip.mjs";

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, "..");
const DIST = join(ROOT, "dist");
const PAGE = join(ROOT, "app/web/static");
const SIZES = [16, 32, 48, 128];
const ENTRIES = { background: "background.js", content: "content/main.js", popup: "popup.js", options: "options.js" };
const TARGETS = { chromium: ["chrome120"], firefox: ["firefox128"] };

/** What differs between the two browsers. */
const DIFFERENT = {
  chromium: { background: { service_worker: "background.js" }, minimum_chrome_version: "120" },
  firefox: {
    background: { scripts: ["background.js"] },
    browser_specific_settings: {
      gecko: { id: "unburnt@unburnt.example", strict_min_version: "128.0", data_collection_permissions: { required: ["none"] } },
    },
  },
};

/** Return the colours of the page for our layer, where `:root` is the host; dark by an attribute, since pages differ from the system. */
async function palette() {
  const css = await readFile(join(PAGE, "base.css"), "utf8");
  const [light, dark] = [...css.matchAll(/:root \{([^}]*)\}/g)].map(([, body]) => body);
  return `:host {${light}}\n:host([data-theme="dark"]) {${dark}}\n:host([data-theme="dark"]) * { color-scheme: dark; }\n:host([data-theme="light"]) * { color-scheme: light; }`;
}

const colours = {
  name: "colours",
  setup(bundler) {
    bundler.onResolve({ filter: /^palette\.css$/ }, () => ({ path: "palette.css", namespace: "colours" }));
    bundler.onLoad({ filter: /.*/, namespace: "colours" }, async () => ({ contents: await palette(), loader: "text" }));
  },
};

async function scripts(target, open) {
  const made = await build({
    entryPoints: Object.fromEntries(Object.entries(ENTRIES).map(([name, file]) => [name, join(HERE, "src", file)])),
    absWorkingDir: ROOT,
    outdir: "out",
    write: false,
    bundle: true,
    format: "iife",
    target,
    charset: "ascii",
    loader: { ".css": "text" },
    plugins: [colours],
    define: { ROOT_MODE: JSON.stringify(open ? "open" : "closed") },
    legalComments: "none",
    logLevel: "warning",
  });
  return made.outputFiles.map(({ path, contents }) => [relative(join(ROOT, "out"), path), Buffer.from(contents)]);
}

async function version() {
  const project = await readFile(join(ROOT, "pyproject.toml"), "utf8");
  return /^version = "([^"]+)"/m.exec(project)[1];
}

async function manifest(browser) {
  const common = JSON.parse(await readFile(join(HERE, "manifest.json"), "utf8"));
  return Buffer.from(`${JSON.stringify({ ...common, version: await version(), ...DIFFERENT[browser] }, null, 2)}\n`);
}

const folder = async (name) => Promise.all((await readdir(join(HERE, name))).sort().map(async (file) =>
  [`${name}/${file}`, await readFile(join(HERE, name, file))]));

/** Return [name, bytes] of every file of one browser's extension, sorted by name. */
async function files(browser, open) {
  const icons = (await folder("icons")).filter(([name]) => SIZES.some((size) => name === `icons/${size}.png`));
  const all = [
    ["manifest.json", await manifest(browser)],
    ["pages/base.css", await readFile(join(PAGE, "base.css"))],
    ...await folder("pages"),
    ...icons,
    ...await scripts(TARGETS[browser], open),
  ];
  return all.sort(([one], [other]) => (one < other ? -1 : 1));
}

async function unpack(where, all) {
  await rm(where, { recursive: true, force: true });
  for (const [name, bytes] of all) {
    await mkdir(dirname(join(where, name)), { recursive: true });
    await writeFile(join(where, name), bytes);
  }
}

async function main(open) {
  if (open) return unpack(join(DIST, "extension/test"), await files("chromium", true));
  for (const browser of Object.keys(DIFFERENT)) {
    const all = await files(browser, false);
    await unpack(join(DIST, "extension", browser), all);
    await writeFile(join(DIST, `unburnt-${browser}.zip`), zipOf(all));
    console.log(`dist/unburnt-${browser}.zip`);
  }
  return undefined;
}

await main(process.argv.includes("--test"));
