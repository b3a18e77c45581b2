import type { Readable } from "node:stream";

/** Where bytes lie. Files are content-addressed: a key never changes its content, so a read may be cached for ever. */
export type Storage = {
  readonly kind: "local" | "uploadthing" | "s3";
  /** Take over a finished temporary file whose SHA-256 is known. Putting the same content twice is harmless. Returns its key. */
  adopt(temporaryPath: string, sha256: string): Promise<string>;
  /** A stream of the bytes from `start` to `end` inclusive. Throws if the key is gone. */
  read(key: string, range?: { start: number; end: number }): Promise<Readable>;
  /** A path on this machine that holds the bytes, fetching them first if they lie elsewhere. */
  localPath(key: string): Promise<string>;
  /** Where half-done files may be written, on the same disk. */
  temporaryPath(): Promise<string>;
};
