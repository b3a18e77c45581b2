"use client";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTRPC } from "@/components/trpc";
import { Select } from "@/components/ui/select";

/** Which project's jobs; every choice is a page of its own. */
export function ProjectFilter({ slug }: { slug: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  const { data } = useSuspenseQuery(trpc.projects.list.queryOptions());
  const options = [
    { value: "", label: "All projects" },
    ...data.map((project) => ({ value: project.slug, label: project.name })),
  ];
  const shown = options.some(({ value }) => value === slug) ? options : [...options, { value: slug, label: slug }];
  return (
    <Select
      aria-label="Project"
      className="w-44"
      value={slug}
      options={shown}
      onChange={({ target }) => router.push(target.value ? `/renders?project=${target.value}` : "/renders")}
    />
  );
}
