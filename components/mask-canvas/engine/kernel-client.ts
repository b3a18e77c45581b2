import { MaskError } from "@/contract/mask/error";
import type { Tile, TiledMask } from "@/contract/mask/tiles";
import type { JobName, KernelJobs, KernelReply, KernelRequest, TileUpdate } from "./kernel-jobs";

/** What runs the jobs: a worker, or a stand-in of the same shape. */
export type KernelPort = {
  postMessage(request: KernelRequest): void;
  onmessage: ((event: { data: KernelReply }) => void) | null;
  onerror: ((event: { message: string }) => void) | null;
  terminate(): void;
};

type Waiting = { resolve: (answer: never) => void; reject: (problem: Error) => void };

/** Asks the worker for what would hold up the page. It keeps a mirror of the document asked about: only new tiles travel. */
export class KernelClient {
  private readonly open: () => KernelPort;
  private port: KernelPort | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private next = 1;
  private mirrored: { key: string; tiles: Tile[] } | null = null;

  /** `open` starts the worker when it is first needed. */
  constructor(open: () => KernelPort = openWorker) {
    this.open = open;
  }

  /** Of a document as it stands without the stroke in progress. Rejects with MaskError and the worker's words. */
  ask<N extends JobName>(
    document: { key: string; mask: TiledMask },
    name: N,
    ask: KernelJobs[N]["ask"],
  ): Promise<KernelJobs[N]["answer"]> {
    const port = this.connected();
    const id = this.next++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve: resolve as (answer: never) => void, reject });
      port.postMessage({ id, name, ask, update: this.update(document) } as KernelRequest);
    });
  }

  close(): void {
    this.port?.terminate();
    this.fail("The canvas was closed");
  }

  private connected(): KernelPort {
    if (this.port) return this.port;
    const port = this.open();
    port.onmessage = ({ data }) => {
      const waiting = this.waiting.get(data.id);
      this.waiting.delete(data.id);
      if ("problem" in data) waiting?.reject(new MaskError(data.problem));
      else waiting?.resolve(data.answer as never);
    };
    port.onerror = ({ message }) => this.fail(message);
    this.port = port;
    return port;
  }

  private fail(message: string): void {
    this.port = null;
    this.mirrored = null;
    for (const { reject } of this.waiting.values()) reject(new MaskError(message));
    this.waiting.clear();
  }

  private update({ key, mask }: { key: string; mask: TiledMask }): TileUpdate | null {
    const whole = this.mirrored?.key !== key;
    const known: Tile[] = whole ? new Array<Tile>(mask.count).fill(0) : (this.mirrored?.tiles ?? []);
    const tiles: [number, Tile][] = [];
    for (let index = 0; index < mask.count; index++) {
      const tile = mask.settled(index);
      if (tile === known[index]) continue;
      known[index] = tile;
      tiles.push([index, tile]);
    }
    this.mirrored = { key, tiles: known };
    return whole || tiles.length > 0 ? { key, width: mask.width, height: mask.height, whole, tiles } : null;
  }
}

const openWorker = (): KernelPort =>
  new Worker(new URL("./mask-worker.ts", import.meta.url), { type: "module" }) as unknown as KernelPort;
