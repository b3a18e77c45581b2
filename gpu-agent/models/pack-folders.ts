import { readdir } from "node:fs/promises";
import path from "node:path";
import type { ModelRole } from "../../contract/engine/report";

/** Folders node packs keep models in without a list on the server: they would fetch what is not there by themselves. */
const folders: readonly [ModelRole, folder: string, registered?: string][] = [
  ["segmenter", "sam2"],
  ["segmenter", "sams"],
  ["detector", "grounding-dino"],
  ["depth-model", "depthanything"],
  ["depth-model", "../custom_nodes/comfyui_controlnet_aux/ckpts"],
  ["matting-model", "RMBG", "rmbg"],
];
const isModel = /\.(safetensors|pth|pt|onnx|bin)$/i;
const deepest = 3;

/**
 * Model files of node packs by role, as paths within their folder: what the server lists of such a folder and, with
 * `dir`, what lies there. Empty where neither shows it.
 */
export const readPackFolders = async (
  listed: (folder: string) => Promise<readonly string[]>,
  dir: string | undefined,
): Promise<Partial<Record<ModelRole, string[]>>> => {
  const found: Partial<Record<ModelRole, string[]>> = {};
  for (const [role, folder, registered = folder] of folders) {
    const seen = [
      ...(registered.includes("/") ? [] : await listed(registered)).map((file) => file.replaceAll("\\", "/")),
      ...(dir ? await filesIn(path.join(dir, "models", folder)) : []),
    ].filter((file) => isModel.test(file));
    found[role] = [...new Set([...(found[role] ?? []), ...seen])].sort();
  }
  return found;
};

const filesIn = async (folder: string, within = "", depth = 0): Promise<string[]> => {
  const entries = await readdir(path.join(folder, within), { withFileTypes: true }).catch(() => []);
  const each = entries.map(async (entry) => {
    const file = within ? `${within}/${entry.name}` : entry.name;
    // A link is taken for a file: people keep large models on another disk.
    if (entry.isDirectory())
      return depth < deepest && !entry.name.startsWith(".") ? filesIn(folder, file, depth + 1) : [];
    return [file];
  });
  return (await Promise.all(each)).flat();
};
