/** Attributes that make `TipLayer` show a hint: `label` in words, `keys` as in "Mod+K" or "g t". Works in server components. */
export function tip(label: string, keys?: string): { "data-tip": string; "data-keys"?: string } {
  return keys === undefined ? { "data-tip": label } : { "data-tip": label, "data-keys": keys };
}
