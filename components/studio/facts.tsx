import type { ReactNode } from "react";

/** A titled list of `Fact`s. */
export function Facts({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-1.5">
      <h3 className="text-sm">{title}</h3>
      <dl className="grid grid-cols-[minmax(80px,auto)_1fr] items-center gap-x-4 gap-y-1">{children}</dl>
    </section>
  );
}

/** One line of `Facts`: its name and its value. */
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted text-xs">{label}</dt>
      <dd className="num min-h-6 min-w-0 content-center break-words text-sm">{children}</dd>
    </>
  );
}
