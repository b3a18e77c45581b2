import type { Readable } from "node:stream";

/** A refusal in one sentence, kept by nobody on its way. */
export const refuse = (status: number, error: string, headers: HeadersInit = {}) =>
  Response.json({ error }, { status, headers: { "cache-control": "no-store", ...headers } });

/** RFC 6266: an ASCII stand-in for old readers, the true name beside it. */
export const disposition = (name: string, download: boolean): string => {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${download ? "attachment" : "inline"}; filename="${plain}"; filename*=UTF-8''${encoded}`;
};

/** Readable.toWeb can throw outside any handler when a browser goes away in the middle; this closes the file and is quiet. */
export const streamOf = (file: Readable): ReadableStream<Uint8Array> => {
  const chunks = file.iterator();
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: () => {
        file.destroy();
      },
    },
    { highWaterMark: 0 },
  );
};
