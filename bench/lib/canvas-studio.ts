import { createHash, randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Browser } from "@playwright/test";
import postgres from "postgres";
import { newId } from "../../contract/ids";
import type { MaskOp } from "../../contract/mask/ops";
import { randomStroke, seeded } from "../../contract/mask/testing-fixtures";
import { call, contextOf, sampleProject, signIn, studio } from "./studio";

type Opened = { document: number[]; answer: number[]; page: number[] };

/**
 * A version of `side` x `side` pixels with `strokes` strokes in the studio's database, opened `times` times in a browser.
 * `document`: from asking the server for it until it is drawn; `answer`: until all of it is here; `page`: from the address until then. Milliseconds.
 */
export async function reopen(
  browser: Browser,
  picture: Buffer,
  { side, strokes, times }: { side: number; strokes: number; times: number },
): Promise<Opened> {
  const cookie = await signIn();
  const { id: projectId, slug } = await sampleProject(cookie);
  const board = await call<{ versionId: string | null }[]>(cookie, "query", "storyboard.board", { projectId });
  const versionId = board.find((shot) => shot.versionId !== null)?.versionId ?? "";
  await give(versionId, picture, side);
  const { id: maskId } = await call<{ id: string }>(cookie, "mutation", "masks.open", { versionId });
  const next = seeded(7);
  const ops = Array.from({ length: strokes }, () => ({
    id: `bench-${randomUUID()}`,
    op: { ...randomStroke(next, side, side, 60), size: 480, hardness: 100 } as MaskOp,
  }));
  // 37 at a time, so that the last checkpoint is not the head: some strokes are left to be drawn.
  for (let at = 0; at < ops.length; at += 37)
    await call(cookie, "mutation", "masks.append", { maskId, ops: ops.slice(at, at + 37) });

  const context = await contextOf(browser, cookie);
  await context.addInitScript(watch);
  const out: Opened = { document: [], answer: [], page: [] };
  for (let n = 0; n <= times; n++) {
    const page = await context.newPage();
    await page.goto(new URL(`/p/${slug}/masks/${versionId}`, studio.url).href);
    const seen = await page.waitForFunction(drawn, undefined, { timeout: 60_000 });
    const { opened, asked, answered } = (await seen.jsonValue()) as {
      opened: number;
      asked: number;
      answered: number;
    };
    // The first visit fills the browser's cache and the server's.
    if (n > 0) {
      out.document.push(opened - asked);
      out.answer.push(answered - asked);
      out.page.push(opened);
    }
    await page.close();
  }
  await context.close();
  return out;
}

/** In the page: when the canvas first says that its document is open, two frames later. */
const watch = () => {
  new MutationObserver((_, observer) => {
    if (!document.querySelector("[data-mask-saved]")) return;
    observer.disconnect();
    requestAnimationFrame(() =>
      requestAnimationFrame(() => Object.assign(window, { canvasOpened: performance.now() })),
    );
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-mask-saved"] });
};
const drawn = () => {
  const { canvasOpened } = window as unknown as { canvasOpened?: number };
  const [asked] = performance.getEntriesByType("resource").filter(({ name }) => name.includes("masks.open"));
  const answered = asked instanceof PerformanceResourceTiming ? asked.responseEnd : 0;
  return canvasOpened !== undefined && asked ? { opened: canvasOpened, asked: asked.startTime, answered } : null;
};

/** Puts a picture under a version, as if it had been brought. */
async function give(versionId: string, bytes: Buffer, side: number): Promise<void> {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const folder = path.join(studio.data, "media", sha256.slice(0, 2));
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, sha256), bytes);
  const sql = postgres(studio.databaseUrl, { max: 1, onnotice: () => {} });
  try {
    const [version] = await sql`select team_id from versions where id = ${versionId}`;
    const row = {
      ...{ id: newId("media"), team_id: version?.team_id as string, sha256, mime: "image/jpeg", bytes: bytes.length },
      ...{ width: side, height: side, has_alpha: false, colour: "#6a6a6a", name: "bench.jpg", storage: "local" },
      ...{ storage_key: sha256, created_by: "bench" },
    };
    await sql`insert into media ${sql(row)}`;
    await sql`delete from masks where version_id = ${versionId}`;
    await sql`update versions set media_id = ${row.id} where id = ${versionId}`;
  } finally {
    await sql.end();
  }
}
