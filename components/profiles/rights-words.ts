interface Rights {
  source: string;
  licence: string;
}

/** "Photographed by Ola Berg · CC BY 4.0", or that nothing is known. */
export const rightsWords = ({ source, licence }: Rights): string =>
  [source, licence].filter((part) => part !== "").join(" · ") || "No source given";

/** What holds for every picture, to be said once; undefined where they differ or there is none. */
export const sharedRights = (images: readonly Rights[]): string | undefined => {
  const [first, ...rest] = new Set(images.map(rightsWords));
  return rest.length === 0 ? first : undefined;
};
