/** What to say and do when a script of the studio did not come. It stays away for this page: only a new page asks for it anew. */
export const partLost = {
  title: "A part of the studio could not be loaded",
  body: "The connection broke, or the studio was updated since you opened this page. Nothing you saved is lost.",
  act: "Load the page again",
} as const;

export const isPartLost = (error: unknown): boolean => error instanceof Error && error.name === "ChunkLoadError";
