import { createHash, randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { open, rm } from "node:fs/promises";
import { createServer } from "node:http";
import os from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import type { FileChooser, Page } from "@playwright/test";
import sharp from "sharp";
import { figure, median } from "./lib/figure";
import { rss, webPid } from "./lib/processes";
import { contextOf, openBrowser, sampleProject, signIn, studio } from "./lib/studio";

// A 200 MB picture through the studio's own upload in the browser, beside a plain streaming PUT of the same bytes from
// the same browser to a bare Node server that writes and hashes them.
const folder = os.tmpdir();
const noise = path.join(folder, `backlot-bench-${process.pid}.tif`);
const side = 8_165; // × 8,165 × 3 bytes is 200 MB without compression
const makeFile = async () => {
  const pixels = randomBytes(1 << 24);
  const raw = Buffer.alloc(side * side * 3);
  for (let at = 0; at < raw.length; at += pixels.length) pixels.copy(raw, at);
  raw.writeUInt32LE(Math.floor(Math.random() * 2 ** 32), 0); // another file each time: the same one is known already
  await sharp(raw, { raw: { width: side, height: side, channels: 3 } })
    .tiff({ compression: "none" })
    .toFile(noise);
};
/** Asks again until it opens: a page that is drawn but not yet alive does not answer a click. */
const openChooser = async (page: Page): Promise<FileChooser> => {
  for (const until = Date.now() + 20_000; ; ) {
    const opened = page.waitForEvent("filechooser", { timeout: 1_000 }).catch(() => null);
    await page
      .getByRole("button", { name: /^(Add plates|Choose pictures)$/ })
      .first()
      .click();
    const chooser = await opened;
    if (chooser) return chooser;
    if (Date.now() > until) throw new Error("the environment's page opened no file chooser");
  }
};

const bare = createServer((request, response) => {
  response.setHeader("content-type", "text/html");
  if (request.method !== "PUT") return response.end('<!doctype html><input type="file" aria-label="file">');
  const target = path.join(folder, `backlot-bench-put-${process.pid}`);
  const hash = createHash("sha256");
  request.on("data", (chunk) => hash.update(chunk));
  pipeline(request, createWriteStream(target))
    .then(async () => {
      const handle = await open(target, "r+");
      await handle.datasync();
      await handle.close();
      await rm(target);
      response.end(hash.digest("hex"));
    })
    .catch(() => response.destroy());
  return undefined;
});
await new Promise<void>((done) => bare.listen(0, "127.0.0.1", done));
const address = bare.address();
const barePort = typeof address === "object" && address ? address.port : 0;

const cookie = await signIn();
const project = await sampleProject(cookie);
const browser = await openBrowser();
const context = await contextOf(browser, cookie);
const page = await context.newPage();
try {
  const web = webPid();
  const ours: number[] = [];
  const plain: number[] = [];
  const grown: number[] = [];
  for (let round = 0; round < 4; round++) {
    await makeFile();
    await page.goto(new URL(`/p/${project.slug}/environments/FLATS`, studio.url).href);
    const before = await rss(web);
    let peak = before;
    const watch = setInterval(() => void rss(web).then((now) => (peak = Math.max(peak, now))), 50);
    const sent = page.waitForResponse(
      (response) => response.url().includes("/api/ingest/") && response.request().method() === "PUT",
      { timeout: 180_000 },
    );
    const chooser = await openChooser(page);
    const started = performance.now();
    await chooser.setFiles(noise);
    const response = await sent;
    ours.push((performance.now() - started) / 1000);
    clearInterval(watch);
    grown.push(peak - before);
    if (response.status() !== 200)
      throw new Error(`the upload answered ${response.status()}: ${await response.text()}`);

    // A page of that server: the studio's content security policy would not let its own speak to another port.
    const blank = await context.newPage();
    await blank.goto(`http://127.0.0.1:${barePort}/`);
    await blank.getByLabel("file").setInputFiles(noise);
    plain.push(
      await blank.evaluate(async () => {
        const file = document.querySelector("input")?.files?.[0];
        const from = performance.now();
        await (await fetch("/", { method: "PUT", body: file ?? null })).text();
        return (performance.now() - from) / 1000;
      }),
    );
    await blank.close();
  }
  const [mine, theirs] = [median(ours.slice(1)), median(plain.slice(1))];
  figure({
    figure: "200 MB upload, plain streaming PUT's time over ours",
    value: theirs / mine,
    unit: "×",
    target: 0.7,
    atLeast: true,
    beside: { name: "our seconds, full decode included", value: mine },
  });
  figure({
    figure: "server memory grown by a 200 MB upload, once warm",
    value: median(grown.slice(1)),
    unit: "MiB",
    target: 50,
  });
} finally {
  await browser.close();
  bare.close();
  await rm(noise, { force: true });
}
