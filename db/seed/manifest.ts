import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { slotIds } from "../../contract/profile/angles";
import { statusIds } from "../../contract/statuses";

/** Compiled or not, the seed runs from the repository's root. */
const folder = path.resolve("db/seed/assets");
export const assetPath = (file: string): string => path.join(folder, file);

const status = z.enum(statusIds);
const Character = z.object({
  code: z.string(),
  name: z.string(),
  tier: z.enum(["lead", "support", "extra"]),
  triggerWord: z.string(),
  status: z.string(),
  description: z.string(),
  hero: z.string(),
  fullBody: z.string(),
  slots: z.partialRecord(z.enum(slotIds), z.string()),
});
const Frame = z.object({
  label: z.string(),
  title: z.string(),
  status,
  versions: z
    .array(z.object({ file: z.string(), kind: z.enum(["blocking", "beauty", "fix"]), title: z.string() }))
    .default([]),
  notes: z
    .array(
      z.object({
        by: z.enum(["artist", "supervisor"]),
        body: z.string(),
        statusChange: z.object({ from: status, to: status }).optional(),
      }),
    )
    .default([]),
});
const Shot = z.object({
  code: z.string(),
  title: z.string(),
  action: z.string(),
  durationFrames: z.number().int(),
  cast: z.array(z.string()),
  environment: z.string(),
  frames: z.array(Frame),
});
const Manifest = z.object({
  project: z.object({ name: z.string(), logline: z.string() }),
  characters: z.array(Character),
  environment: z.object({
    code: z.string(),
    name: z.string(),
    description: z.string(),
    states: z.record(z.string(), z.object({ title: z.string(), file: z.string() })),
  }),
  shots: z.array(Shot),
});
export type Manifest = z.infer<typeof Manifest>;
export type SampleFrame = z.infer<typeof Frame>;

/** The sample film's words and pictures, as scripts/sample-art wrote them. */
export const readManifest = async (): Promise<Manifest> =>
  Manifest.parse(JSON.parse(await readFile(assetPath("assets.json"), "utf8")));
