import type { ModelFile } from "./report";

/** What a recipe keeps of a model: "sdxl/juggernautXL.safetensors", pinned to its bytes by "#" and the SHA-256 where known (B4). */
export const modelRef = ({ file, sha256 }: Pick<ModelFile, "file" | "sha256">): string =>
  sha256 ? `${file}#${sha256}` : file;

/** The parts of a reference; `sha256` null: any file of that name. */
export const parseModelRef = (ref: string): Pick<ModelFile, "file" | "sha256"> => {
  const pinned = /^(.*)#([0-9a-f]{64})$/s.exec(ref.trim());
  return { file: pinned?.[1] ?? ref.trim(), sha256: pinned?.[2] ?? null };
};

const slashed = (file: string) => file.replaceAll("\\", "/");
const bareName = (file: string) => slashed(file).split("/").at(-1)?.toLowerCase() ?? "";

/**
 * The file a reference means among those of one role: by hash first, so that a renamed file is found; then by the very
 * name; then by the name without folder, if only one has it. Undefined: it is not there, or is not the pinned one.
 */
export const findModel = (ref: string, models: readonly ModelFile[]): ModelFile | undefined => {
  const { file, sha256 } = parseModelRef(ref);
  const same = sha256 ? models.find((model) => model.sha256 === sha256) : undefined;
  if (same) return same;
  const open = models.filter((model) => !sha256 || model.sha256 === null);
  const named = open.find((model) => slashed(model.file) === slashed(file));
  if (named) return named;
  const alike = open.filter((model) => bareName(model.file) === bareName(file));
  return alike.length === 1 ? alike[0] : undefined;
};
