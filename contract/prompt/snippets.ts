/** A phrase to insert with one press: `positive` goes to the prompt, `negative` to the negative, letter for letter. */
export type Snippet = { title: string; positive: string; negative: string };

/** Those every project has. */
export const builtInSnippets: readonly (Snippet & { id: string })[] = [
  {
    id: "less-gloss",
    title: "Less gloss",
    positive: "matte skin, (natural skin), (soft lighting)",
    negative: "(glossy skin), (oily skin)",
  },
];
