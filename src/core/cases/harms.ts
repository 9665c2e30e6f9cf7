/**
 * Kinds of harm: what is stored is an id of the draft taxonomy of MSC4456 ("Taxonomy for harm", an open
 * proposal of the Matrix Foundation), or an id of our own with the nearest one there; what is shown are
 * plain words of ours. The list is short on purpose: whoever is in distress reads it on a phone.
 */
export const harms = {
  touch: 'org.haven.harm.touch',
  threats: 'm.violence.threats',
  harassment: 'm.harassment.targeted',
  hate: 'm.harassment.hate',
  stalking: 'org.haven.harm.stalking',
  doxxing: 'm.harassment.doxxing',
  images: 'm.adult.ncii',
  child: 'm.child_safety',
  home: 'm.violence.domestic',
  selfharm: 'm.danger.self_harm',
  impostor: 'm.spam.impersonation',
  medical: 'org.haven.harm.medical',
  excluded: 'org.haven.harm.exclusion',
  other: 'm.other',
} as const;

export type HarmName = keyof typeof harms;
export const harmNames = Object.keys(harms) as HarmName[];

/** Ids of ours and their nearest relative in the taxonomy, for whoever exchanges reports by it. */
export const nearest: Readonly<Record<string, string>> = {
  'org.haven.harm.touch': 'm.adult.sexual_violence',
  'org.haven.harm.stalking': 'm.harassment.targeted',
  'org.haven.harm.medical': 'm.danger',
  'org.haven.harm.exclusion': 'm.harassment',
};

/** Images of these kinds are never fetched nor shown, whoever asks. */
export const neverFetched: ReadonlySet<HarmName> = new Set(['images', 'child']);
