/** As much of the peers' types as is used here: they are installed in bench/ alone, and most bring none. */
declare module 'corestore' {
  export interface Core {
    readonly key: Buffer
    readonly length: number
    ready(): Promise<void>
    append(blocks: readonly Uint8Array[]): Promise<unknown>
    update(options: { wait: boolean }): Promise<boolean>
    findingPeers(): () => void
    download(range: { start: number; end: number }): { done(): Promise<unknown> }
  }
  export default class Corestore {
    constructor(folder: string)
    get(which: { name: string } | { key: Buffer }): Core
    replicate(isInitiator: boolean): import('node:stream').Duplex
    close(): Promise<void>
  }
}

declare module 'pouchdb' {
  export interface Replication {
    readonly docs_written: number
    readonly ok: boolean
  }
  export default class PouchDB {
    constructor(name: string)
    static defaults(options: { prefix: string }): typeof PouchDB
    bulkDocs(docs: readonly object[]): Promise<readonly { readonly error?: unknown }[]>
    info(): Promise<{ readonly doc_count: number }>
    replicate: {
      from(url: string, options: { batch_size: number; batches_limit: number }): Promise<Replication>
    }
    close(): Promise<void>
  }
}

declare module 'express-pouchdb' {
  export default function expressPouchdb(
    pouch: typeof import('pouchdb').default,
    options: { mode: string; overrideMode?: object; configPath: string; logPath: string },
  ): import('node:http').RequestListener
}

declare module 'express' {
  export interface App {
    use(path: string, handler: import('node:http').RequestListener): void
    listen(port: number, host: string, done: () => void): import('node:net').Server
  }
  export default function express(): App
}

declare module 'yjs' {
  export class Doc {
    getArray<T>(name: string): { push(items: readonly T[]): void; readonly length: number }
  }
  export function encodeStateVector(doc: Doc): Uint8Array
  export function encodeStateAsUpdateV2(doc: Doc, vector?: Uint8Array): Uint8Array
  export function applyUpdateV2(doc: Doc, update: Uint8Array): void
}
