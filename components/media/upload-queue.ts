import { mediaLimits } from "@/contract/media";
import { problemOf, type UploadedPicture } from "./upload-one";

/** `stopped`: nothing more happens until the person retries. `refused`: the same file would be refused again. */
export type UploadState = "waiting" | "sending" | "checking" | "done" | "stopped" | "refused";
export type UploadItem = {
  id: number;
  name: string;
  bytes: number;
  state: UploadState;
  /** 0–1 of the bytes that arrived. */
  share: number;
  message: string | null;
  picture: UploadedPicture | null;
};

type Send = (
  file: File,
  more: { signal: AbortSignal; onProgress: (share: number) => void },
) => Promise<UploadedPicture>;
type Options = {
  send: Send;
  /** The pictures of one drop, in its order, when every file of it is done or has stopped; `place` as given to `add`. */
  onDone: (pictures: UploadedPicture[], place: string | undefined) => void;
  onChange: () => void;
  /** Milliseconds before the n-th retry. */
  pause?: (n: number) => number;
};
type Entry = {
  item: UploadItem;
  file: File;
  drop: number;
  place: string | undefined;
  abort: AbortController;
  handedOver: boolean;
};

const atOnce = 3;
const tries = 6;
const settled: readonly UploadState[] = ["done", "stopped", "refused"];

const refusalBeforeSending = ({ name, size }: File): string | null => {
  if (size === 0) return `${name} is empty or a folder. Choose the pictures themselves.`;
  if (size <= mediaLimits.bytes) return null;
  return `${name} is ${Math.ceil(size / 2 ** 20)} MB; Backlot takes pictures up to ${mediaLimits.bytes / 2 ** 20} MB. Save it smaller and upload that.`;
};

/** Ends early when the signal aborts. */
const wait = (milliseconds: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener("abort", end);
  });

/** Files on their way: three at once, each with its own progress, retried with a growing pause, cancelled alone. No React. */
export class UploadQueue {
  private readonly options: Options;
  private entries: Entry[] = [];
  private drops = 0;
  private ids = 0;
  private snapshot: readonly UploadItem[] = [];

  constructor(options: Options) {
    this.options = options;
  }

  /** The same array until something changes. */
  items = (): readonly UploadItem[] => this.snapshot;

  /** `place` comes back with the pictures: the slot the files were dropped on, where there are several. */
  add = (files: readonly File[], place?: string): void => {
    const drop = ++this.drops;
    for (const file of files) {
      const message = refusalBeforeSending(file);
      const item: UploadItem = {
        ...{ id: ++this.ids, name: file.name, bytes: file.size, share: 0, message, picture: null },
        state: message ? "refused" : "waiting",
      };
      this.entries.push({ item, file, drop, place, abort: new AbortController(), handedOver: false });
    }
    this.changed();
    this.next();
  };

  /** Stops a file and takes it off the list. What arrived stays on the server for a week and is resumed if it is chosen again. */
  remove = (id: number): void => {
    const entry = this.entries.find(({ item }) => item.id === id);
    entry?.abort.abort();
    this.entries = this.entries.filter((other) => other !== entry);
    this.changed();
    if (entry) this.handOver(entry.drop);
    this.next();
  };

  retry = (id: number): void => {
    const entry = this.entries.find(({ item }) => item.id === id && item.state === "stopped");
    if (!entry) return;
    entry.abort = new AbortController();
    this.set(entry, { state: "waiting", message: null });
    this.next();
  };

  /** Takes off the list what is done, refused or stopped; the rest goes on. */
  clear = (): void => {
    this.entries = this.entries.filter(({ item }) => !settled.includes(item.state));
    this.changed();
  };

  private next(): void {
    const busy = this.entries.filter(({ item }) => item.state === "sending" || item.state === "checking").length;
    const waiting = this.entries.filter(({ item }) => item.state === "waiting").slice(0, Math.max(0, atOnce - busy));
    for (const entry of waiting) void this.run(entry);
  }

  private async run(entry: Entry): Promise<void> {
    const { signal } = entry.abort;
    this.set(entry, { state: "sending" });
    for (let failures = 0; !signal.aborted; ) {
      const before = entry.item.share;
      const onProgress = (share: number) => {
        if (!signal.aborted) this.set(entry, { share, state: share === 1 ? "checking" : "sending", message: null });
      };
      try {
        const picture = await this.options.send(entry.file, { signal, onProgress });
        if (!signal.aborted) this.set(entry, { state: "done", share: 1, message: null, picture });
        break;
      } catch (error) {
        if (signal.aborted) break;
        const { message, again } = problemOf(error);
        // An attempt that moved on counts as the first: a long upload over a poor line may break often.
        failures = entry.item.share > before ? 1 : failures + 1;
        const state = again ? (failures < tries ? "sending" : "stopped") : "refused";
        this.set(entry, { state, message });
        if (state !== "sending") break;
        await wait((this.options.pause ?? ((n) => Math.min(15_000, 400 * 2 ** n)))(failures), signal);
      }
    }
    this.handOver(entry.drop);
    this.next();
  }

  private handOver(drop: number): void {
    const mine = this.entries.filter((entry) => entry.drop === drop);
    if (!mine.every(({ item }) => settled.includes(item.state))) return;
    const fresh = mine.filter(({ handedOver, item }) => !handedOver && item.picture);
    for (const entry of fresh) entry.handedOver = true;
    const pictures = fresh.flatMap(({ item }) => item.picture ?? []);
    if (pictures.length > 0) this.options.onDone(pictures, fresh[0]?.place);
  }

  private set(entry: Entry, change: Partial<UploadItem>): void {
    entry.item = { ...entry.item, ...change };
    this.changed();
  }

  private changed(): void {
    this.snapshot = this.entries.map(({ item }) => item);
    this.options.onChange();
  }
}
