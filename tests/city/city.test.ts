import { afterAll, beforeAll, expect, test } from 'vitest'
import { tellCity } from '../../demo/el-alto/city.ts'
import { twentieth } from '../../demo/el-alto/plan.ts'
import { CityStage } from '../support/city-stage.ts'
import { Nodes } from '../support/test-node.ts'

const nodes = new Nodes()
afterAll(() => nodes.close())
test('twentieth', { timeout: 300_000 }, async () => {
  const stage = await CityStage.open(nodes)
  const t = Date.now()
  const city = await tellCity(stage, { seed: '2026', size: twentieth, progress: (d) => console.log(d, Date.now() - t) })
  console.log(city.figures, Object.values(await stage.nodes[0]!.sizes()).reduce((a, b) => a + b))
})
