/** What a platform is asked to do besides saying something: rows of the outbox, whose answers come to a job. */
import type { AppWork, Unit } from './ground.ts';

type Errands = Pick<AppWork, 'mark' | 'removeMessage' | 'redact' | 'fetch' | 'check' | 'holders'>;

export function errands({ ground, cause, standing, put }: Unit): Errands {
  return {
    async mark({ space, topic, locale }, labels, { over = false, group } = {}) {
      if (!ground.platforms.get(space.platform)?.mark) return;
      // The lane of what is said there: marks and posts keep their order.
      const lane = `shared/${space.id}/${topic ?? ''}`;
      await standing.dropWaiting(space.platform, lane, 'mark');
      await put({
        platform: space.platform,
        lane,
        deed: {
          act: 'mark',
          place: { kind: 'shared', space: space.id, ...(topic === undefined ? {} : { topic }) },
          labels: labels.map((label) => ground.texts.format(label, locale)),
          over,
        },
        group,
      });
    },

    removeMessage: (platform, what) =>
      put({
        platform,
        lane: `remove/${what.place}/${what.message}`,
        deed: { act: 'remove', what },
      }),

    async redact({ platform, place, message }, job, args) {
      await put({
        platform,
        lane: `redact/${message}`,
        deed: { act: 'redact', place, message, job, args },
      });
    },
    async fetch({ platform, ...file }, job, args) {
      await put({
        platform,
        lane: `fetch/${file.id}`,
        deed: { act: 'fetch', file, job, args },
      });
    },

    async check({ platform, ...of }, job, args) {
      const { actor } = cause;
      await put({
        platform,
        lane: `check/${actor?.account ?? ''}`,
        deed: { act: 'check', of, job, args, ...(actor ? { actor } : {}) },
      });
    },
    async holders({ platform, server, role }, job, args) {
      await put({
        platform,
        lane: `holders/${role}`,
        deed: { act: 'holders', server, role, job, args },
      });
    },
  };
}
