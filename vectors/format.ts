/**
 * The shape of the files in this folder; `README.md` says it in words for readers of other languages.
 *
 * Deliberately absent: what the product or another implementation makes of them.
 */

/** Bytes: a text stands for its UTF-8, a list for its parts one after the other. */
export type BytesText =
  | string
  | { readonly base64: string }
  | { readonly repeat: BytesText; readonly times: number }
  | readonly BytesText[]

/** E1-E5 of some bytes; with a book and a key, E6: whether `sig` is that key's. */
export interface EntryInput {
  readonly bytes: BytesText
  readonly book?: string
  readonly key?: string
}

export interface EntryExpect {
  readonly leaf: string
  readonly kind: 'entry' | 'sealed'
}

/** S1, S2 of `sealed`; with an opening, S3 too. */
export interface SealInput {
  readonly sealed: BytesText
  readonly book?: string
  readonly salt?: string
  readonly inside?: BytesText
}

/** Entries by a rule (entry n is the text `entry n`), or leaf hashes one by one. */
export type TreeInput = { readonly entryCount: number } | { readonly leaves: readonly string[] }

export interface FoundingInput {
  readonly bytes: BytesText
}

export interface FoundingExpect {
  readonly book: string
  readonly pen: string
  readonly continues?: { readonly book: string; readonly size: number; readonly root: string }
}

/** `signers`: the keys that must sign (C3). */
export interface CheckpointInput {
  readonly note: BytesText
  readonly book: string
  readonly signers: readonly string[]
}

export interface CheckpointExpect {
  readonly size: number
  readonly root: string
  readonly verifierKeys: readonly string[]
}

/** Checkpoints in rising size, as a verifier meets them. */
export interface HandoverInput {
  readonly entries: readonly BytesText[]
  readonly checkpoints: readonly string[]
}

/** A pen and the size of the handover that brought it (0: the founding). */
export interface PenText {
  readonly from: number
  readonly pen: string
}

export interface HandoverExpect {
  readonly book: string
  readonly pens: readonly PenText[]
}

/** N1 of a request key, or N2 of `data` (a text, that it may be read as JSON) against the pen and keys admitted. */
export type NodeKeyInput =
  | { readonly request: string }
  | { readonly data: string; readonly pen: string; readonly admitted: readonly string[] }

/** `valid` is of the cosignature; the checkpoint under it is the pen's in every vector (C3). */
export interface CosignatureInput {
  readonly note: BytesText
  readonly book: string
  readonly pen: string
  readonly node: string
  readonly key: string
}

export type ProofInput =
  | {
      readonly leaf: string
      readonly seq: number
      readonly size: number
      readonly path: readonly string[]
      readonly root: string
    }
  | {
      readonly from: number
      readonly fromRoot: string
      readonly size: number
      readonly path: readonly string[]
      readonly root: string
    }

export interface ForkProofInput {
  readonly proof: {
    readonly book: string
    readonly a: string
    readonly b: string
    readonly seq: number
    readonly leafA: string
    readonly pathA: readonly string[]
    readonly leafB: string
    readonly pathB: readonly string[]
  }
  readonly pens: readonly PenText[]
}

/** Words of witnesses at a fork: `named` in the charter, `admitted` by the book, each before `seq`. */
export interface VouchingInput {
  readonly book: string
  readonly seq: number
  readonly named: readonly string[]
  readonly admitted: readonly { readonly node: string; readonly key: string }[]
  readonly words: readonly {
    readonly witness: string
    readonly size: number
    readonly root: string
    readonly line: string
    readonly leaf: string
    readonly path: readonly string[]
  }[]
}

/** K1 of a key; with a message and a signature, K2 (the key being one K1 admits). */
export interface Ed25519Input {
  readonly key: string
  readonly message?: BytesText
  readonly signature?: string
}

/** Electors by section: so many entitled, and of them so many heard. */
export interface SectionInput {
  readonly section: string
  readonly entitled: number
  readonly yes: number
  readonly no: number
  readonly abstain: number
}

export interface DecisionInput {
  readonly sections: readonly SectionInput[]
  readonly requirements: readonly {
    readonly of: 'all' | 'each-section'
    readonly fraction: { readonly num: number; readonly den: number }
    readonly moreThan: boolean
    readonly denominator: 'yes+no' | 'cast' | 'entitled'
  }[]
  readonly closed: boolean
}

export interface DecisionExpect {
  readonly outcome: 'carried' | 'failed' | 'open'
  readonly requirements: readonly {
    readonly section: string | null
    readonly outcome: 'carried' | 'failed' | 'open'
    /** Only while open. */
    readonly neededYes?: number
    readonly missingYes: number | null
  }[]
}

/** What each file tells of: its vectors' input, and what is expected where they are valid. */
export interface Formats {
  entry: { input: EntryInput; expect: EntryExpect }
  seal: { input: SealInput; expect: { readonly insideType: string } | undefined }
  tree: { input: TreeInput; expect: { readonly root: string } }
  founding: { input: FoundingInput; expect: FoundingExpect }
  checkpoint: { input: CheckpointInput; expect: CheckpointExpect }
  handover: { input: HandoverInput; expect: HandoverExpect }
  'node-key': { input: NodeKeyInput; expect: { readonly node: string } }
  cosignature: { input: CosignatureInput; expect: { readonly timeSeconds: string } }
  proofs: { input: ProofInput; expect: undefined }
  'fork-proof': { input: ForkProofInput; expect: { readonly seq: number } }
  vouching: { input: VouchingInput; expect: { readonly leaf: string } }
  ed25519: { input: Ed25519Input; expect: undefined }
  decision: { input: DecisionInput; expect: DecisionExpect }
}

export type Format = keyof Formats

/** One case. `rule` is the rule it is about: where it is invalid, the one it breaks. */
export interface Vector<F extends Format> {
  readonly name: string
  readonly rule: string
  readonly input: Formats[F]['input']
  readonly valid: boolean
  readonly expect?: Formats[F]['expect']
}

export interface VectorFile<F extends Format> {
  readonly format: F
  readonly rules: string
  readonly vectors: readonly Vector<F>[]
}

/** The bytes that a text of them stands for. */
export function bytesOf(text: BytesText): Uint8Array {
  if (typeof text === 'string') return Uint8Array.from(Buffer.from(text))
  if ('base64' in text) return Uint8Array.from(Buffer.from(text.base64, 'base64'))
  if ('repeat' in text) return repeat(bytesOf(text.repeat), text.times)
  return Uint8Array.from(Buffer.concat(text.map(bytesOf)))
}

function repeat(bytes: Uint8Array, times: number): Uint8Array {
  return Uint8Array.from({ length: bytes.length * times }, (_, at) => bytes[at % bytes.length] ?? 0)
}
