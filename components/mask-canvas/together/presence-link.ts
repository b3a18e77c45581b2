import type { useTRPCClient } from "@/components/trpc";
import { joinRoom } from "@/components/use-live";
import { encodePoints } from "@/contract/mask/points";
import type { LiveStroke, PresenceState } from "@/contract/presence";
import type { MaskEditor } from "../engine/editor-types";
import { newOpId } from "../engine/op-id";
import { type Point, toImage } from "../engine/viewport";
import { type Other, Others } from "./others";

type Client = ReturnType<typeof useTRPCClient>;
type Drawn = NonNullable<MaskEditor["documents"]["active"]["liveStroke"]>;

/** 16 times a second while others look, seldom when alone: who comes then says so and is answered at once. */
const TICK_MS = 60;
const HEARTBEAT_MS = 4_000;
/** Triples a message: a notice holds 8,000 bytes. */
const PIECE = 300;

/** Tells the others where this tab points and what it draws, and hears the same of them. Nothing of it is ever stored. */
export class PresenceLink {
  readonly others: Others;
  /** The tab that is followed, or null. */
  following: string | null = null;
  private readonly client: Client;
  private readonly editor: MaskEditor;
  private readonly container: HTMLElement;
  private readonly versionId: string;
  private readonly tab = newOpId().slice(0, 20);
  private readonly listeners = new Set<() => void>();
  private readonly stops: (() => void)[] = [];
  private at: Point | null = null;
  private drawn: { stroke: Drawn; layer: string; id: string; sent: number } | null = null;
  private sending = false;
  private sentAt = 0;
  private sentMark = "";
  private logs = "";

  constructor(client: Client, editor: MaskEditor, container: HTMLElement, versionId: string) {
    this.client = client;
    this.editor = editor;
    this.container = container;
    this.versionId = versionId;
    this.others = new Others(this.tab);
    const heard = (presence: Parameters<Others["hear"]>[0]) => {
      if (presence.room !== versionId) return;
      const known = this.others.size;
      const changed = this.others.hear(presence, Date.now());
      // Who has just come knows nobody yet.
      if (this.others.size > known) this.sentAt = 0;
      if (presence.tab === this.following) this.lookWith(presence.view);
      if (changed) this.tell();
    };
    this.stops.push(joinRoom(versionId, heard));
    const timer = setInterval(() => this.tick(), TICK_MS);
    this.stops.push(() => clearInterval(timer));
    this.listen();
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Sees what they see until this tab moves by itself. Null ends it. */
  follow(tab: string | null): void {
    this.following = tab;
    for (const other of this.others.all()) if (other.tab === tab) this.lookWith(other.view);
    this.others.list = [...this.others.list];
    this.tell();
  }

  close(): void {
    for (const stop of this.stops) stop();
    this.listeners.clear();
    if (this.others.size > 0) void this.send({ ...this.state(), left: true });
  }

  private listen(): void {
    const stop = new AbortController();
    const { signal } = stop;
    const move = (event: PointerEvent) => {
      const box = this.container.getBoundingClientRect();
      this.at = toImage(this.editor.viewport, { x: event.clientX - box.left, y: event.clientY - box.top });
    };
    const own = () => this.following !== null && this.follow(null);
    this.container.addEventListener("pointermove", move, { signal, capture: true, passive: true });
    this.container.addEventListener("pointerdown", move, { signal, capture: true, passive: true });
    this.container.addEventListener("pointerleave", () => (this.at = null), { signal });
    this.container.addEventListener("pointerdown", own, { signal, capture: true });
    this.container.addEventListener("wheel", own, { signal, capture: true, passive: true });
    window.addEventListener("pagehide", () => this.close(), { signal });
    this.stops.push(() => stop.abort());
  }

  private tick(): void {
    const now = Date.now();
    this.forgetDrawn();
    if (this.others.sweep(now)) this.tell();
    this.watchStroke();
    if (this.sending) return;
    const alone = this.others.size === 0;
    const state = this.state();
    const mark = alone ? "" : JSON.stringify(state);
    const due = now - this.sentAt > HEARTBEAT_MS;
    if (!due && (alone || (mark === this.sentMark && state.stroke === null))) return;
    if (document.visibilityState === "hidden" && !due) return;
    this.sentAt = now;
    this.sentMark = mark;
    this.sending = true;
    void this.send({ ...state, stroke: alone ? null : this.takePiece() }).finally(() => {
      this.sending = false;
    });
  }

  /** A stroke begins, or another one than before. */
  private watchStroke(): void {
    // Alone there is nobody to tell; who comes in the middle of a stroke sees its op.
    if (this.others.size === 0) {
      this.drawn = null;
      return;
    }
    const { active } = this.editor.documents;
    const stroke = active.liveStroke;
    if (!stroke || stroke === this.drawn?.stroke) return;
    // The end of the one before was not told yet: it is short, and its op follows.
    this.drawn = { stroke, layer: active.key, id: newOpId().slice(0, 12), sent: 0 };
  }

  private state(): PresenceState {
    const { clientWidth, clientHeight } = this.container;
    const { viewport, documents } = this.editor;
    const { x, y } = toImage(viewport, { x: clientWidth / 2, y: clientHeight / 2 });
    return {
      at: this.at && { x: round(this.at.x), y: round(this.at.y) },
      view: { x: round(x), y: round(y), scale: viewport.scale },
      tool: this.editor.getSnapshot().activeTool,
      layer: documents.active.key,
      stroke: this.drawn ? this.piece(this.drawn) : null,
      left: false,
    };
  }

  private piece({ stroke, layer, id, sent }: NonNullable<typeof this.drawn>): LiveStroke {
    const points = stroke.points.slice(sent * 3, (sent + PIECE) * 3);
    const done = this.editor.documents.get(layer)?.liveStroke !== stroke && (sent + PIECE) * 3 >= stroke.points.length;
    return {
      ...{ id, layer, mode: stroke.mode, size: stroke.size, from: sent, done },
      points: points.length > 0 ? encodePoints(points, 3) : "",
    };
  }

  private takePiece(): LiveStroke | null {
    const { drawn } = this;
    if (!drawn) return null;
    const piece = this.piece(drawn);
    drawn.sent = Math.min(drawn.sent + PIECE, drawn.stroke.points.length / 3);
    if (piece.done) this.drawn = null;
    return piece;
  }

  /** A document whose log grew has the strokes that were seen on their way. */
  private forgetDrawn(): void {
    if (this.others.size === 0) return;
    const { documents } = this.editor;
    const logs = documents.keys.map((key) => `${key}:${documents.get(key)?.history.length}`);
    const mark = logs.join();
    if (mark === this.logs) return;
    const before = new Set(this.logs.split(","));
    this.logs = mark;
    for (const log of logs) if (!before.has(log)) this.others.settled(log.slice(0, log.lastIndexOf(":")));
  }

  private lookWith(view: Other["view"]): void {
    if (view) this.editor.lookAt(view, view.scale);
  }

  private async send(state: PresenceState): Promise<void> {
    try {
      await this.client.masks.present.mutate({ versionId: this.versionId, tab: this.tab, state });
    } catch {
      // Offline, or refused: the strokes go their own way, and the next word tries again.
      this.sentAt = Date.now();
    }
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

const round = (value: number) => Math.max(-100_000, Math.min(100_000, Math.round(value * 10) / 10));
