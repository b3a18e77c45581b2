import { type ModelFile, type ModelRole, roleFolders } from "../../../contract/engine/report";
import type { ComfyState } from "../../engines/comfy/comfy-server";
import type { Wanted } from "../../engines/engine";
import { choicesOf } from "../../graph/object-info";
import { ofRole } from "../diffusion/base";

/** A model a pack loads: the value its loader takes, and the file if anybody can see it. */
export type PackModel = { value: string; file: ModelFile | undefined };

type Asked = {
  role: ModelRole;
  /** The loader's list of all models it knows, there or not. */
  loader: string;
  input: string;
  /** Which files make a value of that list usable: by their path within the folder. */
  fileOf: (value: string) => RegExp;
  /** Preferred first; values it does not match are not used. */
  order: readonly RegExp[];
};

/** Models of a pack that can be used, the best first: those whose file is there, or any if packs may fetch what they lack. */
export const packModels = (
  { objects, models, downloads }: ComfyState,
  { role, loader, input, fileOf, order }: Asked,
): PackModel[] => {
  const files = ofRole(models, role);
  const known = choicesOf(objects, loader, input).map((value) => ({
    value,
    file: files.find(({ file }) => fileOf(value).test(file)),
    rank: order.findIndex((pattern) => pattern.test(value)),
  }));
  const usable = known.filter(({ rank, file }) => rank >= 0 && (file !== undefined || downloads));
  // What is there goes before what would have to be fetched.
  return usable.sort((a, b) => Number(b.file !== undefined) - Number(a.file !== undefined) || a.rank - b.rank);
};

/** What a pack's model lacks: nothing when one can be used. `from`: where people get it. */
export const needPackModel = (
  state: ComfyState,
  asked: Asked,
  { what, from, folder = roleFolders[asked.role] }: { what: string; from: string; folder?: string },
): Wanted[] => {
  if (packModels(state, asked).length) return [];
  const look = state.seesDisk ? "" : "; no server lists this folder, so set COMFY_DIR for the node to see it";
  return [
    {
      what,
      where: folder.includes("/") ? `${folder} of the image server` : `models/${folder} of the image server`,
      how: `Put it there (${from})${look}. Or set COMFY_DOWNLOADS=yes: the pack then fetches it when it is first used`,
    },
  ];
};

/** "cuda", "cpu" or "mps", as packs name what they compute on. */
export const deviceOf = ({ stats }: ComfyState): "cuda" | "cpu" | "mps" => {
  const type = stats.devices[0]?.type ?? "cuda";
  return type === "cpu" || type === "mps" ? type : "cuda";
};
