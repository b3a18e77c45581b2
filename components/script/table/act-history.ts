/** One thing a person did, however many shots it touched. `undo` and `redo` answer false when they were refused. */
export type Act = {
  label: string;
  undo: () => Promise<boolean>;
  redo: () => Promise<boolean>;
};

const most = 100;

/** What can be taken back and done again, the latest first. */
export class ActHistory {
  private done: Act[] = [];
  private undone: Act[] = [];
  private busy: Promise<unknown> = Promise.resolve();

  add(act: Act): void {
    this.done = [...this.done.slice(-most + 1), act];
    this.undone = [];
  }

  /** Takes the latest act back; its label, or undefined when there is none or it was refused. */
  undo(): Promise<string | undefined> {
    return this.turn(async () => {
      const act = this.done.pop();
      if (!act || !(await act.undo())) return undefined;
      this.undone.push(act);
      return act.label;
    });
  }

  redo(): Promise<string | undefined> {
    return this.turn(async () => {
      const act = this.undone.pop();
      if (!act || !(await act.redo())) return undefined;
      this.done.push(act);
      return act.label;
    });
  }

  /** Takes one act back, wherever it stands: what the button in a toast does. */
  undoOne(act: Act): Promise<boolean> {
    return this.turn(async () => {
      if (!this.done.includes(act)) return false;
      this.done = this.done.filter((other) => other !== act);
      const ok = await act.undo();
      if (ok) this.undone.push(act);
      return ok;
    });
  }

  // One after the other: Mod+Z pressed twice takes two acts back, in order.
  private turn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.busy.then(work, work);
    this.busy = next.catch(() => undefined);
    return next;
  }
}
