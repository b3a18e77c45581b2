import type { readiness } from "@/contract/profile/angles";

type Readiness = ReturnType<typeof readiness>;

/** What the package is good for, and what would make it better: "Usable; 2 more angles make it good". */
export const readinessWords = ({ have, of, word }: Pick<Readiness, "have" | "of" | "word">): string => {
  if (have === of) return "Every angle is there";
  if (word === "good") return "Good";
  const [next, need] = word === "usable" ? (["good", 8] as const) : (["usable", 3] as const);
  const more = need - have;
  const start = word === "usable" ? "Usable" : "Thin";
  return `${start}; ${more} more ${more === 1 ? "angle makes" : "angles make"} it ${next}`;
};
