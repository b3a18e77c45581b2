import type { ShotStore } from "./shot-store";

/** Every shot in story order, as moving them needs it. */
export const storyOf = (store: ShotStore) => store.all().map(({ id, sequence }) => ({ id, sequence }));
