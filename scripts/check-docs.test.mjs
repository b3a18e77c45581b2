import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { problemsOf } from "./check-docs.mjs";

const root = mkdtempSync(path.join(os.tmpdir(), "backlot-docs-"));
for (const dir of ["docs", "server/queue"]) mkdirSync(path.join(root, dir), { recursive: true });
writeFileSync(path.join(root, "server/queue/claim.ts"), "");
writeFileSync(path.join(root, "docs/storage.md"), "");
afterAll(() => rmSync(root, { recursive: true, force: true }));
const judge = (text, name = "docs/guide.md") => problemsOf(root, name, text, { check: "", start: "", test: "" });

describe("check-docs", () => {
  it("is silent about a true document", () => {
    const text =
      "# A guide\n\n[files](storage.md), [up](#a-guide), [web](https://example.org), `server/queue/claim.ts:12`,\n`server/queue/`, `server/<area>/list.ts`, `npm start`, `npm run check -- types`, `npm ci`.\n";

    expect(judge(text)).toEqual([]);
  });

  it.each([
    ["[gone](lost.md)", "link to lost.md, which does not exist"],
    ["[gone](#nowhere)", "link to #nowhere, which is no heading here"],
    ["see `server/queue/lost.ts`", "names server/queue/lost.ts, which does not exist"],
    ["`npm run nothing`", 'names "npm run nothing", which is no script of package.json'],
    ["cd /home/someone/backlot", "names /home/someone/backlot, a path of one machine"],
    ["from https://npm.artifactory.example.com/x", "names https://npm.artifactory.example.com/x"],
  ])("names the line and the fault of %s", (line, problem) => {
    expect(judge(`# T\n\n${line}\n`)).toEqual([`docs/guide.md:3: ${problem}`]);
  });
});
