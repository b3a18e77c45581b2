"use client";

import { useCallback, useState } from "react";
import { Thumb } from "@/components/media/thumb";
import { cx } from "@/components/ui/cx";
import { Segmented } from "@/components/ui/segmented";
import { angleIds, slotTitle } from "@/contract/profile/angles";
import { type Cell, matrixOf } from "@/contract/profile/coverage";
import { type PackageImage, sameList, useOfAll, useStore } from "./use-package-store";

const any = "any light";
/** How a picture's light or expression reads before somebody says it. */
const untoldWord = "";
const cellWords = ({ angle, lighting, expression }: Cell) => `${slotTitle(angle)}, ${lighting}, ${expression}`;

/** Angle × light × expression: which cells hold a picture and which are empty. */
export function MatrixView() {
  const store = useStore();
  const images = useOfAll(
    useCallback((all: readonly PackageImage[]) => all, []),
    sameList,
  );
  const [chosen, setChosen] = useState(any);
  const matrix = matrixOf(images);
  const lightings = chosen === any || !matrix.lightings.includes(chosen) ? matrix.lightings : [chosen];
  // In any light, pictures without a word on theirs count as well.
  const shown = lightings.length > 1 ? [...lightings, untoldWord] : lightings;
  const idsAt = (angle: Cell["angle"], expression: string) =>
    shown.flatMap((lighting) => matrix.at({ angle, lighting, expression }));
  const columns = angleIds.some((angle) => idsAt(angle, untoldWord).length > 0)
    ? [...matrix.expressions, untoldWord]
    : matrix.expressions;
  const empty = matrix.empty.filter(({ lighting }) => lightings.includes(lighting));
  const untold = images.filter(
    ({ slot, keep, lighting, expression }) =>
      (slot !== null || keep !== false) && (lighting === "" || expression === ""),
  ).length;
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Segmented
          label="Light"
          value={lightings.length === 1 ? chosen : any}
          onChange={setChosen}
          options={[any, ...matrix.lightings].map((value) => ({ value, label: capital(value) }))}
          className="max-w-full overflow-x-auto"
        />
        {untold > 0 && (
          <p className="text-muted text-xs">
            {untold === 1 ? "1 picture stands" : `${untold} pictures stand`} in no cell: no light or expression was
            told.
          </p>
        )}
      </div>
      <div className="overflow-x-auto">
        <table className="w-full min-w-[560px] border-separate border-spacing-1 text-xs">
          <thead>
            <tr>
              <td />
              {columns.map((expression) => (
                <th key={expression} scope="col" className="pb-1 text-left font-normal text-muted">
                  {capital(expression) || "Not said"}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {angleIds.map((angle) => (
              <tr key={angle}>
                <th scope="row" className="whitespace-nowrap pr-3 text-left font-normal">
                  {slotTitle(angle)}
                </th>
                {columns.map((expression) => {
                  const ids = idsAt(angle, expression);
                  return (
                    <td key={expression} className="p-0">
                      <div
                        className={cx(
                          "flex h-12 min-w-16 items-center gap-1 rounded-picture border px-1",
                          ids.length === 0 ? "border-edge border-dashed" : "border-transparent bg-surface",
                        )}
                      >
                        {ids.length === 0 && <span className="sr-only">empty</span>}
                        {ids.slice(0, 3).map((id) => {
                          const image = store.image(id);
                          return image ? (
                            <button
                              key={id}
                              type="button"
                              aria-label={`${image.name}: ${slotTitle(angle)}, ${expression || "expression not said"}`}
                              onClick={() => store.setFocus(id)}
                              className="size-10 shrink-0"
                            >
                              <Thumb media={image.picture} alt="" ratio={1} sizes="40px" />
                            </button>
                          ) : null;
                        })}
                        {ids.length > 3 && <span className="num text-muted">+{ids.length - 3}</span>}
                      </div>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="grid gap-1">
        <h3 className="num text-xs" role="status">
          {empty.length} of {lightings.length * matrix.expressions.length * angleIds.length} cells are empty
        </h3>
        <details>
          <summary className="w-fit rounded-control text-muted text-xs hover:text-text">List them</summary>
          <ul className="mt-1 columns-2 gap-6 text-muted text-xs lg:columns-3">
            {empty.map((cell) => (
              <li key={cellWords(cell)}>{cellWords(cell)}</li>
            ))}
          </ul>
        </details>
      </div>
    </div>
  );
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
