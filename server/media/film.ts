import { open } from "node:fs/promises";
import type { FilmMime } from "@/contract/profile/clip";
import { filmHeadBytes, filmKind } from "@/contract/profile/film-kind";
import { BadInputError } from "../errors";
import { sniffBytes, sniffPicture } from "./sniff";

/** Whether a kept file is a film: its pixels are a node's business, no thumbnail is made of it here. */
export const isFilm = ({ mime }: { mime: string }): boolean => mime.startsWith("video/");

const otherFilms: readonly [magic: string, at: number, what: string][] = [
  ["AVI ", 8, "an AVI film"],
  ["0&\xb2u", 0, "a Windows Media film"],
  ["FLV\x01", 0, "a Flash film"],
  ["\0\0\x01\xba", 0, "an MPEG film"],
  ["OggS", 0, "an Ogg file"],
  ["ID3", 0, "a sound file"],
  ["fLaC", 0, "a sound file"],
  ["WAVE", 8, "a sound file"],
];

/** What a file is instead of a film, as a sentence: what, where and what to do. */
const notAFilm = (name: string, head: Buffer): BadInputError => {
  const known = otherFilms.find(
    ([magic, at]) => head.subarray(at, at + magic.length).compare(Buffer.from(magic, "latin1")) === 0,
  );
  if (known?.[2] === "a sound file")
    return new BadInputError(`${name} is a sound file: there is no picture in it to take frames from.`);
  if (known)
    return new BadInputError(
      `${name} is ${known[2]}, which Backlot does not read. Export it as MP4, MOV, WebM or MKV and add that.`,
    );
  const seen = sniffPicture(head);
  if ("mime" in seen) {
    const kind = seen.mime.replace("image/", "").toUpperCase();
    return new BadInputError(`${name} is a ${kind} picture, not a film. Add it as a picture instead.`);
  }
  if ("other" in seen) return new BadInputError(`${name} is ${seen.other}, not a film. Choose the film itself.`);
  return new BadInputError(
    `${name} is not a film Backlot can read. It takes MP4, MOV, WebM and MKV: export it as one of these and add that.`,
  );
};

/** The kind of a film by its first bytes; its name is never asked. BadInputError says what the file is instead. */
export const requireFilm = async (file: string, name: string): Promise<FilmMime> => {
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(sniffBytes), 0, sniffBytes, 0);
    const head = buffer.subarray(0, bytesRead);
    const kind = filmKind(head.subarray(0, filmHeadBytes));
    if (!kind) throw notAFilm(name, head);
    return kind;
  } finally {
    await handle.close();
  }
};

/** A film where a picture was asked for. */
export const notAPicture = (name: string): BadInputError =>
  new BadInputError(
    `${name} is a film, not a picture. Open a character's package and choose Add pictures, From a clip, to take frames from it.`,
  );
