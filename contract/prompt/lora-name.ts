/** "sunflowers dress" → "SunflowersDress". Marks fall off letters; what is neither a–z nor 0–9 ends a word. */
const camel = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/\p{M}|['’]/gu, "")
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");

/**
 * The name of an outfit's LoRA: `JaneWearingSunflowersDress` (E6). `code` stands in for a name without Latin letters.
 * A name that is `taken`, in any case, gets the next number: LoRAs are files, and some disks do not tell case apart.
 */
export const loraName = (
  who: { name: string; code: string },
  outfit: string,
  taken: readonly string[] = [],
): string => {
  const of = camel(who.name) || camel(who.code.toLowerCase());
  const base = `${of}Wearing${camel(outfit) || "Outfit"}`.slice(0, 100);
  const used = new Set(taken.map((name) => name.toLowerCase()));
  let name = base;
  for (let n = 2; used.has(name.toLowerCase()); n++) name = `${base}${n}`;
  return name;
};

/** What a LoRA name may hold: it becomes a file name and a key in a prompt. */
export const loraNamePattern = /^[A-Za-z0-9][A-Za-z0-9_-]*$/;
