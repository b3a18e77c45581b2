import type { LoggedOp } from "@/contract/mask/ops";
import type { SendOps } from "./sync";

/** One mask document, as large as the picture it lies over. */
export type DocumentOptions = {
  /** Names the mask document; unsent ops are kept under it between visits. */
  documentKey: string;
  /** Bytes of packMask, or null for a mask that has none yet. */
  checkpoint: Uint8Array | null;
  /** The whole log after the checkpoint, undos and what they took back included, by rising seq. */
  ops: readonly LoggedOp[];
  /** Stores a batch and answers its numbers; reject to be tried again, throw SendRefused to stop. */
  send: SendOps;
  /** The log up to (with) a number on an older checkpoint, so that undo reaches further back. Left out: it does not. */
  loadOlder?: (
    seq: number,
  ) => Promise<{ checkpoint: Uint8Array | null; checkpointSeq: number; ops: readonly LoggedOp[] }>;
  /** The number of the checkpoint, 0 without one. */
  checkpointSeq?: number;
  /** Someone took back an op older than this log: close the document and load it again. */
  onStale?: () => void;
};

/** The picture, who paints, and the document that is open and active from the start. */
export type EditorOptions = DocumentOptions & {
  image: { url: string; width: number; height: number };
  /** Who paints here: only their ops are undone by `undo`. */
  actorId: string | null;
  readOnly?: boolean;
  /** False turns off shortcuts without Ctrl or Cmd. Default true. */
  singleKeys?: boolean;
};
