// Joins the film's words to its pictures: db/seed/assets/assets.json, which the seed reads.
import { existsSync } from "node:fs";
import { readdir, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { CHARACTERS, DESK, ENVIRONMENT, SHOTS } from "./story.mjs";

const SLOTS = [
  "front",
  "three-quarter-left",
  "three-quarter-right",
  "profile-left",
  "profile-right",
  "back",
  "over-shoulder",
  "up",
  "down",
];

function withSlots({ folder, ...character }, out) {
  const file = (slot) => `characters/${folder}/${slot}.webp`;
  const has = (slot) => existsSync(path.join(out, file(slot)));
  return {
    ...character,
    hero: file("hero"),
    fullBody: file("full-body"),
    slots: Object.fromEntries(SLOTS.filter(has).map((slot) => [slot, file(slot)])),
    missingSlots: SLOTS.filter((slot) => !has(slot)),
  };
}

function withFlaws(shot, flaws) {
  const frames = shot.frames.map((frame) => {
    if (!frame.flaw) return frame;
    const { file } = frame.versions[frame.flaw.version - 1];
    return { ...frame, flaw: { ...frame.flaw, file, box: flaws[file] ?? null } };
  });
  return { ...shot, environment: ENVIRONMENT.code, frames };
}

async function measure(out) {
  const names = (await readdir(out, { recursive: true })).filter((name) => name.endsWith(".webp")).sort();
  const files = {};
  for (const name of names) {
    const { width, height } = await sharp(path.join(out, name)).metadata();
    files[name.split(path.sep).join("/")] = { width, height, bytes: (await stat(path.join(out, name))).size };
  }
  return files;
}

/** Writes assets.json: paths are relative to its folder, boxes are pixels of the named file, origin top left. */
export async function writeManifest(out, flaws) {
  const manifest = {
    version: 1,
    project: {
      code: "LOWTIDE",
      name: "Low Tide",
      logline: "A lamplighter and her companion cross the sands to find out why the light went out.",
      fps: 24,
      width: 1280,
      height: 720,
      poster: "shots/sh0010_a_v003.webp",
    },
    characters: CHARACTERS.map((character) => withSlots(character, out)),
    environment: ENVIRONMENT,
    sequences: [
      { code: "SQ010", title: "The crossing" },
      { code: "SQ020", title: "The morning after" },
    ],
    desk: DESK,
    shots: SHOTS.map((shot) => withFlaws(shot, flaws)),
    files: await measure(out),
    credits: [
      "Pictures rendered by scripts/sample-art from CC0 1.0 models.",
      "Mage (KayKit Adventurers) by Kay Lousberg, CC0 1.0, recoloured.",
      "RobotExpressive by Tomás Laulhé (Quaternius), modified by Don McCurdy, CC0 1.0, recoloured.",
    ],
  };
  await writeFile(path.join(out, "assets.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}
