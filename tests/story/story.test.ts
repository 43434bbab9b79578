/** The same story with one decisive Chilean yes fewer: it must end open. `npm run demo -- --once` runs the other one. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Network } from '../../demo/network.ts'
import { tellStory } from '../../demo/story.ts'
import type { Word } from '../../demo/words.ts'

describe('the story', () => {
  let folder: string
  let network: Network

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'apachita-story-'))
    network = await Network.start(folder)
  })

  afterAll(async () => {
    await network.stop()
    await rm(folder, { recursive: true, force: true })
  })

  test(
    'with one decisive yes fewer ends open, and says what would decide it',
    { timeout: 180_000 },
    async () => {
      const told: Word[] = []
      await tellStory(network, { folder, isDecisiveYesGiven: false, tell: (word) => told.push(word) })
      expect(told).toContain('undecided')
      expect(told.at(-1)).toBe('refused')
    },
  )
})

test('npm run demo -- --once tells the whole story and exits 0', { timeout: 180_000 }, async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['dist/demo.js', '--once'], {
    env: { ...process.env, LC_ALL: 'en_GB.UTF-8' },
  })
  expect(stdout).toContain('All three nodes show the same board: carried, 40 yes of 56')
  expect(stdout).toContain('root-mismatch, wrong-pen, not-a-member, position-already-recorded')
})

test.each([
  [['el-alto', '--councils', 'dos']],
  [['el-alto', '--councils', '2']],
  [['el-atlo']],
  [['--twice']],
])('npm run demo -- %j is not understood, and says what is', async (args) => {
  await expect(
    promisify(execFile)(process.execPath, ['dist/demo.js', ...args], {
      env: { ...process.env, LC_ALL: 'en_GB.UTF-8' },
    }),
  ).rejects.toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(/^That is not understood\. Use: /),
  })
})
