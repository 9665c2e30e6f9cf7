import { defineConfig } from 'vitest/config';

const postgres = ['tests/e2e/postgres.e2e.test.ts'];
const patience = { testTimeout: 120_000, hookTimeout: 120_000 };

export default defineConfig({
  test: {
    // Most of the time is spent waiting for a homeserver, a browser or a database.
    maxWorkers: 3,
    projects: [
      { test: { name: 'e2e', include: ['tests/e2e/**/*.e2e.test.ts'], exclude: postgres, ...patience } },
      {
        test: {
          name: 'matrix',
          include: ['tests/matrix/**/*.e2e.test.ts'],
          globalSetup: 'tests/matrix/shared.ts',
          ...patience,
        },
      },
      {
        // The stories of the house, told on a homeserver.
        test: {
          name: 'matrix-stories',
          include: ['tests/core/**/*.test.ts'],
          // Rules that no platform matters to; and stories that name days, which a homeserver's clock can't be set to:
          // those are told on Matrix by tests/matrix/rota.e2e.test.ts.
          exclude: [
            'tests/core/{rules,harms,when,accounts}.test.ts',
            'tests/core/rota/**',
            'tests/core/{rota,rotachanges,rotaturns,availability}.test.ts',
          ],
          env: { HAVEN_GROUND: 'matrix' },
          globalSetup: 'tests/matrix/shared.ts',
          ...patience,
        },
      },
      {
        resolve: { conditions: ['postgres'] },
        ssr: { resolve: { conditions: ['postgres', 'module', 'node'] } },
        test: { name: 'e2e-postgres', include: postgres, ...patience },
      },
    ],
  },
});
