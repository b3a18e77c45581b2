#!/usr/bin/env node
import { existsSync } from "node:fs";
// Draws every picture of the sample film "Low Tide" into db/seed/assets and writes its manifest, assets.json.
// node scripts/sample-art/render.mjs [--only part-of-a-name,...] [--out folder] [--draft] [--manifest]
import { access, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "@playwright/test";
import sharp from "sharp";
import { writeManifest } from "./manifest.mjs";
import { PICTURES } from "./pictures.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.resolve(here, "../..");
const models = path.resolve(root, "../shared/data/glb");
const NEEDED = ["Mage.glb", "RobotExpressive.glb"];
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".glb": "model/gltf-binary" };

async function checkModels() {
  const missing = [];
  for (const name of NEEDED) await access(path.join(models, name)).catch(() => missing.push(name));
  if (missing.length === 0) return;
  console.error(`Missing in ../shared/data/glb: ${missing.join(", ")}.`);
  console.error("These CC0 characters are not part of the repository. The finished pictures are: see db/seed/assets.");
  process.exit(1);
}

function fileFor(url) {
  const { pathname } = new URL(url);
  if (pathname === "/") return path.join(here, "page/index.html");
  if (pathname.startsWith("/page/")) return path.join(here, pathname);
  if (pathname.startsWith("/three/")) return path.join(root, "node_modules", pathname);
  if (pathname.startsWith("/glb/")) return path.join(models, pathname.slice(5));
  return null;
}

async function serve(route) {
  const file = fileFor(route.request().url());
  if (!file || !existsSync(file)) return route.fulfill({ status: 404, body: "" });
  return route.fulfill({ body: await readFile(file), contentType: TYPES[path.extname(file)] ?? "text/plain" });
}

async function openPage() {
  const executablePath = existsSync("/usr/bin/chromium") ? "/usr/bin/chromium" : undefined;
  const args = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"];
  if (process.getuid?.() === 0) args.push("--no-sandbox");
  const browser = await chromium.launch({ executablePath, args });
  const page = await browser.newPage({ viewport: { width: 1600, height: 960 } });
  page.on("console", (message) => {
    if (message.type() === "error" || message.text().includes("rror")) console.error(message.text().slice(0, 2000));
  });
  page.on("pageerror", (error) => console.error(error.message));
  await page.route("**/*", serve);
  await page.goto("http://sample-art.test/");
  await page.waitForFunction(() => globalThis.ready === true);
  return { browser, page };
}

async function savePicture(page, picture, out, draft) {
  const shot = draft ? { ...picture, width: picture.width / 2, height: picture.height / 2, samples: 4 } : picture;
  const { png, flaw, heads } = await page.evaluate((s) => globalThis.renderPicture(s), shot);
  const file = path.join(out, picture.file);
  await mkdir(path.dirname(file), { recursive: true });
  const made = await sharp(Buffer.from(png.split(",")[1], "base64"))
    .removeAlpha()
    .webp({ quality: picture.quality ?? 84, effort: 6, smartSubsample: true, nearLossless: picture.around === true })
    .toFile(file);
  return { bytes: made.size, flaw, heads };
}

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    out: { type: "string" },
    draft: { type: "boolean" },
    manifest: { type: "boolean" },
  },
});
const out = path.resolve(values.out ?? path.join(root, "db/seed/assets"));
const wanted = values.manifest
  ? []
  : PICTURES.filter((p) => !values.only || values.only.split(",").some((part) => p.file.includes(part)));
const flawFile = path.join(here, "flaws.json");
const flaws = existsSync(flawFile) ? JSON.parse(await readFile(flawFile, "utf8")) : {};
if (wanted.length > 0) {
  await checkModels();
  const { browser, page } = await openPage();
  for (const picture of wanted) {
    const started = Date.now();
    const { bytes, flaw, heads } = await savePicture(page, picture, out, values.draft);
    if (flaw && !values.draft) flaws[picture.file] = flaw;
    console.log(
      `${picture.file}  ${(bytes / 1024).toFixed(0)} KB  ${((Date.now() - started) / 1000).toFixed(1)} s`,
      flaw ? JSON.stringify(flaw) : "",
      values.draft ? JSON.stringify(heads) : "",
    );
  }
  await browser.close();
  await writeFile(flawFile, `${JSON.stringify(flaws, null, 2)}\n`);
}
if (!values.out) await writeManifest(out, flaws);
