/** `npm run demo`: tells the story on three fresh nodes, and leaves their addresses to open; `--once` stops them. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pickLanguage } from '../src/web/languages/pick-language.ts'
import { NotAsTold } from './expect.ts'
import { Network, secretary } from './network.ts'
import { type Told, tellStory } from './story.ts'
import { type Word, say } from './words.ts'

const isOnce = process.argv.includes('--once')
const language = pickLanguage(
  null,
  (process.env['LC_ALL'] || process.env['LANG'] || '').replace(/[_.].*/, ''),
  null,
)

const tell = (word: Word, ...figures: readonly (string | number)[]): void => {
  const named = figures.map((figure) =>
    figure === 'carried' || figure === 'open' || figure === 'failed'
      ? say(language, `${figure}Outcome`)
      : figure,
  )
  console.log(say(language, word, ...named))
}

function tellAddresses(network: Network, { alliance, motion }: Told): void {
  tell('addresses')
  for (const { name, publicUrl, operatorUrl, token } of network.all) {
    console.log(`  ${name}  ${publicUrl}/motions/${alliance}/${motion}`)
    console.log(`    ${say(language, 'operator', operatorUrl, token)}`)
  }
  tell('signIn', secretary.name, secretary.passphrase)
  tell('stop')
}

async function main(): Promise<void> {
  const startedAt = Date.now()
  const folder = await mkdtemp(join(tmpdir(), 'apachita-demo-'))
  const network = await Network.start(folder)
  try {
    const told = await tellStory(network, { folder, isDecisiveYesGiven: true, tell })
    tell('done', Math.round((Date.now() - startedAt) / 1000))
    if (!isOnce) {
      tellAddresses(network, told)
      await new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve))
    }
  } catch (error) {
    if (!(error instanceof NotAsTold)) throw error
    console.error(error.message)
    process.exitCode = 1
  } finally {
    await network.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

await main()
