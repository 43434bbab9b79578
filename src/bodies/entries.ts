/** Entry types of bodies: founding, admitting nodes, passing the pen. */
import { z } from 'zod'
import { denominators } from '../kernel/decision.ts'
import { decimal, localizedText } from '../kernel/schemas.ts'

const fraction = z
  .object({ num: z.int().min(0).max(1_000_000), den: z.int().min(1).max(1_000_000) })
  .refine(({ num, den }) => num <= den)

/** A condition of a decision rule (kernel/decision.ts). */
export const requirement = z.object({
  of: z.enum(['all', 'each-section']),
  fraction,
  moreThan: z.boolean(),
  denominator: z.enum(denominators),
})

/**
 * How a body comes to a decision: `counted`, hands, ballots or delegates' votes meet the requirements; `bases`, the members
 * decide each in its own book, and their positions meet them; `acclamation`; `agreed`, talked over until all agree;
 * `consent`, an assembly was held and no objection stands. Only the first two have figures.
 */
export const decisionForms = ['counted', 'bases', 'acclamation', 'agreed', 'consent'] as const

/**
 * `quorum`: the part of those entitled that has to be present. Without `form` it is `counted`. `ballots`: people may cast
 * ballots that they sign with their own keys; where nothing is said they may not.
 */
export const decisionRule = z.object({
  form: z.enum(decisionForms).optional(),
  ballots: z.literal('own-key').optional(),
  requirements: z.array(requirement).min(1).optional(),
  quorum: z.object({ fraction, moreThan: z.boolean() }).optional(),
})

const id = z.string().min(1).max(64)

/** Who takes turns, or holds a post: one person, a couple together, a household; a section by whoever it sends. */
export const holders = ['person', 'couple', 'household'] as const
export const turnsBy = ['person', 'household', 'ayllu', 'section'] as const

/**
 * A post (a cargo) and what its holders may write (`*`: everything). `public`: names of its holders are open. `seats`: how
 * many hold it at a time. `turn`: it goes round in an order that the body adopts; nobody has it again before all have
 * served, unless `mayRepeat`.
 */
const post = z.object({
  id,
  name: localizedText.optional(),
  writes: z.array(id),
  public: z.boolean().optional(),
  seats: z.int().min(1).max(1000).optional(),
  holder: z.enum(holders).optional(),
  termMonths: z.int().min(1).max(240).optional(),
  turn: z.object({ by: z.enum(turnsBy), mayRepeat: z.boolean().optional() }).optional(),
})

/**
 * A charter as data. `decisions` names rules, one of which changes the charter (`changedBy`) and may recall a delegate
 * (`recalledBy`); `sections` are the parts of a federation; `prevails` says which book holds if paper and this one differ.
 * `frozen`: whether members that froze their membership `leave` the denominators of what is referred later, or `stay` in
 * them (where nothing is said). `succession`: the part of those entitled, at least 2/3, that has to endorse a successor of
 * the book, and in a body without members the posts whose holders are entitled. `witnesses`: ids of nodes that settle
 * which of two histories stands (docs/formats.md P4), once the body has admitted them.
 */
export const charter = z.object({
  rulesVersion: z.literal(1),
  posts: z.array(post).min(1),
  sections: z.array(z.object({ id, name: localizedText })).optional(),
  decisions: z.record(id, decisionRule),
  changedBy: id.optional(),
  recalledBy: id.optional(),
  frozen: z.enum(['stay', 'leave']).optional(),
  succession: z.object({ fraction, posts: z.array(id).min(1).optional() }).optional(),
  witnesses: z
    .array(z.string().regex(/^[a-z2-7]{32}$/))
    .max(64)
    .optional(),
  prevails: z.enum(['paper', 'book']),
  paperBook: z.string().max(500).optional(),
})

export type Charter = z.infer<typeof charter>

/** A charter as views hold it: the schema read it when it was folded. */
export const foldedCharter = (json: string): Charter => JSON.parse(json) as Charter

export type DecisionRule = z.infer<typeof decisionRule>

/** What a body is (a kind of Popolo Organization). */
export const kinds = [
  'community',
  'neighbourhood-council',
  'water-committee',
  'municipality',
  'association',
  'alliance',
  'federation',
  'commission',
] as const

/** ISO 3166-1 alpha-2. */
const country = z.string().regex(/^[A-Z]{2}$/)

/** `data` of `body.founded`. The book itself checks `pen`, `officers` and `continues` (docs/formats.md B4, B5). */
export const bodyFounded = z.object({
  name: localizedText,
  kind: z.enum(kinds),
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

/** The charter as it is from here on; cites nothing: `motion` of this book proposed it, and was carried. */
export const charterChanged = z.object({ charter, motion: z.int().min(0) })

export const penPassed = z.object({ pen: z.string() })

/** Ends a node's admission: what is sealed is given to it no more. */
export const nodeRevoked = z.object({ node: z.string() })

const person = z.string().regex(/^[a-z2-7]{26}$/)

/** The key by which a person of this body signs (rule K1). Id and key are open; a name is not. */
export const keyRegistered = z.object({ person, key: z.string() })

/** Another key for a person, by the word of two officers: `second` is the other one's signature (rule K3). */
export const keyReplaced = z.object({
  person,
  key: z.string(),
  second: z.object({ by: person, sig: z.string() }),
})

/** `name`: only where the charter makes the office public. What stands in the open book cannot be erased. */
export const postAssigned = z.object({ person, post: id, name: z.string().min(1).max(200).optional() })
export const postEnded = z.object({ person, post: id })

/** What opens `seal` (base64, of an entry of this book) is deleted wherever it is (docs/formats.md S4). */
export const contentErased = z.object({ seal: z.string().regex(/^[A-Za-z0-9+/]{43}=$/) })

/** A submission (by its id) that the pen does not enter, with the reason, which everybody reads. */
export const submissionDeclined = z.object({
  submission: z.string().regex(/^[A-Za-z0-9+/]{43}=$/),
  reason: localizedText,
})

const language = z.string().regex(/^[a-z]{2,3}$/)

/**
 * A language of which nodes have a draft, turned on by the body (BCP 47 primary tag): who reviewed it, as the body names
 * them, and the SHA-256 (base64) of the messages that they reviewed. Names are open: whoever is named agreed to that.
 */
export const languageTurnedOn = z.object({
  language,
  reviewers: z.array(z.string().min(1).max(200)).min(1).max(50),
  catalogue: z.string().regex(/^[A-Za-z0-9+/]{43}=$/),
})
export const languageTurnedOff = z.object({ language })

export const bodiesEntries = {
  'body.founded': bodyFounded,
  'node.admitted': nodeAdmitted,
  'node.revoked': nodeRevoked,
  'charter.changed': charterChanged,
  'pen.passed': penPassed,
  'key.registered': keyRegistered,
  'key.replaced': keyReplaced,
  'post.assigned': postAssigned,
  'post.ended': postEnded,
  'content.erased': contentErased,
  'submission.declined': submissionDeclined,
  'language.turned-on': languageTurnedOn,
  'language.turned-off': languageTurnedOff,
}
