/** Talking to the server that served this page. */

/** An answer that is no success; `message` is a sentence of the server's. */
export class Refusal extends Error {}

/** An id for something that a person does; the same at each try, so that a second try does nothing twice. */
export const eventId = () => crypto.randomUUID();

/** Reads one of the lists that the server offers. */
export async function ask(what, query = {}) {
  return answerOf(await fetch(`${what}?${new URLSearchParams(query)}`));
}

/**
 * Sends what somebody does. While nobody answers it is sent again, for some seconds; `body.eventId` makes that
 * harmless. Throws a `Refusal` when the server says no, another error when it can't be reached.
 */
export async function act(what, body) {
  const send = () =>
    fetch(what, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  for (const pause of [250, 500, 1_000, 2_000, 4_000]) {
    try {
      const response = await send();
      if (response.status !== 503) return await answerOf(response);
    } catch (error) {
      if (error instanceof Refusal) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return answerOf(await send());
}

async function answerOf(response) {
  const answer = await response.json();
  if (!response.ok) throw new Refusal(answer.error);
  return answer;
}

/** Small choices of whoever looks at the page; forgotten with the tab. */
export const memory = {
  get(key, otherwise) {
    try {
      return JSON.parse(sessionStorage.getItem(key)) ?? otherwise;
    } catch {
      return otherwise;
    }
  },
  set(key, value) {
    try {
      sessionStorage.setItem(key, JSON.stringify(value));
    } catch {
      // Without storage, the choice lasts as long as the page.
    }
  },
};

/** The bytes of a chosen file, as the server takes them. */
export async function base64(file) {
  const url = await new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(reader.result));
    reader.addEventListener('error', () => reject(reader.error));
    reader.readAsDataURL(file);
  });
  return url.slice(url.indexOf(',') + 1);
}
