import { familyTitles, type ModelFile, type ModelRole } from "../../engine/report";
import { modelName } from "../foreign/settings";

/** A model file and the names of the nodes that have it. */
export type StudioModel = ModelFile & { nodes: readonly string[] };

const plain = (name: string) =>
  modelName(name)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");

/**
 * The model another tool means, among those of these roles: by its hash (A1111 writes the first 10 hex digits of the SHA-256,
 * others up to all 64), else by its name without folder, ending and punctuation when exactly one has it.
 */
export const findForeignModel = (
  { name, hash }: { name: string; hash: string },
  models: readonly StudioModel[],
  roles: readonly ModelRole[],
): { model: StudioModel; by: "hash" | "name" } | undefined => {
  const mine = models.filter((model) => roles.includes(model.role) && model.unusable === null);
  const digits = hash.toLowerCase().replace(/^0x/, "");
  const hashed = /^[0-9a-f]{10,64}$/.test(digits) ? mine.find(({ sha256 }) => sha256?.startsWith(digits)) : undefined;
  if (hashed) return { model: hashed, by: "hash" };
  const wanted = plain(name);
  const named = wanted === "" ? [] : mine.filter(({ file }) => plain(file) === wanted);
  const [only] = named;
  return only && new Set(named.map(({ file }) => plain(file) + (only.sha256 ?? ""))).size === 1
    ? { model: only, by: "name" }
    : undefined;
};

/** "SDXL, on attic and cellar" */
export const modelFacts = ({ family, nodes }: Pick<StudioModel, "family" | "nodes">): string =>
  [family ? familyTitles[family] : "family unknown", `on ${nodes.join(" and ")}`].join(", ");
