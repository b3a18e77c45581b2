import type { useTRPCClient } from "@/components/trpc";
import { onLiveEvent } from "@/components/use-live";
import { fromBase64 } from "@/contract/mask/codec/base64";
import type { DocumentLook } from "../engine/documents";
import type { MaskEditor } from "../engine/editor-types";
import { MaskPull, sendTo } from "../mask-link";
import { colourOf, type Layer, rgbOf } from "./layer-words";

type Client = ReturnType<typeof useTRPCClient>;

/**
 * Keeps the editor's documents in step with a version's layers: opens what was added, closes what was deleted, brings in what
 * others paint, and shows each in its colour, order and lock. The inpaint mask is the editor's own first document.
 */
export class LayerDocuments {
  private readonly client: Client;
  private readonly editor: MaskEditor;
  private readonly onProblem: (error: unknown) => void;
  private readonly pulls = new Map<string, MaskPull>();
  private readonly opening = new Set<string>();
  private readonly stop: () => void;
  private layers: readonly Layer[] = [];
  private viewOnly = false;
  private wanted: string | null = null;
  private closed = false;

  constructor(client: Client, editor: MaskEditor, onProblem: (error: unknown) => void) {
    this.client = client;
    this.editor = editor;
    this.onProblem = onProblem;
    const pullAll = () => {
      for (const pull of this.pulls.values()) void pull.pull();
    };
    const stopLive = onLiveEvent((topic, id) => topic === "mask" && void this.pulls.get(id)?.pull());
    const whenSeen = () => document.visibilityState === "visible" && pullAll();
    document.addEventListener("visibilitychange", whenSeen);
    window.addEventListener("online", pullAll);
    this.stop = () => {
      stopLive();
      document.removeEventListener("visibilitychange", whenSeen);
      window.removeEventListener("online", pullAll);
    };
  }

  /** Layers from the bottom up. */
  show(layers: readonly Layer[]): void {
    this.layers = layers;
    const { documents } = this.editor;
    const live = new Set(layers.map(({ id }) => id));
    for (const key of documents.keys) if (this.pulls.has(key) && !live.has(key)) this.drop(key);
    for (const layer of layers)
      if (!documents.get(layer.id)) void this.open(layer);
      else if (differs(documents.lookOf(layer.id), this.lookOf(layer))) documents.setLook(layer.id, this.lookOf(layer));
    const order = layers.map(({ id }) => id).filter((id) => documents.get(id));
    if (order.join() !== documents.keys.join()) documents.arrange(order);
  }

  /** Paint on this layer, as soon as it is open. */
  activate(id: string): void {
    this.wanted = id;
    if (!this.editor.documents.get(id)) return;
    this.editor.documents.activate(id);
    this.wanted = null;
  }

  /** Keeps this person's hands off every layer; nobody else notices. */
  setViewOnly(viewOnly: boolean): void {
    this.viewOnly = viewOnly;
    this.show(this.layers);
  }

  close(): void {
    this.closed = true;
    this.stop();
  }

  private lookOf(layer: Layer): DocumentLook {
    return {
      colour: rgbOf(colourOf(layer)),
      visible: layer.visible,
      locked: layer.locked || this.viewOnly,
      untinted: layer.kind === "picture" || layer.kind === "adjustment",
    };
  }

  private async open(layer: Layer): Promise<void> {
    const { id } = layer;
    if (this.opening.has(id)) return;
    this.opening.add(id);
    try {
      const mask = await this.client.masks.openLayer.query({ maskId: id });
      if (this.closed) return;
      const session = await this.editor.documents.open(
        {
          ...{ documentKey: id, ops: mask.ops, checkpointSeq: mask.checkpointSeq, send: sendTo(this.client, id) },
          checkpoint: mask.checkpoint === null ? null : fromBase64(mask.checkpoint),
          loadOlder: olderOf(this.client, id),
          // After the session has finished with what it was told.
          onStale: () => queueMicrotask(() => this.reopen(id)),
        },
        this.lookOf(layer),
      );
      const pull = new MaskPull(this.client, mask, (ops) => session.receive(ops));
      this.pulls.set(id, pull);
      this.opening.delete(id);
      this.show(this.layers);
      // What came between the answer and now announced itself to nobody.
      void pull.pull();
      if (this.wanted === id) this.activate(id);
    } catch (error) {
      this.opening.delete(id);
      if (!this.closed) this.onProblem(error);
    }
  }

  private drop(id: string): void {
    this.pulls.delete(id);
    this.editor.documents.close(id);
  }

  private reopen(id: string): void {
    if (this.closed || !this.pulls.has(id)) return;
    if (this.editor.getSnapshot().document === id) this.wanted = id;
    this.drop(id);
    this.show(this.layers);
  }
}

/** Every stroke of anybody asks the layers again: only a look that changed may draw anew. */
const differs = (a: DocumentLook, b: DocumentLook): boolean =>
  a.visible !== b.visible || a.locked !== b.locked || a.colour.join() !== b.colour.join();

/** How a document asks for the part of its log before this visit's checkpoint. */
export const olderOf = (client: Client, maskId: string) => async (seq: number) => {
  const { checkpoint, ...rest } = await client.masks.opsBefore.query({ maskId, seq });
  return { ...rest, checkpoint: checkpoint === null ? null : fromBase64(checkpoint) };
};
