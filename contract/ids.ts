import { z } from "zod";
import { type IdKind, idAlphabet, idLength, idPrefixes } from "./id-kinds";

// biome-ignore lint/performance/noBarrelFile: the one door to ids; only browser code, which needs no zod, goes past it
export { type IdKind, isIdOf, newId } from "./id-kinds";

/** The zod schema of one kind of id. */
export const idOf = (kind: IdKind) =>
  z.string().regex(new RegExp(`^${idPrefixes[kind]}_[${idAlphabet}]{${idLength}}$`), {
    error: `This is not the id of a ${kind}`,
  });
