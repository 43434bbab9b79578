import { afterAll, beforeAll, expect, test } from 'vitest'
import { FullWorld } from './full-world.ts'
import { publicApp } from '../../src/http/public-app.ts'
let world: FullWorld
beforeAll(async () => { world = await FullWorld.open() })
afterAll(() => world?.close())
test('x', async () => {
  for (const [route, paths] of Object.entries(world.pages())) for (const path of paths) {
    const a = await fetch(world.node.listening.publicUrl + path); const t = await a.text()
    const b = await fetch(world.node.listening.operatorUrl + path, {headers:{authorization:`Bearer ${world.node.listening.token}`}}); await b.text()
    console.log(route, path.replace(/[a-z2-7]{52}/,'*'), a.status, b.status, t.length)
  }
})
