import { notFound } from "next/navigation";
import { caller, orNotFound, projectOf } from "@/app/rsc";
import { unpackRows } from "@/contract/packed-rows";

/** The package a page beside the package's own works for, and the way there. 404 for a code nobody knows. */
export const packageOfPage = async (slug: string, code: string, outfit: string | undefined) => {
  const { id: projectId, name } = await projectOf(slug);
  const found = await orNotFound((await caller()).profiles.get({ projectId, code, outfit: outfit ?? null }));
  if (!found.outfit) notFound();
  const { character } = found;
  const back = `/p/${slug}/profiles/${code}?outfit=${found.outfit.id}`;
  return {
    packageId: found.outfit.id,
    outfit: found.outfit.name,
    character: character.name,
    back,
    filled: unpackRows(found.outfit.images).flatMap(({ slot }) => slot ?? []),
    crumbs: [
      { label: name, href: `/p/${slug}` },
      { label: "Characters", href: `/p/${slug}/characters` },
      { label: character.name, href: `/p/${slug}/characters/${code}` },
      { label: "Package", href: back },
    ],
  };
};
