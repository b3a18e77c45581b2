export type MediaSize = 256 | 1024 | "original";

/** Address of a picture's rung of the thumbnail ladder. The server checks who may read it. */
export const mediaUrl = (id: string, size: MediaSize = 256): string => `/api/media/${id}/${size}`;
