import { defineConfig } from 'vitest/config';

// Whole runs on real servers and browsers have a config of their own: vitest.e2e.config.ts.
const notHere = ['tests/**/*.e2e.test.ts', 'tests/e2e/**', 'tests/proof/**', 'tests/bench/**', '**/node_modules/**'];
const store = ['tests/store/**/*.test.ts'];

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'house', include: ['tests/**/*.test.ts'], exclude: [...notHere, ...store] } },
      { test: { name: 'sqlite', include: store } },
      {
        // PGlite is a Postgres inside the process; it takes seconds to start.
        resolve: { conditions: ['postgres'] },
        ssr: { resolve: { conditions: ['postgres', 'module', 'node'] } },
        test: { name: 'postgres', include: store, testTimeout: 60_000, hookTimeout: 60_000 },
      },
    ],
  },
});
