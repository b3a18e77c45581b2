import { z } from "zod";

/** The prefix says what an id names, so a wrong id is refused before a query runs. */
const prefixes = {
  team: "team",
  user: "usr",
  session: "ses",
  invitation: "inv",
  token: "tok",
  project: "prj",
  character: "chr",
  package: "pkg",
  packageImage: "pim",
  environment: "env",
  packageRevision: "prv",
  datasetHandover: "dsh",
  clip: "clp",
  snippet: "snp",
  environmentImage: "eim",
  environmentState: "est",
  sequence: "seq",
  shot: "sht",
  task: "tsk",
  savedView: "viw",
  playlist: "pls",
  inboxItem: "inb",
  face: "fac",
  reading: "rdg",
  frame: "frm",
  version: "ver",
  note: "nte",
  mask: "msk",
  job: "job",
  attempt: "att",
  node: "nod",
  media: "med",
} as const;

export type IdKind = keyof typeof prefixes;

// No 0, O, 1, l or I: ids are read aloud and typed. 20 characters of 57 letters hold 116 bits.
const alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const length = 20;

/** A fresh random id such as `sht_…`. Random, so it tells nobody how many there are. */
export const newId = (kind: IdKind): string => {
  let text = "";
  while (text.length < length) {
    // Bytes beyond the last whole multiple of the alphabet would favour its first letters.
    for (const byte of crypto.getRandomValues(new Uint8Array(32)))
      if (byte < 228 && text.length < length) text += alphabet[byte % alphabet.length];
  }
  return `${prefixes[kind]}_${text}`;
};

/** The zod schema of one kind of id. */
export const idOf = (kind: IdKind) =>
  z
    .string()
    .regex(new RegExp(`^${prefixes[kind]}_[${alphabet}]{${length}}$`), { error: `This is not the id of a ${kind}` });

/** By its prefix alone: which table an id belongs to. */
export const isIdOf = (kind: IdKind, id: string): boolean => id.startsWith(`${prefixes[kind]}_`);
