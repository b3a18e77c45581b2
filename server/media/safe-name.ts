// What a name must not carry: control characters, zero-width characters and direction overrides ("gpj.exe" reading as "exe.jpg").
const unseen = /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** A longer name is cut in the middle, so that its ending stays. In Unicode code points. */
const longest = 120;

/** A file's name as it may be kept and shown: no folders, nothing invisible, 1–120 characters, its ending kept. */
export const safeName = (given: string): string => {
  const clean = given.normalize("NFC").replace(unseen, "").replace(/\s+/g, " ");
  // Names from archives and other systems carry folders with either slash; only the last part is a name.
  const last = (clean.split(/[/\\]/).pop() ?? "").replace(/^[.\s]+/, "").trim();
  if (last === "") return "picture";
  const letters = [...last];
  if (letters.length <= longest) return last;
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(last)?.[0] ?? "";
  return `${letters.slice(0, longest - ending.length - 1).join("")}…${ending}`;
};
