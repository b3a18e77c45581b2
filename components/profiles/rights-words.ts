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

/** Whom or what a picture may show, in the order it is asked. */
export const depictsOptions = [
  { value: "unknown", label: "Not said" },
  { value: "person", label: "A real person" },
  { value: "drawn", label: "Drawn by hand" },
  { value: "rendered", label: "Rendered from 3D" },
  { value: "generated", label: "Generated" },
] as const;

const origins = {
  upload: "uploaded",
  paste: "pasted",
  sheet: "from a sheet",
  clip: "from a clip",
  version: "from a version",
};

/** How a picture came in: "from a clip, frame 42". */
export const originWords = ({
  origin,
  clipFrame,
}: {
  origin: keyof typeof origins;
  clipFrame: number | null;
}): string => (clipFrame === null ? origins[origin] : `${origins[origin]}, frame ${clipFrame}`);
