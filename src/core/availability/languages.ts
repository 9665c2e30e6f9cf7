/** Languages as people name them, and as they are kept: BCP 47 tags. */

const twoLetters = [...'abcdefghijklmnopqrstuvwxyz'].flatMap((a) =>
  [...'abcdefghijklmnopqrstuvwxyz'].map((b) => a + b),
);

/** The name of a language in a locale; nothing where the tag means none. */
function named(tag: string, locale: string): string | undefined {
  try {
    return new Intl.DisplayNames(locale, { type: 'language', fallback: 'none' }).of(tag);
  } catch {
    return undefined;
  }
}

/** The names of all languages that have a tag of two letters, in one locale. */
function namesIn(locale: string): (readonly [tag: string, name: string])[] {
  const names = new Intl.DisplayNames(locale, { type: 'language', fallback: 'none' });
  return twoLetters.flatMap((tag) => {
    const name = names.of(tag);
    return name === undefined ? [] : [[tag, name] as const];
  });
}

export const languageName = (tag: string, locale: string): string => named(tag, locale) ?? tag;

/** The tag of a language: by its tag, or by its name in a locale, in English, or in that language itself. */
export function languageCalled(raw: string, locale: string): string | undefined {
  const plain = (text: string | undefined) => text?.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  if (named(raw, 'en') !== undefined) return Intl.getCanonicalLocales(raw)[0];
  const wanted = plain(raw.trim());
  const known = namesIn('en');
  const called = [...namesIn(locale), ...known].find(([, name]) => plain(name) === wanted);
  return called?.[0] ?? known.find(([tag]) => plain(named(tag, tag)) === wanted)?.[0];
}
