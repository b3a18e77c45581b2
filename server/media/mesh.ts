import { open } from "node:fs/promises";
import { glbHeadBytes, looksLikeGlb, meshMime } from "@/contract/mesh/glb";
import { filmHeadBytes, filmKind } from "@/contract/profile/film-kind";
import { BadInputError } from "../errors";

/** Whether a kept file is a mesh: it has no pixels and no thumbnails. */
export const isMesh = ({ mime }: { mime: string }): boolean => mime === meshMime;

const headOf = async (file: string): Promise<Buffer> => {
  const handle = await open(file, "r");
  try {
    const wanted = Math.max(filmHeadBytes, glbHeadBytes);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(wanted), 0, wanted, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
};

/** What a node's result is, by its first bytes; its name is never asked. Whatever is neither film nor mesh counts as a picture. */
export const kindOfResult = async (file: string, bytes: number): Promise<"picture" | "film" | "mesh"> => {
  const head = await headOf(file);
  if (looksLikeGlb(head.subarray(0, glbHeadBytes), bytes)) return "mesh";
  return filmKind(head.subarray(0, filmHeadBytes)) ? "film" : "picture";
};

/** BadInputError for a file that is no whole binary glTF 2.0, by its head and its length. */
export const requireMesh = async (file: string, bytes: number, name: string): Promise<typeof meshMime> => {
  const head = await headOf(file);
  if (looksLikeGlb(head.subarray(0, glbHeadBytes), bytes)) return meshMime;
  throw new BadInputError(`${name} is not a whole GLB file (binary glTF 2.0). Export it as GLB and send that.`);
};

/** A mesh where a picture was asked for. */
export const aMeshIsNoPicture = (name: string): BadInputError =>
  new BadInputError(`${name} is a mesh, not a picture. Render it, or choose a picture.`);
