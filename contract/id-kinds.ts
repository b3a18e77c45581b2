/** The prefix says what an id names, so a wrong id is refused before a query runs. */
export const idPrefixes = {
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
  preset: "pst",
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
  maskSnapshot: "mks",
  job: "job",
  batch: "bat",
  attempt: "att",
  node: "nod",
  media: "med",
} as const;

export type IdKind = keyof typeof idPrefixes;

// No 0, O, 1, l or I: ids are read aloud and typed. 20 characters of 57 letters hold 116 bits.
export const idAlphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
export const idLength = 20;

/** A fresh random id such as `sht_…`. Random, so it tells nobody how many there are. */
export const newId = (kind: IdKind): string => {
  let text = "";
  while (text.length < idLength) {
    // Bytes beyond the last whole multiple of the alphabet would favour its first letters.
    for (const byte of crypto.getRandomValues(new Uint8Array(32)))
      if (byte < 228 && text.length < idLength) text += idAlphabet[byte % idAlphabet.length];
  }
  return `${idPrefixes[kind]}_${text}`;
};

/** By its prefix alone: which table an id belongs to. */
export const isIdOf = (kind: IdKind, id: string): boolean => id.startsWith(`${idPrefixes[kind]}_`);
