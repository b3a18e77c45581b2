"use client";

import { nameOf, originOf, type Version } from "./version-words";

interface UsedInProps {
  version: Version;
  versions: readonly Version[];
  shown: boolean;
  onChoose: (id: string) => void;
}

/** What was made from a version, and whether the frame shows it. */
export function UsedIn({ version, versions, shown, onChoose }: UsedInProps) {
  const children = versions.filter(({ parents }) => parents.includes(version.id));
  if (children.length === 0 && !shown)
    return (
      <p className="px-4 py-6 text-muted">
        Nothing was made from {nameOf(version)}, and the frame shows another version.
      </p>
    );
  return (
    <div className="grid gap-3 px-4 py-4">
      {shown && <p>The frame shows {nameOf(version)}.</p>}
      {children.length > 0 && (
        <section className="grid gap-1">
          <h3 className="text-sm">Made from it</h3>
          <ul>
            {children.map((child) => (
              <li key={child.id}>
                <button
                  type="button"
                  onClick={() => onChoose(child.id)}
                  className="flex h-8 w-full items-center gap-2 rounded-control text-left hover:underline"
                >
                  <span className="code">{nameOf(child)}</span>
                  <span className="text-muted">{originOf(child)}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
