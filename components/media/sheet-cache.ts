/** A picture that is being loaded; `drop` takes its request back. */
export interface LoadingSheet {
  done: Promise<void>;
  drop: () => void;
}

/** At 7 MB decoded, as many as an older tablet can spare. */
const most = 24;
const atOnce = 3;

/**
 * Contact sheets by address: what is wanted now is loaded first, what was wanted and is not any more is taken back, and
 * the longest unused of 24 goes. `load` brings one; `changed` hears of each that has come.
 */
export class SheetCache {
  private readonly ready = new Map<string, LoadingSheet>();
  private readonly loading = new Map<string, LoadingSheet>();
  private wanted: readonly string[] = [];

  private readonly load: (url: string) => LoadingSheet;
  private readonly changed: () => void;

  constructor(load: (url: string) => LoadingSheet, changed: () => void) {
    this.load = load;
    this.changed = changed;
  }

  isReady(url: string): boolean {
    return this.ready.has(url);
  }

  /** These are shown, or will be next, most needed first. */
  want(urls: readonly string[]): void {
    this.wanted = urls;
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
    for (const url of this.wanted) {
      if (this.loading.size >= atOnce) return;
      if (this.ready.has(url) || this.loading.has(url)) continue;
      const sheet = this.load(url);
      this.loading.set(url, sheet);
      sheet.done.then(
        () => this.came(url, sheet),
        () => this.loading.get(url) === sheet && this.loading.delete(url),
      );
    }
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
