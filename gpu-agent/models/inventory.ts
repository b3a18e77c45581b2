import { stat } from "node:fs/promises";
import path from "node:path";
import { type ModelFamily, type ModelFile, type ModelRole, roleFolders } from "../../contract/engine/report";
import { choicesOf, type ObjectInfo } from "../graph/object-info";
import { wordsOf } from "../log";
import { familyByWords, inpaintingByName, tellFamily } from "./family";
import type { ModelHashes } from "./hashes";
import { readHeader } from "./header";

/** Which input of which class lists the files of a role, exactly as the server wants them back. */
const listed: readonly [ModelRole, string, string][] = [
  ["checkpoint", "CheckpointLoaderSimple", "ckpt_name"],
  ["diffusion-model", "UNETLoader", "unet_name"],
  ["text-encoder", "CLIPLoader", "clip_name"],
  ["vae", "VAELoader", "vae_name"],
  ["lora", "LoraLoader", "lora_name"],
  ["controlnet", "ControlNetLoader", "control_net_name"],
  ["upscaler", "UpscaleModelLoader", "model_name"],
  ["clip-vision", "CLIPVisionLoader", "clip_name"],
  ["style-model", "StyleModelLoader", "style_model_name"],
  ["model-patch", "ModelPatchLoader", "name"],
  ["depth-model", "LoadDA3Model", "model_name"],
  ["matting-model", "LoadBackgroundRemovalModel", "bg_removal_name"],
  ["vision-model", "Florence2ModelLoader", "model"],
];
/** Entries of lists that are no files. */
const builtIn = /^(pixel_space|taesd|taesdxl|taesd3|taef1)$/;
const otherFolders: Partial<Record<ModelRole, readonly string[]>> = {
  "diffusion-model": ["unet"],
  "text-encoder": ["clip"],
  segmenter: ["sams"],
  "depth-model": ["geometry_estimation", "../custom_nodes/comfyui_controlnet_aux/ckpts"],
  "matting-model": ["RMBG"],
};

/** What the owner of the box says of files: name → family. */
export type Assigned = Readonly<Record<string, ModelFamily>>;
type Ways = {
  objects: ObjectInfo;
  /** Files of folders no core class lists, by role. */
  more: Partial<Record<ModelRole, readonly string[]>>;
  /** The server's own folder, where this machine can see it. */
  dir: string | undefined;
  hashes: ModelHashes;
  assigned: Assigned;
};

/** Every model file of the server with what is known of it: from its header where the disk can be seen, else its name. */
export const takeInventory = async ({ objects, more, dir, hashes, assigned }: Ways): Promise<ModelFile[]> => {
  const all = [
    ...listed.flatMap(([role, name, input]) => choicesOf(objects, name, input).map((file) => ({ role, file }))),
    ...Object.entries(more).flatMap(([role, files]) =>
      (files ?? []).map((file) => ({ role: role as ModelRole, file })),
    ),
  ].filter(({ file }) => !builtIn.test(file));
  const known: ModelFile[] = [];
  for (const { role, file } of all) known.push(await look(role, file, { dir, hashes, assigned }));
  return known;
};

const look = async (
  role: ModelRole,
  file: string,
  { dir, hashes, assigned }: Pick<Ways, "dir" | "hashes" | "assigned">,
): Promise<ModelFile> => {
  const owners = assigned[file] ?? assigned[path.basename(file)];
  const named = familyByWords(file);
  const base: ModelFile = {
    ...{ role, file, inpainting: inpaintingByName(file), sha256: null, bytes: null, unusable: null },
    family: owners ?? named,
    familyFrom: owners ? "owner" : named ? "name" : null,
  };
  const at = dir && (await onDisk(dir, role, file));
  if (!at) return base;
  const sized = { ...base, bytes: at.bytes, sha256: await hashes.of(at.file) };
  if (!/\.(safetensors|sft)$/i.test(file)) return sized;
  const header = await readHeader(at.file).catch((error: unknown) => ({
    unusable: `cannot be read: ${wordsOf(error)}`,
  }));
  if ("unusable" in header) return { ...sized, unusable: header.unusable };
  const told = tellFamily(header);
  const wrong =
    (role === "checkpoint" || role === "lora" || role === "controlnet") && told.role !== null && told.role !== role;
  return {
    ...sized,
    inpainting: told.inpainting || (told.role === null && sized.inpainting),
    family: owners ?? told.family ?? named,
    familyFrom: owners ? "owner" : told.family ? "header" : base.familyFrom,
    unusable: wrong ? `holds a ${told.role}, not a ${role}: move it to ${roleFolders[told.role ?? role]}` : null,
  };
};

const onDisk = async (
  dir: string,
  role: ModelRole,
  file: string,
): Promise<{ file: string; bytes: number } | undefined> => {
  for (const folder of [roleFolders[role], ...(otherFolders[role] ?? [])]) {
    const root = path.join(dir, "models", folder);
    const at = path.resolve(root, file.replaceAll("\\", "/"));
    if (!at.startsWith(root + path.sep)) continue;
    const found = await stat(at).catch(() => undefined);
    if (found?.isFile()) return { file: at, bytes: found.size };
  }
  return undefined;
};
