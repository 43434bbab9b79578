/** Commands of the machine: peers, carrying, verifying, rebuilding views. */
import { createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { z } from 'zod'
import { nodeAdmitted } from '../../bodies/entries.ts'
import { cardFingerprint, cardToText } from '../../bodies/node-card.ts'
import { verifyBook } from '../../archive/verify.ts'
import { keepVerified, keepVerifiedOne } from '../last-verified.ts'
import { accept, refuse } from '../../kernel/result.ts'
import { writeBackup } from '../backup.ts'
import { carryOut } from '../carry-out.ts'
import { syncAll } from '../sync.ts'
import { takeIn } from '../take-in.ts'
import { takeOver } from '../take-over.ts'
import { nodeAdmission } from '../write.ts'
import { operatorCommand } from './command.ts'
import { book } from './inputs.ts'

const nothing = z.object({})

const addPeer = operatorCommand({
  name: 'peer.add',
  input: z.object({ url: z.url({ protocol: /^https?$/ }) }),
  run: async (node, { url }) => {
    const plain = url.replace(/\/+$/, '')
    node.local.addPeer(plain)
    return accept({ url: plain })
  },
})

const follow = operatorCommand({
  name: 'book.follow',
  input: z.object({ book: z.string().regex(/^[a-z2-7]{52}$/) }),
  run: async (node, { book }) => {
    node.local.follow(book)
    return accept({ book })
  },
})

const sync = operatorCommand({
  name: 'node.sync',
  input: z.object({ url: z.string().optional() }),
  run: (node, { url }, { progress }) =>
    syncAll(node, url, (done, of) => progress({ done, of, what: 'peers' })),
})

const out = operatorCommand({
  name: 'carry.out',
  input: z.object({ path: z.string().min(1), for: z.string().optional() }),
  run: (node, input, { progress }) =>
    carryOut(node, input.path, input.for, (done, of) => progress({ done, of, what: 'books' })),
})

/** A file from a memory stick: gzip over a pack. */
const takeFile = operatorCommand({
  name: 'carry.in',
  input: z.object({ path: z.string().min(1) }),
  run: async (node, { path }, { progress }) => {
    try {
      await access(path)
    } catch {
      return refuse({ type: 'file-missing', path })
    }
    const file = createReadStream(path)
    const bytes = file.pipe(createGunzip())
    file.on('error', (error) => bytes.destroy(error))
    const taken = await takeIn(node, bytes, { via: 'carried', source: path, node: null }, (done) =>
      progress({ done, of: null, what: 'books' }),
    )
    const { grown, refused, waiting } = taken
    return accept({ from: taken.manifest?.node ?? null, grown, refused, waiting })
  },
})

const backup = operatorCommand({
  name: 'node.backup',
  input: z.object({ path: z.string().min(1), withKeys: z.boolean().default(false) }),
  run: (node, { path, withKeys }, { progress }) =>
    writeBackup(node, path, withKeys, (done, of) => progress({ done, of, what: 'books' })),
})

/** Gives up what others may hold of a restored book beyond what is here: what was heard since stays as it is. */
const declareHead = operatorCommand({
  name: 'body.declare-head',
  input: z.object({ body: z.string().regex(/^[a-z2-7]{52}$/) }),
  run: async (node, { body }) => {
    if (!node.local.hosted().has(body)) return refuse({ type: 'not-hosted' })
    const unheard = node.local.awaited(body)?.length ?? 0
    node.local.declareHead(body)
    return accept({ body, size: (await node.archive.book(body))?.size ?? 0, unheard })
  },
})

/** Verifies one book or all: hashes and signatures. What is wrong is in `damaged`, by name; of all, the first page tells it. */
const verify = operatorCommand({
  name: 'book.verify',
  input: z.object({ book: z.string().optional() }),
  run: async (node, input, { progress }) => {
    const books = (await node.archive.books()).filter(
      ({ book }) => input.book === undefined || book === input.book,
    )
    if (input.book !== undefined && books.length === 0)
      return refuse({ type: 'book-unknown', book: input.book })
    const damaged = []
    for (const [at, { book }] of books.entries()) {
      const refusal = await verifyBook(node.archive, book)
      if (refusal !== undefined) damaged.push({ book, refusal })
      progress({ done: at + 1, of: books.length, what: 'books' })
    }
    if (input.book !== undefined) keepVerifiedOne(node, input.book, damaged.length > 0)
    else {
      const followed = node.followed()
      const shown = (list: readonly { readonly book: string }[]): string[] =>
        list.flatMap(({ book }) => (followed.has(book) ? [book] : []))
      keepVerified(node, { at: node.now(), books: shown(books).length, damaged: shown(damaged) })
    }
    return accept({
      verified: books.length - damaged.length,
      entries: books.reduce((sum, { size }) => sum + size, 0),
      damaged,
    })
  },
})

const rebuild = operatorCommand({
  name: 'views.rebuild',
  input: nothing,
  run: async (node, _, { progress }) => {
    node.views.clear()
    const books = (await node.archive.books()).map(({ book }) => book)
    await node.fold(books, (done, of) => progress({ done, of, what: 'books' }))
    return accept({ books: (await node.followedRecords()).length })
  },
})

const show = operatorCommand({
  name: 'node.show',
  input: nothing,
  run: async (node) =>
    accept({ id: node.id, name: node.name, country: node.country, hosted: [...node.local.hosted()] }),
})

/** What other bodies are told to admit this node by (`node.admit`): as data, as text, and what to compare by voice. */
const card = operatorCommand({
  name: 'node.card',
  input: nothing,
  run: async (node) => {
    const own = nodeAdmitted.parse(await nodeAdmission(node))
    return accept({ card: own, text: cardToText(own), fingerprint: cardFingerprint(own) })
  },
})

/** An account for somebody who may then found bodies on this machine. It gives no power in any body there is. */
const openAccount = operatorCommand({
  name: 'account.open',
  input: z.object({ name: z.string().max(500), passphrase: z.string().max(1000) }),
  run: async (node, { name, passphrase }) => {
    const opened = await node.accounts.open(name, passphrase, true)
    return opened.ok ? accept({ account: opened.value.account, name: opened.value.name }) : opened
  },
})

/** Moves the key of a body's officer, which this machine has from before there were accounts, into that officer's account. */
const takeOverKey = operatorCommand({
  name: 'account.take-over',
  input: z.object({ name: z.string().max(500), passphrase: z.string().max(1000), body: book }),
  run: (node, { name, passphrase, body }) => takeOver(node, body, name, passphrase),
})

/** The same as a code for a slip: whoever has it chooses the name and the passphrase. */
const inviteAccount = operatorCommand({
  name: 'account.invite',
  input: nothing,
  run: async (node) =>
    accept(node.invitations.invite({ kind: 'open', book: null, person: null, post: null, account: null })),
})

const listAccounts = operatorCommand({
  name: 'account.list',
  input: nothing,
  run: async (node) =>
    accept(
      node.accounts
        .all()
        .map(({ account, name }) => ({ name, bodies: node.accounts.identities(account).length })),
    ),
})

export const runningCommands = [
  addPeer,
  follow,
  sync,
  out,
  takeFile,
  backup,
  declareHead,
  verify,
  rebuild,
  show,
  card,
  openAccount,
  takeOverKey,
  inviteAccount,
  listAccounts,
]
