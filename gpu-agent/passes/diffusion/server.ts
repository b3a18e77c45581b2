import type { ImageServer } from "../../config";
import type { ComfyServer, Looked } from "../../engines/comfy/comfy-server";
import type { Wanted } from "../../engines/engine";
import { needsImageModel } from "../image/unperformed";

let server: ComfyServer | undefined;

/** Name the image server of this process, once, before anything is probed. */
export const useImageServer = async (config: ImageServer | undefined, home: string): Promise<void> => {
  if (config?.kind !== "comfyui") return;
  const { ComfyServer } = await import("../../engines/comfy/comfy-server");
  server = new ComfyServer(config, { home });
};

/** For tests: a server that was made elsewhere, or none. */
export const setImageServer = (given: ComfyServer | undefined): void => {
  server = given;
};

export const imageServer = (): ComfyServer | undefined => server;

/** What the server has, or what keeps it from being used. */
export const lookAtServer = async (): Promise<Looked> => (server ? server.look() : { ok: false, lacks: noServer });

const noServer: Wanted = {
  ...(needsImageModel.missing[0] ?? { what: "an image server" }),
  where: "this node",
  how: "Start ComfyUI beside the node and set COMFY_URL=http://127.0.0.1:8188 for it, or pair a node that has one",
};
