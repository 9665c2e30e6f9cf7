/** Waits for something to become true, without ever waiting a fixed time. */

/** Asks again until `look` gives anything but undefined, false or an error; fails after `deadline` ms. `every`: ms between. */
export async function until<T>(
  look: () => T | Promise<T>,
  deadline = 5_000,
  every = 5,
): Promise<Exclude<T, undefined | null | false>> {
  const end = performance.now() + deadline;
  for (;;) {
    let last: unknown;
    try {
      const seen = await look();
      if (seen !== undefined && seen !== null && seen !== false) return seen as Exclude<T, undefined | null | false>;
    } catch (error) {
      last = error;
    }
    if (performance.now() > end) {
      throw new Error(`This did not become true within ${deadline} ms: ${look.toString()}`, { cause: last });
    }
    await new Promise((resolve) => setTimeout(resolve, every));
  }
}
