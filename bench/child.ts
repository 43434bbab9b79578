/** A child process of the bench: does the part that its argument names. Peers are loaded only where they are measured. */
import { type Part, answerCalls } from './rpc.ts'

const parts: Readonly<Record<string, () => Promise<Part>>> = {
  floor: async () => (await import('./roles/floor.ts')).floorPart(),
  append: async () => (await import('./roles/append.ts')).appendPart(),
  'bare-page': async () => (await import('./roles/bare-page.tsx')).barePage(),
  'page-reader': async () => (await import('./roles/page-reader.ts')).pageReader(),
  'apachita-giver': async () => (await import('./roles/product-giver.ts')).productGiver(),
  'apachita-receiver': async () => (await import('./roles/product-receiver.ts')).productReceiver(),
  'hypercore-giver': async () => (await import('./roles/hypercore.ts')).hypercoreGiver(1),
  'hypercore-packed-giver': async () => (await import('./roles/hypercore.ts')).hypercoreGiver(64),
  'hypercore-receiver': async () => (await import('./roles/hypercore.ts')).hypercoreReceiver(),
  'pouchdb-giver': async () => (await import('./roles/pouchdb.ts')).pouchdbGiver(),
  'pouchdb-receiver': async () => (await import('./roles/pouchdb.ts')).pouchdbReceiver(),
  'yjs-giver': async () => (await import('./roles/yjs.ts')).yjsGiver(),
  'yjs-receiver': async () => (await import('./roles/yjs.ts')).yjsReceiver(),
}

const make = parts[process.argv[2] ?? '']
if (make === undefined) throw new Error('no such part')
answerCalls(await make())
