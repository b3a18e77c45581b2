import type { UploadAnswer, UploadRouter } from "@/server/uploads/upload-router";

export type UploadInput = { projectId?: string | null | undefined; purpose: string };
export type UploadedPicture = Exclude<UploadAnswer, { refusal: string }>;

/** `again` false: the studio refused, and the same file would be refused again. */
export class UploadProblem extends Error {
  readonly again: boolean;
  constructor(message: string, again: boolean) {
    super(message);
    this.name = "UploadProblem";
    this.again = again;
  }
}

const lost = "The connection was lost. What arrived is kept: retry goes on from there.";
const field = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null && name in value ? (value as Record<string, unknown>)[name] : undefined;
const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);

/**
 * What went wrong, in the studio's own words. Our ingest answers `{error, final}`, which the library hands on as `data`;
 * a refusal before any byte was sent comes as the message of a 400 or 403. All else is a broken connection.
 */
export const problemOf = (error: unknown): UploadProblem => {
  if (error instanceof UploadProblem) return error;
  const data = field(error, "data");
  const said = text(field(data, "error"));
  if (said) return new UploadProblem(said, field(data, "final") !== true);
  const code = field(error, "code");
  const refused = code === "BAD_REQUEST" || code === "FORBIDDEN" || code === "TOO_LARGE" || code === "NOT_FOUND";
  return refused && error instanceof Error ? new UploadProblem(error.message, false) : new UploadProblem(lost, true);
};

/** Send one file, from where an earlier attempt of it stopped. `onProgress` gets 0–1. Throws UploadProblem. */
export async function uploadOne(
  file: File,
  input: UploadInput,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (share: number) => void },
): Promise<UploadedPicture> {
  try {
    // Loaded with the first file: 60 KB that a page without uploads need not carry.
    const { genUploader } = await import("uploadthing/client");
    const { uploadFiles } = genUploader<UploadRouter>({ url: "/api/uploadthing", package: "backlot" });
    const [done] = await uploadFiles("picture", {
      files: [file],
      input: { projectId: input.projectId ?? null, purpose: input.purpose },
      signal,
      onUploadProgress: ({ progress }) => onProgress(Math.min(1, progress / 100)),
    });
    const answer = done?.serverData;
    if (!answer) throw new UploadProblem(lost, true);
    if ("refusal" in answer) throw new UploadProblem(answer.refusal, false);
    return answer;
  } catch (error) {
    throw problemOf(error);
  }
}
