import { redirect } from "next/navigation";
import { caller, orNotFound, projectOf } from "@/app/rsc";

type Props = { params: Promise<{ projectId: string; subjectId: string }> };

/** Where a chip in a text leads: names change and codes are renumbered, so it is looked up when it is followed. */
export default async function GoPage({ params }: Props) {
  const { projectId: slug, subjectId } = await params;
  const { id: projectId } = await projectOf(slug);
  const { path } = await orNotFound((await caller()).inbox.place({ projectId, subjectId }));
  redirect(`/p/${slug}${path}`);
}
