/** What may stand in a trainer's command line, in braces. */
export const placeholders = [
  ...[
    "dataset",
    "config",
    "yaml",
    "prompts",
    "output",
    "name",
    "model",
    "steps",
    "every",
    "rank",
    "lr",
    "side",
    "seed",
  ],
] as const;
export type Placeholder = (typeof placeholders)[number];

/** A command line as words; quotes hold a word together. No shell ever sees it. Throws in words. */
export const wordsOfCommand = (line: string): string[] => {
  const words = [...line.matchAll(/(?:"([^"]*)"|'([^']*)'|[^\s"']+)+/g)].map(([word]) => word.replace(/["']/g, ""));
  const unknown = [...line.matchAll(/\{(\w+)\}/g)].find(([, name]) => !placeholders.includes(name as Placeholder));
  if (unknown)
    throw new Error(`{${unknown[1]}} is no placeholder: ${placeholders.map((name) => `{${name}}`).join(" ")}`);
  if (!words.length) throw new Error("the command is empty");
  if (!line.includes("{output}")) throw new Error("{output} is missing: the trainer must write its checkpoints there");
  return words;
};

/** The words with their places filled; a value stays one word whatever is in it. */
export const filled = (words: readonly string[], values: Readonly<Record<Placeholder, string | number>>): string[] =>
  words.map((word) => word.replace(/\{(\w+)\}/g, (_, name: Placeholder) => String(values[name])));

export type Seen = { step?: number; of?: number; loss?: number };

/** A line of kohya ("steps: 10%|█| 10/100 [00:10<01:40, avr_loss=0.12]") or ai-toolkit ("x: 5%|▌| 25/500 [… loss: 3.4e-01]"). */
export const readLine = (line: string): Seen => {
  const [, step, of] = /\|\s*(\d+)\/(\d+)\s*\[/.exec(line) ?? [];
  const [, loss] = /loss[=:]\s*([\d.]+(?:e[+-]?\d+)?)/i.exec(line) ?? [];
  return {
    ...(step && of && { step: Number(step), of: Number(of) }),
    ...(loss && Number.isFinite(Number(loss)) && { loss: Number(loss) }),
  };
};
