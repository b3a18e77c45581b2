/** A picture that is being loaded; `drop` takes its request back. */
export interface LoadingSheet {
  done: Promise<void>;
  drop: () => void;
}

/** At 7 MB decoded, as many as an older tablet can spare. */
const most = 24;
const atOnce = 3;

/**
 * Contact sheets by address: what shows is loaded before what will, what was wanted and is not any more is taken back, and
 * the longest unused of 24 goes. `load` brings one; `changed` hears of each that has come.
 */
export class SheetCache {
  private readonly ready = new Map<string, LoadingSheet>();
  private readonly loading = new Map<string, LoadingSheet>();
  private now: readonly string[] = [];
  private soon: readonly string[] = [];
  private failed = new Set<string>();

  private readonly load: (url: string) => LoadingSheet;
  private readonly changed: () => void;

  constructor(load: (url: string) => LoadingSheet, changed: () => void) {
    this.load = load;
    this.changed = changed;
  }

  isReady(url: string): boolean {
    return this.ready.has(url);
  }

  /** These are shown, most needed first; `soon` will be next and are loaded once the others are there. */
  want(now: readonly string[], soon: readonly string[] = []): void {
    const urls = [...now, ...soon];
    this.now = now;
    this.soon = soon;
    this.failed = new Set();
    for (const [url, sheet] of this.loading)
      if (!urls.includes(url)) {
        this.loading.delete(url);
        sheet.drop();
      }
    // Used just now: to the young end.
    for (const url of [...urls].reverse()) {
      const sheet = this.ready.get(url);
      if (!sheet) continue;
      this.ready.delete(url);
      this.ready.set(url, sheet);
    }
    this.next();
  }

  private next(): void {
    this.start(this.now);
    // One that is decoded beside those that show would keep them waiting.
    if (!this.now.some((url) => this.loading.has(url))) this.start(this.soon);
  }

  private start(urls: readonly string[]): void {
    for (const url of urls) {
      if (this.loading.size >= atOnce) return;
      if (this.ready.has(url) || this.loading.has(url) || this.failed.has(url)) continue;
      const sheet = this.load(url);
      this.loading.set(url, sheet);
      sheet.done.then(
        () => this.came(url, sheet),
        () => this.fell(url, sheet),
      );
    }
  }

  private fell(url: string, sheet: LoadingSheet): void {
    if (this.loading.get(url) !== sheet) return;
    this.loading.delete(url);
    this.failed.add(url);
    this.next();
  }

  private came(url: string, sheet: LoadingSheet): void {
    if (this.loading.get(url) !== sheet) return;
    this.loading.delete(url);
    this.ready.set(url, sheet);
    for (const old of this.ready.keys()) {
      if (this.ready.size <= most) break;
      this.ready.delete(old);
    }
    this.changed();
    this.next();
  }
}
