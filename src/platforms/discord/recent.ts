/** What is known of the latest messages, by id; of older ones it is forgotten. */
export function recent(most: number): { get(id: string): string | undefined; note(id: string, what: string): void } {
  const known = new Map<string, string>();
  return {
    get: (id) => known.get(id),
    note(id, what) {
      known.set(id, what);
      if (known.size > most) known.delete(known.keys().next().value!);
    },
  };
}
