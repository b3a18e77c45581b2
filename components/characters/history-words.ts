const words: Record<string, string> = {
  ...{ mustHave: "Must have", mustNot: "Must not have", dos: "Do", donts: "Don't", heightCm: "Height in cm" },
  ...{ triggerWord: "Trigger word", promptName: "Name in prompt", nameInPrompt: "Name in prompt" },
  ...{ heroMediaId: "Main picture", loraName: "LoRA name", depicts: "Shows", startedFrom: "Began as" },
};

/** A field as people call it: "Must have", "Pose of the prompt". */
export const fieldWord = (field: string): string => {
  const slot = /^fragments\.(.+)$/.exec(field)?.[1];
  const name = slot === undefined ? (words[field] ?? field) : `${slot} of the prompt`;
  return name.charAt(0).toUpperCase() + name.slice(1);
};

/** A value as one line; empty for nothing. */
export const valueWords = (value: unknown): string => {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.map(valueWords).join(", ");
  if (typeof value === "object")
    return Object.values(value)
      .map(valueWords)
      .filter((part) => part !== "")
      .join(" ");
  return String(value);
};
