import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { timesOfDay } from "../../contract/environment/light";
import { slotIds } from "../../contract/profile/angles";
import { promptSlots } from "../../contract/prompt/slots";
import { taskTypeIds } from "../../contract/script/task-types";
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
  age: z.string(),
  gender: z.string(),
  ethnicity: z.string(),
  heightCm: z.number().int(),
  mustHave: z.array(z.string()),
  mustNot: z.array(z.string()),
  dos: z.array(z.string()),
  donts: z.array(z.string()),
  palette: z.array(z.object({ hex: z.string(), name: z.string() })),
  fragments: z.partialRecord(z.enum(promptSlots), z.string()),
  /** Pictures that stand in no slot. */
  candidates: z.array(z.string()).default([]),
});
const State = z.object({
  name: z.string(),
  timeOfDay: z.enum(timesOfDay),
  azimuth: z.number(),
  elevation: z.number(),
  colour: z.string(),
  intensity: z.number(),
  flicker: z.array(z.object({ at: z.number(), level: z.number() })).default([]),
});
const Place = z.object({
  code: z.string(),
  name: z.string(),
  description: z.string(),
  states: z.array(State),
  images: z.array(
    z.object({ file: z.string(), state: z.string(), angle: z.string(), role: z.enum(["plate", "panorama"]) }),
  ),
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
  status,
  details: z.object({
    scene: z.string(),
    size: z.string(),
    angle: z.string(),
    move: z.string(),
    lens: z.string(),
  }),
  /** The environment's state. */
  state: z.string(),
  work: z.partialRecord(z.enum(taskTypeIds), status),
  /** Days from today. */
  dueIn: z.number().int().nullable(),
  frames: z.array(Frame),
});
const Manifest = z.object({
  project: z.object({ name: z.string(), logline: z.string() }),
  characters: z.array(Character),
  environment: Place,
  desk: z.object({
    view: z.object({ name: z.string(), query: z.string() }),
    playlist: z.object({ name: z.string(), shots: z.array(z.string()) }),
  }),
  shots: z.array(Shot),
});
export type Manifest = z.infer<typeof Manifest>;
export type SampleFrame = z.infer<typeof Frame>;
export type SampleShot = z.infer<typeof Shot>;

/** The sample film's words and pictures, as scripts/sample-art wrote them. */
export const readManifest = async (): Promise<Manifest> =>
  Manifest.parse(JSON.parse(await readFile(assetPath("assets.json"), "utf8")));
