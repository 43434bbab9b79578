/** `npm run demo -- el-alto`: the invented city on three processes, told year by year. */
import type { BoardView } from '../../src/federation/views.ts'
import type { DemoNode } from '../network.ts'
import type { Word } from '../words.ts'
import { type City, tellCity } from './city.ts'
import { type CitySize, districts, years } from './plan.ts'
import type { ProcessStage } from './processes.ts'

type Tell = (word: Word, ...figures: readonly (string | number)[]) => void

export async function tellElAlto(
  stage: ProcessStage,
  { seed, size, tell }: { seed: string; size: CitySize; tell: Tell },
): Promise<City> {
  const startedAt = Date.now()
  tell('cityStart', size.councils, districts.length, seed)
  const progress = (done: number, of: number): void => {
    if (done % 4 !== 0) return
    const seconds = Math.round((Date.now() - startedAt) / 1000)
    tell('cityYear', done / 4, years, Math.round((100 * done) / of), seconds)
  }
  const city = await tellCity(stage, { seed, size, progress })
  const { assemblies, positions, mandates, endorsements } = city.figures
  const [seat] = stage.nodes as [DemoNode]
  const boards = await Promise.all(
    city.motions.map(({ book, seq }) => seat.get<BoardView>(`/api/motions/${book}/${seq}`)),
  )
  const carried = boards.filter(({ outcome }) => outcome === 'carried').length
  tell('cityTold', assemblies, positions, city.motions.length, mandates, carried)
  tell('cityRecall', endorsements)
  const books = await seat.get<{ size: number }[]>('/api/books')
  tell(
    'citySame',
    books.reduce((sum, book) => sum + book.size, 0),
  )
  await compareBoards(seat, city, tell)
  return city
}

/** How long a board takes to come, of the first motion and of the last: by turns, so that both meet the same machine. */
async function compareBoards(node: DemoNode, { motions }: City, tell: Tell): Promise<void> {
  const [first, last] = [motions[0], motions.at(-1)]
  if (first === undefined || last === undefined) return
  const runs = 15
  const times: [number[], number[]] = [[], []]
  for (let run = 0; run < runs; run += 1)
    for (const [at, { book, seq }] of [first, last].entries()) {
      const begun = performance.now()
      await node.get(`/api/motions/${book}/${seq}`)
      times[at as 0 | 1].push(performance.now() - begun)
    }
  const [early, late] = times.map((all) => all.toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? 0)
  tell('cityBoard', (early ?? 0).toFixed(1), (late ?? 0).toFixed(1), runs)
}
