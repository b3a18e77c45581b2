/** Something changed: everybody who waits looks again. */
export class Bell {
  #rung = deferred();

  ring(): void {
    const { resolve } = this.#rung;
    this.#rung = deferred();
    resolve();
  }

  /** Resolves with the next ring. Look at the state after calling it, or a ring in between is missed. */
  next(): Promise<void> {
    return this.#rung.promise;
  }
}

const deferred = () => {
  let resolve: () => void = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
};
