/** Commands that are typed, where a platform has no lists of its own for them. */
import { pieces, readTyped, smallWords, typable, type Command } from '../chat/command.ts';
import type { What } from '../chat/platform.ts';
import type { Scene } from '../chat/ports.ts';
import type { StoredArrival } from '../store/inbox.ts';
import type { AppWork, Ground } from './ground.ts';
import { takeAway } from './secrets.ts';

type Typed = Extract<What, { kind: 'command' }>;

export interface TypedCommands {
  /** A private line that begins with the sign for commands, and names one, is no answer to any question. */
  asCommand(arrival: StoredArrival): StoredArrival;
  /** What holds something secret, or what concerns nobody else, is taken away where it stands. */
  takeAwayTyped(work: AppWork, what: Typed, scene: Scene): Promise<void>;
}

export function openTyped(
  commands: readonly Command[],
  { platforms, texts }: Pick<Ground, 'platforms' | 'texts'>,
): TypedCommands {
  const all = typable(commands);
  const small = smallWords(texts.synonyms);
  return {
    asCommand(arrival) {
      const { what, place, platform } = arrival;
      if (what.kind !== 'message' || place.kind !== 'direct' || what.files.length > 0) return arrival;
      const { prefix = '/' } = platforms.get(platform)?.limits ?? {};
      const line = what.text.trim();
      if (!line.toLowerCase().startsWith(prefix)) return arrival;
      const words = line.slice(prefix.length);
      const read = readTyped(words, all, small);
      // “report he followed me home” is a story already, and no word of it may be lost.
      const begins = commands.find(({ name, who, discreet }) => discreet && who === 'anyone' && name === read?.name);
      if (begins && pieces(words).length > pieces(begins.name).length)
        return { ...arrival, what: { ...what, text: words } };
      return read ? { ...arrival, what: { kind: 'command', ...read, typed: what.id } } : arrival;
    },
    async takeAwayTyped(work, { name, args, typed }, scene) {
      const found = commands.find((each) => each.name === name);
      const fields = Object.entries(found?.fields ?? {});
      const isSecret = fields.some(([key, { secret }]) => secret && args[key] !== undefined);
      const isSeen = found?.discreet === true && scene.place.kind === 'shared';
      if (typed !== undefined && (isSecret || isSeen)) await takeAway(work, scene, typed);
    },
  };
}
