/** One thing at a time, by name. */
export interface Turns {
  /** Runs after everything of that name that was asked for before, however that ended. */
  take<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** Resolves when nothing is left. */
  over(): Promise<void>;
}

export function newTurns(): Turns {
  const last = new Map<string, Promise<void>>();
  return {
    take(name, work) {
      const mine = (last.get(name) ?? Promise.resolve()).then(work);
      const over = mine.then(
        () => {},
        () => {},
      );
      last.set(name, over);
      void over.then(() => {
        if (last.get(name) === over) last.delete(name);
      });
      return mine;
    },
    async over() {
      while (last.size > 0) await Promise.all(last.values());
    },
  };
}
