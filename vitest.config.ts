import { defineConfig } from 'vitest/config'

const timeouts = { testTimeout: 120_000, hookTimeout: 180_000 }
const suffix = '**/*.test.{ts,tsx}'

/** Files of src share what a worker has loaded: they put back what they change, and loading is most of what many of them take. */
export default defineConfig({
  test: {
    globalSetup: ['tests/build-first.ts'],
    maxWorkers: 2,
    projects: [
      { test: { ...timeouts, name: 'src', include: [`src/${suffix}`], isolate: false } },
      { test: { ...timeouts, name: 'tests', include: [`tests/${suffix}`] } },
    ],
  },
})
