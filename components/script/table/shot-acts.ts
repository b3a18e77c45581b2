import type { Output, useTRPCClient } from "@/components/trpc";
import { notify } from "@/components/ui/notify";
import type { ShotPlace } from "@/contract/script/arrange";
import type { CellContext } from "@/contract/script/cells";
import type { CellEdit } from "@/contract/script/fields";
import type { TableShot } from "@/contract/script/table-shot";
import { type Act, ActHistory } from "./act-history";
import { editOf } from "./edit-of";
import type { Cell } from "./grid-cursor";
import { manyShots } from "./many-shots";
import type { ShotStore } from "./shot-store";

export type CellConflict = Output["script"]["editShots"]["conflicts"][number];
/** Changes that met somebody else's: nothing of them is saved until a person has decided. */
export type Quarrel = { label: string; edits: readonly CellEdit[]; conflicts: readonly CellConflict[] };

// Kept by project while the tab lives: going to a shot and back does not forget what can be undone.
const histories = new Map<string, ActHistory>();
const historyOf = (projectId: string): ActHistory => {
  const known = histories.get(projectId) ?? new ActHistory();
  histories.set(projectId, known);
  return known;
};

const reversed = (edits: readonly CellEdit[]): CellEdit[] =>
  edits.map((edit) => ({ ...edit, seen: edit.value, value: edit.seen }));

interface World {
  projectId: string;
  store: ShotStore;
  client: ReturnType<typeof useTRPCClient>;
  /** The server's word is wanted again. */
  refresh: () => void;
  onQuarrel: (quarrel: Quarrel) => void;
}

/**
 * Everything that changes shots from the table. Each act is seen at once, sent after the one before it, taken back on
 * screen when it is refused, and can be undone and done again however many shots it touched.
 */
export function shotActs({ projectId, store, client, refresh, onQuarrel }: World) {
  const history = historyOf(projectId);
  let line: Promise<unknown> = Promise.resolve();
  /** One after the other: a second change of a cell must not overtake the first. */
  const inLine = <T>(work: () => Promise<T>): Promise<T> => {
    const next = line.then(work, work);
    line = next.catch(() => undefined);
    return next;
  };
  const refused = (error: unknown) =>
    notify({
      title: error instanceof Error ? error.message : "The change was not saved. Try again.",
      tone: "danger",
    });
  /** Runs a call; false, with its reason shown, when it was refused. */
  const attempt = async <T>(work: () => Promise<T>): Promise<{ answer: T } | false> => {
    try {
      return { answer: await inLine(work) };
    } catch (error) {
      refused(error);
      return false;
    } finally {
      refresh();
    }
  };
  const done = (act: Act, tell: boolean, description?: string) => {
    history.add(act);
    if (tell)
      notify({
        title: act.label,
        ...(description === undefined ? {} : { description }),
        undo: () => void history.undoOne(act),
      });
  };

  type Sent = { deed: number | null };
  const send = async (edits: readonly CellEdit[], label: string, undoes?: number | null): Promise<Sent | false> => {
    store.show(edits);
    const wanted = { projectId, edits: [...edits], ...(undoes == null ? {} : { undoes }) };
    const outcome = await attempt(() => client.script.editShots.mutate(wanted));
    if (!outcome) {
      store.drop(edits);
      return false;
    }
    const { conflicts, revisions, deed } = outcome.answer;
    if (conflicts.length > 0) {
      store.drop(edits);
      onQuarrel({ label, edits, conflicts });
      return false;
    }
    store.settle(edits, revisions);
    return { deed };
  };

  /** Change cells; `tell` shows a toast with the way back, for acts larger than a cell. */
  const edit = async (wanted: readonly CellEdit[], label: string, tell = wanted.length > 1): Promise<boolean> => {
    const edits = wanted.filter(({ seen, value }) => seen !== value);
    if (edits.length === 0) return true;
    let sent = await send(edits, label);
    if (!sent) return false;
    const undo = async () => Boolean(await send(reversed(edits), `Undo: ${label}`, sent ? sent.deed : null));
    const redo = async () => {
      const again = await send(edits, label);
      if (again) sent = again;
      return again !== false;
    };
    done({ label, undo, redo }, tell);
    return true;
  };

  /** Takes what was typed into a cell over `from`, the shot as it stood when typing began; a refusal in words. */
  const type = ({ id, column }: Cell, text: string, from: TableShot, context: CellContext): string | undefined => {
    const made = editOf(store, context, from, column, text);
    if (typeof made === "string") return made;
    if (made) void edit([made], `Changed ${store.get(id)?.code ?? "a shot"}`);
    return undefined;
  };

  const setArchived = async (ids: readonly string[], archived: boolean): Promise<boolean> => {
    if (archived) store.hide(ids);
    const outcome = await attempt(() => client.script.archiveShots.mutate({ projectId, shotIds: [...ids], archived }));
    if (!outcome && archived) store.unhide(ids);
    if (outcome && !archived) store.unhide(ids);
    return outcome !== false;
  };
  const archive = async (ids: readonly string[], label: string) => {
    if (!(await setArchived(ids, true))) return;
    done({ label, undo: () => setArchived(ids, false), redo: () => setArchived(ids, true) }, true);
  };
  const restore = async (ids: readonly string[], label: string) => {
    if (!(await setArchived(ids, false))) return;
    done({ label, undo: () => setArchived(ids, true), redo: () => setArchived(ids, false) }, true);
  };

  type Change = { shotId: string; from: string; to: string };
  const sendCodes = async (changes: readonly Change[]): Promise<boolean> => {
    const edits = changes.map(({ shotId, from, to }): CellEdit => ({ shotId, field: "code", seen: from, value: to }));
    store.show(edits);
    const outcome = await attempt(() =>
      client.script.renumberShots.mutate({ projectId, changes: changes.map((change) => ({ ...change })) }),
    );
    if (outcome) store.settle(edits, []);
    else store.drop(edits);
    return outcome !== false;
  };
  const renumber = async (changes: readonly Change[]): Promise<boolean> => {
    if (!(await sendCodes(changes))) return false;
    const back = changes.map(({ shotId, from, to }) => ({ shotId, from: to, to: from }));
    const label = `Renumbered ${manyShots(changes.length)}`;
    done({ label, undo: () => sendCodes(back), redo: () => sendCodes(changes) }, true);
    return true;
  };

  const sendPlaces = async (places: readonly ShotPlace[]): Promise<readonly ShotPlace[] | false> => {
    store.place(places);
    const outcome = await attempt(() =>
      client.script.placeShots.mutate({ projectId, places: places.map((place) => ({ ...place })) }),
    );
    return outcome ? outcome.answer.before : false;
  };
  const place = async (places: readonly ShotPlace[], label: string): Promise<void> => {
    if (places.length === 0) return;
    let back = await sendPlaces(places);
    if (!back) return;
    const undo = async () => back !== false && (await sendPlaces(back)) !== false;
    const redo = async () => {
      const again = await sendPlaces(places);
      if (again) back = again;
      return again !== false;
    };
    done({ label, undo, redo }, places.length > 1);
  };

  const duplicate = async (ids: readonly string[]): Promise<void> => {
    const outcome = await attempt(() => client.script.duplicateShots.mutate({ projectId, shotIds: [...ids] }));
    if (!outcome) return;
    const made = outcome.answer.map(({ id }) => id);
    const label = made.length === 1 ? `Made ${outcome.answer[0]?.code}` : `Duplicated ${manyShots(made.length)}`;
    done({ label, undo: () => setArchived(made, true), redo: () => setArchived(made, false) }, true);
  };

  /** Shots that a dialog has just made: they can be taken back like any act. */
  const created = (made: readonly { id: string; code: string }[]) => {
    const ids = made.map(({ id }) => id);
    const label = made.length === 1 ? `Created ${made[0]?.code}` : `Created ${manyShots(made.length)}`;
    refresh();
    done({ label, undo: () => setArchived(ids, true), redo: () => setArchived(ids, false) }, true);
  };

  type Queue = {
    shotIds: string[];
    pass: string;
    title: string;
    roughAllowed: boolean;
    params?: Record<string, unknown>;
  };
  const queue = async ({ title, ...wanted }: Queue): Promise<boolean> => {
    const submit = () => client.renders.queueShots.mutate({ projectId, ...wanted });
    const outcome = await attempt(submit);
    if (!outcome) return false;
    let { jobIds } = outcome.answer;
    const { skipped } = outcome.answer;
    const act: Act = {
      label: `Queued ${title} for ${manyShots(jobIds.length)}`,
      undo: async () => {
        const cancelled = await attempt(() => client.renders.cancelJobs.mutate({ jobIds }));
        if (cancelled && cancelled.answer.finished > 0)
          notify({ title: `${cancelled.answer.finished} were done already: their results are kept.` });
        return cancelled !== false;
      },
      redo: async () => {
        const again = await attempt(submit);
        if (again) jobIds = again.answer.jobIds;
        return again !== false;
      },
    };
    done(act, true, skipped.length === 0 ? undefined : `Without a picture: ${shortList(skipped)}`);
    return true;
  };

  /** An act is remembered once the server has it: who presses Mod+Z sooner means that one, not the one before. */
  const allSent = async () => {
    await line.catch(() => undefined);
    await new Promise((done) => setTimeout(done));
  };
  const undo = async () => {
    await allSent();
    const label = await history.undo();
    if (label !== undefined) notify({ title: `Undone: ${label}`, id: "shots-undo" });
  };
  const redo = async () => {
    await allSent();
    const label = await history.redo();
    if (label !== undefined) notify({ title: `Done again: ${label}`, id: "shots-undo" });
  };
  return { edit, type, archive, restore, renumber, place, duplicate, created, queue, undo, redo };
}

const shortList = (codes: readonly string[]) =>
  codes.length <= 4 ? codes.join(", ") : `${codes.slice(0, 3).join(", ")} and ${codes.length - 3} more`;
