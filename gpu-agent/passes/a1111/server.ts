import type { ImageServer } from "../../config";
import type { A1111Server } from "../../engines/a1111/a1111-server";
import type { Looked } from "../../engines/a1111/look";
import type { Wanted } from "../../engines/engine";

let server: A1111Server | undefined;

/** Name the Automatic1111 or Forge server of this process, once, before anything is probed. */
export const useA1111 = async (config: ImageServer | undefined): Promise<void> => {
  if (!config) return;
  const { A1111Server } = await import("../../engines/a1111/a1111-server");
  server = new A1111Server(config);
};

/** For tests: a server that was made elsewhere, or none. */
export const setA1111Server = (given: A1111Server | undefined): void => {
  server = given;
};

export const a1111Server = (): A1111Server | undefined => server;

/** What the server has, or what keeps it from being used. */
export const lookAtA1111 = async (): Promise<Looked> => (server ? server.look() : { ok: false, lacks: noServer });

const noServer: Wanted = {
  what: "an Automatic1111 or Forge server",
  where: "this node",
  how: "Start one with --api beside the node and set A1111_URL=http://127.0.0.1:7860 for it",
};
