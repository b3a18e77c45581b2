type Rights = {
  slot: string | null;
  keep: boolean | null;
  depicts: string;
  source: string;
  licence: string;
};

/** What nobody said of a package's pictures, as counts. `pictures`: all that count; discarded candidates do not. */
export type RightsUnsaid = { pictures: number; depicts: number; source: number; licence: number };

/** Of how many pictures it is not said whom they show, who made them, under which licence. */
export const rightsUnsaid = (images: readonly Rights[]): RightsUnsaid => {
  const counting = images.filter(({ slot, keep }) => slot !== null || keep !== false);
  const count = (lacks: (image: Rights) => boolean) => counting.filter(lacks).length;
  return {
    pictures: counting.length,
    depicts: count(({ depicts }) => depicts === "unknown"),
    source: count(({ source }) => source.trim() === ""),
    licence: count(({ licence }) => licence.trim() === ""),
  };
};

/** What to read before approving (B31): one sentence for each thing nobody said, none when all is said. */
export const unsaidWords = ({ pictures, depicts, source, licence }: RightsUnsaid): string[] => {
  const say = (n: number, known: string, unknown: string): string[] => {
    if (n === 0) return [];
    if (n === pictures && n > 1) return [`Of no picture ${known}.`];
    return [`${n === pictures ? "Of the picture" : `Of ${n} of ${pictures} pictures`} ${unknown}.`];
  };
  return [
    ...say(depicts, "is it said whom it shows", `it is not said whom ${depicts === 1 ? "it shows" : "they show"}`),
    ...say(source, "is the source named", "no source is named"),
    ...say(licence, "is the licence named", "no licence is named"),
  ];
};
