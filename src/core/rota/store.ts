import { and, asc, eq, gt, inArray, isNull, like, lt, or } from 'drizzle-orm';
import { on } from '#dialect';
import type { Cell, Work } from '../../chat/ports.ts';
import { after, days } from '../../time/clock.ts';
import type { Span } from '../../time/hours.ts';
import type { Layer, Override, Rota } from './rules.ts';
import { alarms, duties, layers, offers, overrides } from './tables.ts';

export type Duty = typeof duties.$inferSelect;
export type Offer = Omit<typeof offers.$inferSelect, 'note'> & { readonly note: string | undefined };
export type Alarm = typeof alarms.$inferSelect;

/** Until somebody is in the team again. */
const forGood = new Date(Date.UTC(9999, 0, 1));

const note = (row: string): Cell => ({ table: 'rota_offers', column: 'note', row });

export const rotaStore = (work: Work) => {
  const db = on(work.tables);
  return {
    /** In the order in which a team named them. */
    duties: (community: string): Promise<Duty[]> =>
      Promise.resolve(db.select().from(duties).where(eq(duties.community, community)).orderBy(asc(duties.id))),

    async duty(community: string, name: string): Promise<Duty | undefined> {
      const [row] = await db
        .select()
        .from(duties)
        .where(and(eq(duties.community, community), eq(duties.name, name)))
        .limit(1);
      return row;
    },

    async byId(id: string): Promise<Duty | undefined> {
      const [row] = await db.select().from(duties).where(eq(duties.id, id)).limit(1);
      return row;
    },

    async add(duty: Omit<Duty, 'id' | 'told' | 'remindedUntil'>): Promise<Duty> {
      const row = { ...duty, id: work.orderedId(), told: [], remindedUntil: work.now };
      await db.insert(duties).values(row);
      return row;
    },

    async change(id: string, change: Partial<Omit<Duty, 'id' | 'community'>>): Promise<void> {
      await db.update(duties).set(change).where(eq(duties.id, id));
    },

    /** With all that belongs to it, its past included. */
    async remove(id: string): Promise<void> {
      for (const each of [layers, overrides, offers, alarms]) await db.delete(each).where(eq(each.duty, id));
      await db.delete(duties).where(eq(duties.id, id));
    },

    /** A rota as far as it matters in a window. */
    async rota({ id, zone }: Duty, window: Span): Promise<Rota> {
      const [start, end] = [new Date(window.start), new Date(window.end)];
      const own = await db
        .select()
        .from(layers)
        .where(and(eq(layers.duty, id), lt(layers.begins, end), or(isNull(layers.ends), gt(layers.ends, start))))
        .orderBy(asc(layers.id));
      const changed = await db
        .select()
        .from(overrides)
        .where(and(eq(overrides.duty, id), gt(overrides.end, start), lt(overrides.start, end)))
        .orderBy(asc(overrides.id));
      return { zone, layers: own.map(layerOf), overrides: changed.map(overrideOf) };
    },

    async addLayer(duty: string, shape: Layer['shape']): Promise<string> {
      const id = work.orderedId();
      await db.insert(layers).values({ id, duty, shape, begins: work.now, ends: null });
      return id;
    },

    /** What it was until now stays. False: there is none that is still in force. */
    async endLayer(duty: string, id: string): Promise<boolean> {
      const rows = await db
        .update(layers)
        .set({ ends: work.now })
        .where(and(eq(layers.id, id), eq(layers.duty, duty), isNull(layers.ends)))
        .returning({ id: layers.id });
      return rows.length > 0;
    },

    async layersOf(duty: string): Promise<Layer[]> {
      const rows = await db
        .select()
        .from(layers)
        .where(and(eq(layers.duty, duty), isNull(layers.ends)))
        .orderBy(asc(layers.id));
      return rows.map(layerOf);
    },

    async override(
      duty: string,
      { kind, person, by = null, start, end }: Omit<Override, 'by'> & { by?: string | null },
    ): Promise<string> {
      const id = work.orderedId();
      const row = { id, duty, kind, person, by, start: new Date(start), end: new Date(end) };
      await db.insert(overrides).values(row);
      return id;
    },

    /** Those that are not over, the soonest first; without whoever has left the team. */
    async overridesOf(duty: string): Promise<(Override & { readonly id: string })[]> {
      const rows = await db
        .select()
        .from(overrides)
        .where(and(eq(overrides.duty, duty), gt(overrides.end, work.now), lt(overrides.end, forGood)))
        .orderBy(asc(overrides.start), asc(overrides.id));
      return rows.map((row) => ({ ...overrideOf(row), id: row.id }));
    },

    /** Whoever has left the team is on no more, and what was asked of them or by them is not asked any more. */
    async leave(duty: string, person: string): Promise<void> {
      await this.override(duty, { kind: 'remove', person, start: work.now.getTime(), end: forGood.getTime() });
      const theirs = or(eq(offers.from, person), eq(offers.to, person));
      await db.delete(offers).where(and(eq(offers.duty, duty), theirs));
    },

    async comeBack(duty: string, person: string): Promise<void> {
      const left = and(eq(overrides.duty, duty), eq(overrides.person, person), eq(overrides.end, forGood));
      await db.update(overrides).set({ end: work.now }).where(left);
    },

    /** Who has left the team since they were put on. */
    async gone(duty: string): Promise<string[]> {
      const left = and(eq(overrides.duty, duty), eq(overrides.end, forGood));
      return (await db.select().from(overrides).where(left)).map(({ person }) => person);
    },

    /** It is over from now on; one that has not begun never was. False: there is none. */
    async endOverride(duty: string, id: string): Promise<boolean> {
      const mine = and(eq(overrides.id, id), eq(overrides.duty, duty), gt(overrides.end, work.now));
      const [row] = await db.select().from(overrides).where(mine).limit(1);
      if (!row) return false;
      if (row.start >= work.now) await db.delete(overrides).where(mine);
      else await db.update(overrides).set({ end: work.now }).where(mine);
      return true;
    },

    /** Wherever one person is on, was on, or is asked, it is the other. */
    async join(from: string, into: string): Promise<void> {
      const now = (person: string) => (person === from ? into : person);
      const naming = `%${from}%`;
      for (const { id, shape } of await db.select().from(layers).where(like(layers.shape, naming))) {
        const people = [...new Set(shape.people.map(now))];
        await db
          .update(layers)
          .set({ shape: { ...shape, people } })
          .where(eq(layers.id, id));
      }
      for (const { id, told } of await db.select().from(duties).where(like(duties.told, naming)))
        await this.change(id, { told: [...new Set(told.map(now))] });
      await db.update(overrides).set({ person: into }).where(eq(overrides.person, from));
      await db.update(overrides).set({ by: into }).where(eq(overrides.by, from));
      await db.update(offers).set({ from: into }).where(eq(offers.from, from));
      await db.update(offers).set({ to: into }).where(eq(offers.to, from));
    },

    async offer(given: Omit<Offer, 'id' | 'madeAt'>): Promise<Offer> {
      const id = work.id();
      const row = { ...given, id, madeAt: work.now };
      const sealed = given.note === undefined ? null : work.seal.transit.seal(note(id), given.note);
      await db.insert(offers).values({ ...row, note: sealed });
      return row;
    },

    /** One that can still be accepted. */
    async offerById(id: string): Promise<Offer | undefined> {
      const [row] = await db
        .select()
        .from(offers)
        .where(and(eq(offers.id, id), gt(offers.end, work.now)))
        .limit(1);
      return row && { ...row, note: row.note === null ? undefined : work.seal.transit.open(note(id), row.note) };
    },

    /** Made to somebody, or to anybody of the team, by somebody else; those of these duties, the oldest first. */
    async offersTo(person: string, among: readonly Duty[]): Promise<string[]> {
      const ids = among.map(({ id }) => id);
      const rows = await db
        .select({ id: offers.id, from: offers.from })
        .from(offers)
        .where(and(inArray(offers.duty, ids), gt(offers.end, work.now), or(eq(offers.to, person), isNull(offers.to))))
        .orderBy(asc(offers.madeAt), asc(offers.id));
      return rows.filter(({ from }) => from !== person).map(({ id }) => id);
    },

    async forgetOffer(id: string): Promise<void> {
      await db.delete(offers).where(eq(offers.id, id));
    },

    async alarms(duty: string): Promise<Alarm[]> {
      return db.select().from(alarms).where(eq(alarms.duty, duty)).orderBy(asc(alarms.start));
    },

    /** These are the gaps that the team knows of from now on, and no others. */
    async raise(
      duty: string,
      all: readonly (Span & { readonly count: number; readonly again: boolean })[],
    ): Promise<void> {
      await db.delete(alarms).where(eq(alarms.duty, duty));
      for (const { start, end, count, again } of all) {
        const row = { id: work.id(), duty, start: new Date(start), end: new Date(end), count, again };
        await db.insert(alarms).values(row);
      }
    },

    /** What was on duty can be asked for a year; what was asked of somebody, with its note, ends with its shift. */
    async forget(): Promise<void> {
      const year = after(work.now, -days(366));
      await db.delete(overrides).where(lt(overrides.end, year));
      await db.delete(layers).where(lt(layers.ends, year));
      await db.delete(offers).where(lt(offers.end, work.now));
    },
  };
};

const layerOf = (row: typeof layers.$inferSelect): Layer => ({
  id: row.id,
  begins: row.begins.getTime(),
  ends: row.ends?.getTime(),
  shape: row.shape,
});

const overrideOf = (row: typeof overrides.$inferSelect): Override => ({
  kind: row.kind,
  person: row.person,
  ...(row.by === null ? {} : { by: row.by }),
  start: row.start.getTime(),
  end: row.end.getTime(),
});
