"use client";

import { useSyncExternalStore } from "react";

const query = "(max-width: 47.99rem)";
const watch = (tell: () => void) => {
  const media = matchMedia(query);
  media.addEventListener("change", tell);
  return () => media.removeEventListener("change", tell);
};

/** True below 768 px. The server, which cannot know, says false: hide what it drew with `max-md:hidden`. */
export const useNarrow = (): boolean =>
  useSyncExternalStore(
    watch,
    () => matchMedia(query).matches,
    () => false,
  );
