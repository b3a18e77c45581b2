import sharp from "sharp";
import type { Rgb } from "../../geometry/pixels";
import { EngineError, executionError } from "./errors";
import { type ComfyHttp, type HistoryEntry, HttpError, type ServerFile } from "./http";

/** One result a graph declares: that many pictures, texts or files of one node, every one of which has to be there. */
export type Expected = {
  node: string;
  kind: "image" | "text" | "file";
  count?: number;
  width?: number;
  height?: number;
};
export type Harvest = Record<string, { images: Rgb[]; texts: string[]; files: ServerFile[] }>;

/** Undefined: finished well. The message of the history that says how it ended, as an error of ours. */
export const failureOf = (
  { status }: HistoryEntry,
  asked: boolean,
  labelOf: (node: string) => string | undefined,
): EngineError | undefined => {
  if (!status || status.status_str === "success") return undefined;
  const last = (name: string) => status.messages.findLast(([event]) => event === name)?.[1];
  if (last("execution_interrupted"))
    return new EngineError(asked ? "cancelled" : "interrupted", "it was interrupted on the server");
  const error = last("execution_error");
  const [type, message] = [
    String(error?.exception_type ?? "Error"),
    String(error?.exception_message ?? "no reason given"),
  ];
  return executionError(type, message, error?.node_id === undefined ? undefined : labelOf(String(error.node_id)));
};

/** Seconds from the start of the first node to the end, by the server's clock; null when it does not say. */
export const secondsOf = ({ status }: HistoryEntry): number | null => {
  const stamps = (status?.messages ?? []).flatMap(([, { timestamp }]) =>
    typeof timestamp === "number" ? [timestamp] : [],
  );
  const [first, last] = [stamps[0], stamps.at(-1)];
  return first === undefined || last === undefined || stamps.length < 2 ? null : (last - first) / 1000;
};

type UiFile = { filename?: unknown; subfolder?: unknown; type?: unknown };
// Clips lie under "images" with a mark that they move, meshes under "3d"; some packs use "gifs".
const fileKeys = ["images", "3d", "gifs", "video", "audio", "files"];

const filesIn = (ui: Record<string, unknown>): ServerFile[] =>
  fileKeys.flatMap((key) => {
    const listed = ui[key];
    return (Array.isArray(listed) ? (listed as UiFile[]) : []).flatMap(({ filename, subfolder, type }) =>
      typeof filename === "string" && (type === "output" || type === "temp" || type === "input")
        ? [{ filename, subfolder: typeof subfolder === "string" ? subfolder : "", type }]
        : [],
    );
  });

/** Fetches every declared result. EngineError "missing_output" for one that is absent, empty, damaged or of another size. */
export const harvest = async (
  http: ComfyHttp,
  entry: HistoryEntry,
  expected: readonly Expected[],
  { labelOf, signal }: { labelOf: (node: string) => string | undefined; signal: AbortSignal },
): Promise<Harvest> => {
  const all: Harvest = {};
  for (const { node, kind, count = 1, width, height } of expected) {
    const lacks = (words: string) => new EngineError("missing_output", words, labelOf(node));
    const ui = entry.outputs[node];
    if (!ui) throw lacks("the history does not name it");
    const files = filesIn(ui);
    const texts = Array.isArray(ui.text) ? ui.text.map(String) : [];
    const found = kind === "text" ? texts.length : files.length;
    if (found < count) throw lacks(`${found} of ${count} came`);
    const images =
      kind === "image" ? await Promise.all(files.map((file) => fetchImage(http, file, lacks, signal))) : [];
    for (const size of images)
      if ((width && size.width !== width) || (height && size.height !== height))
        throw lacks(`${size.width} × ${size.height} px instead of ${width} × ${height}`);
    all[node] = { images, texts, files };
  }
  return all;
};

const fetchImage = async (
  http: ComfyHttp,
  file: ServerFile,
  lacks: (words: string) => EngineError,
  signal: AbortSignal,
) => {
  const bytes = await http.view(file, signal).catch((error: unknown) => {
    if (error instanceof HttpError) throw lacks(`${file.filename}: ${error.message}`);
    throw error;
  });
  if (bytes.length === 0) throw lacks(`${file.filename} is empty`);
  try {
    return await decode(bytes);
  } catch {
    throw lacks(`${file.filename} is damaged`);
  }
};

/** 8-bit RGB to the last row: a header alone does not prove that a file is whole. What the server wrote beside the pixels is dropped here and goes nowhere. */
export const decode = async (bytes: Buffer): Promise<Rgb> => {
  const image = sharp(bytes, { failOn: "error" }).removeAlpha().toColourspace("srgb");
  const { data, info } = await image.raw({ depth: "uchar" }).toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  return { width, height, channels: 3, data: new Uint8Array(data.buffer, data.byteOffset, data.length) };
};
