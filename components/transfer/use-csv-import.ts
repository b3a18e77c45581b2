"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useDeferredValue, useMemo, useState } from "react";
import { messageOf } from "@/components/studio/problem";
import { useProject } from "@/components/studio/project";
import { useTRPC, useTRPCClient } from "@/components/trpc";
import { notify } from "@/components/ui/notify";
import { type CsvField, guessColumns } from "@/contract/script/csv/fields";
import { planShots, whyNoTable } from "@/contract/script/csv/plan";
import type { CsvMapping, CsvPlan, CsvWorld } from "@/contract/script/csv/world";
import { type CsvTable, readCsv } from "./read-csv";

export type CsvImport = ReturnType<typeof useCsvImport>;

const shots = (n: number) => `${n} ${n === 1 ? "shot" : "shots"}`;

/** A file on its way in: read, mapped, held against the project, imported, taken back. */
export function useCsvImport(close: () => void) {
  const { id: projectId } = useProject();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queries = useQueryClient();
  const [table, setTable] = useState<CsvTable>();
  const [problem, setProblem] = useState<string>();
  const [mapping, setMapping] = useState<CsvMapping>({ columns: [], sequence: "SQ010", statuses: {} });
  const world = useQuery({ ...trpc.transfer.shotWorld.queryOptions({ projectId }), enabled: table !== undefined });
  const read = async (file: File) => {
    const found = await readCsv(file);
    if ("problem" in found) return setProblem(found.problem);
    setProblem(undefined);
    setMapping({ columns: guessColumns(found.header), sequence: "SQ010", statuses: {} });
    setTable(found);
  };
  const settled = useDeferredValue(mapping);
  const checked = useMemo(() => check(table, settled, world.data), [table, settled, world.data]);
  const refresh = () => {
    void queries.invalidateQueries({ queryKey: [["script"]] });
    void queries.invalidateQueries({ queryKey: [["transfer"]] });
  };
  const takeBack = async (deed: number) => {
    try {
      const { kept } = await client.transfer.undoImport.mutate({ deed });
      notify({
        title: "The import was taken back",
        ...(kept > 0 ? { description: `${shots(kept)} that somebody changed since stayed as they are.` } : {}),
      });
    } catch (error) {
      notify({ title: messageOf(error), tone: "danger" });
    }
    refresh();
  };
  const send = useMutation(
    trpc.transfer.importShots.mutationOptions({
      onSuccess: ({ deed, made, changed }) => {
        refresh();
        close();
        notify({
          title: `Imported ${shots(made + changed)}`,
          description: `${made} made, ${changed} changed.`,
          undo: () => void takeBack(deed),
        });
      },
    }),
  );
  const { columns, sequence, statuses } = mapping;
  return {
    ...{ table, problem, mapping, read, checked },
    worldError: world.error?.message,
    busy: send.isPending,
    refused: send.error?.message,
    setColumn: (at: number, field: CsvField | null) =>
      setMapping({ ...mapping, columns: columns.map((old, n) => (n === at ? field : old === field ? null : old)) }),
    setSequence: (text: string) => setMapping({ ...mapping, sequence: text }),
    setStatus: (word: string, code: string | undefined) => {
      const { [word]: _, ...rest } = statuses;
      setMapping({ ...mapping, statuses: code === undefined ? rest : { ...rest, [word]: code } });
    },
    startOver: () => {
      setTable(undefined);
      send.reset();
    },
    send: () => {
      if (!table) return;
      const { header, rows, fileName } = table;
      send.mutate({ projectId, fileName, header, rows, columns: [...columns], sequence, statuses });
    },
  };
}

export type Checked = { plan: CsvPlan; world: CsvWorld; errors: number; warnings: number } | { refused: string };

function check(table: CsvTable | undefined, mapping: CsvMapping, world: CsvWorld | undefined): Checked | undefined {
  if (!table || !world) return undefined;
  const refused = whyNoTable(table.header, table.rows, mapping.columns);
  if (refused !== undefined) return { refused };
  const plan = planShots(table, mapping, world);
  const errors = plan.problems.filter(({ severity }) => severity === "error").length;
  return { plan, world, errors, warnings: plan.problems.length - errors };
}
