/** Entry types of bodies: founding, admitting nodes, passing the pen. */
import { z } from 'zod'
import { decimal, localizedText } from '../kernel/schemas.ts'

const fraction = z
  .object({ num: z.int().min(0).max(1_000_000), den: z.int().min(1).max(1_000_000) })
  .refine(({ num, den }) => num <= den)

/** A condition of a decision rule (kernel/decision.ts). */
export const requirement = z.object({
  of: z.enum(['all', 'each-section']),
  fraction,
  moreThan: z.boolean(),
  denominator: z.enum(['yes+no', 'cast', 'entitled']),
})

/**
 * A charter as data. `posts` say who may write which entry types (`*`: all), and whether the office is public: then the
 * name of whoever holds it may stand in the open book. `decisions` names rules; `sections` are the parts of a federation;
 * `prevails` says which book holds if paper and this one differ.
 */
export const charter = z.object({
  rulesVersion: z.literal(1),
  posts: z
    .array(
      z.object({
        id: z.string().min(1).max(64),
        writes: z.array(z.string().min(1).max(64)).min(1),
        public: z.boolean().optional(),
      }),
    )
    .min(1),
  sections: z.array(z.object({ id: z.string().min(1).max(64), name: localizedText })).optional(),
  decisions: z.record(z.string().min(1).max(64), z.object({ requirements: z.array(requirement).min(1) })),
  prevails: z.enum(['paper', 'book']),
  paperBook: z.string().max(500).optional(),
})

export type Charter = z.infer<typeof charter>

/** ISO 3166-1 alpha-2. */
const country = z.string().regex(/^[A-Z]{2}$/)

/** `data` of `body.founded`. The book itself checks `pen`, `officers` and `continues` (docs/formats.md B4, B5). */
export const bodyFounded = z.object({
  name: localizedText,
  kind: z.enum(['municipality', 'alliance', 'community']),
  country: country.optional(),
  countries: z.array(country).min(1).optional(),
  region: z.string().max(200).optional(),
  /** Degrees, WGS 84. */
  place: z.object({ lon: decimal, lat: decimal }).optional(),
  population: z.object({ count: z.int().min(0), year: z.int(), kind: z.string().max(64) }).optional(),
  /** How a membership is known to the source: named, implied, or illustrative. */
  standing: z.enum(['named', 'implied', 'illustrative']).optional(),
  sources: z.string().max(1000).optional(),
  charter,
  pen: z.string(),
  officers: z.array(z.object({ id: z.string(), key: z.string(), post: z.string() })).min(1),
  demonstration: z.boolean().optional(),
  continues: z.object({ book: z.string(), size: z.int(), root: z.string() }).optional(),
})

export type BodyFounded = z.infer<typeof bodyFounded>

/** `data` of `node.admitted`; the rules hold N2's figures. */
export const nodeAdmitted = z.object({
  node: z.string(),
  name: z.string(),
  country: z.string(),
  request: z.string(),
  cosign: z.string(),
  age: z.string().optional(),
})

export const penPassed = z.object({ pen: z.string() })

/** Ends a node's admission: what is sealed is given to it no more. */
export const nodeRevoked = z.object({ node: z.string() })

const person = z.string().regex(/^[a-z2-7]{26}$/)
const post = z.string().min(1).max(64)

/** The key by which a person of this body signs (rule K1). Id and key are open; a name is not. */
export const keyRegistered = z.object({ person, key: z.string() })

/** Another key for a person, by the word of two officers: `second` is the other one's signature (rule K3). */
export const keyReplaced = z.object({
  person,
  key: z.string(),
  second: z.object({ by: person, sig: z.string() }),
})

/** `name`: only where the charter makes the office public. What stands in the open book cannot be erased. */
export const postAssigned = z.object({ person, post, name: z.string().min(1).max(200).optional() })
export const postEnded = z.object({ person, post })

/** What opens `seal` (base64, of an entry of this book) is deleted wherever it is (docs/formats.md S4). */
export const contentErased = z.object({ seal: z.string().regex(/^[A-Za-z0-9+/]{43}=$/) })

/** A submission (by its id) that the pen does not enter, with the reason, which everybody reads. */
export const submissionDeclined = z.object({
  submission: z.string().regex(/^[A-Za-z0-9+/]{43}=$/),
  reason: localizedText,
})

export const bodiesEntries = {
  'body.founded': bodyFounded,
  'node.admitted': nodeAdmitted,
  'node.revoked': nodeRevoked,
  'pen.passed': penPassed,
  'key.registered': keyRegistered,
  'key.replaced': keyReplaced,
  'post.assigned': postAssigned,
  'post.ended': postEnded,
  'content.erased': contentErased,
  'submission.declined': submissionDeclined,
}
