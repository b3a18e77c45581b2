/** The tabs of a character, as the address names them. */
export const characterTabs = {
  bible: "Bible",
  outfits: "Outfits",
  lora: "LoRA",
  voice: "Voice",
  appearances: "Appearances",
  rights: "Rights",
  history: "History",
} as const;
export type CharacterTab = keyof typeof characterTabs;
export const characterTabIds = Object.keys(characterTabs) as CharacterTab[];
