/** A process that is inside a write until it is killed: `writer.ts URL ID`. */
import { connect, on } from '#dialect';
import { due } from '../../../src/store/tables.ts';

const [url, id] = process.argv.slice(2);
const store = await connect(url!, { name: 'haven' });
await store.write(async (tables) => {
  await on(tables)
    .insert(due)
    .values({ id: id!, job: 'law', args: {}, dueAt: new Date(1), late: 'run' });
  console.log('inside');
  await new Promise(() => setInterval(() => undefined, 1_000));
});
