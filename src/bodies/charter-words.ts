/** A charter in plain words: what it says, as sentences that can be read aloud. */
import { twoThirdsOfWitnesses } from '../book/vouching.ts'
import { firstUpper, isolatedText } from '../web/languages/plain-text.ts'
import { ruleText } from '../web/languages/rule-words.ts'
import type { Translator } from '../web/languages/translator.tsx'
import type { Charter, DecisionRule } from './entries.ts'

type Post = Charter['posts'][number]
type Part = { readonly fraction: { readonly num: number; readonly den: number }; readonly moreThan: boolean }

const fractionText = (t: Translator, { num, den }: Part['fraction']): string =>
  t.word('fraction', `${num}/${den}`)

const howOf = ({ moreThan }: Part): string => (moreThan ? 'more' : 'least')

/** `more than half of the votes cast` */
function conditionText(t: Translator, rule: NonNullable<DecisionRule['requirements']>[number]): string {
  return t(rule.of === 'all' ? 'charter.part' : 'charter.part.section', {
    how: howOf(rule),
    fraction: fractionText(t, rule.fraction),
    denominator: t.word('hands', rule.denominator),
  })
}

/** How one way of deciding goes, in a sentence or two. */
export function waySentence(t: Translator, rule: DecisionRule): string {
  const { form = 'counted', requirements = [], quorum } = rule
  if (form === 'bases') {
    const conditions = requirements.map((one) =>
      ruleText(t, { ...one, fraction: `${one.fraction.num}/${one.fraction.den}` }),
    )
    return t('charter.way.bases', { conditions: t.list(conditions) })
  }
  const how =
    form === 'counted'
      ? t('charter.way.counted', { conditions: t.list(requirements.map((one) => conditionText(t, one))) })
      : t(`charter.way.${form}`)
  return `${how} ${quorumSentence(t, quorum)}`
}

const quorumSentence = (t: Translator, quorum: Part | undefined): string =>
  quorum === undefined
    ? t('charter.quorum.any')
    : t('charter.quorum', { how: howOf(quorum), fraction: fractionText(t, quorum.fraction) })

/** What a post may write, by the names that pages give to entries. */
export function writesText(t: Translator, { writes }: Post): string {
  if (writes.includes('*')) return t('charter.writes.all')
  return writes.length === 0
    ? t('charter.writes.none')
    : t.list([...new Set(writes.map((type) => t.word('entry', type).toLocaleLowerCase(t.locales)))])
}

export function holderText(
  t: Translator,
  { holder = 'person', seats = 1, turn, public: isPublic }: Post,
): string {
  const parts = [
    t('charter.holder', { seats, holder: t.word('holder', holder) }),
    turn === undefined ? null : t.word('turn', turn.by),
    turn === undefined ? null : t(turn.mayRepeat === true ? 'charter.turn.repeat' : 'charter.turn.once'),
    isPublic === true ? t('charter.open-name') : null,
  ]
  return parts.filter((part) => part !== null).join('; ')
}

export function termText(t: Translator, { termMonths: months }: Post): string {
  if (months === undefined) return t('charter.term.none')
  return months % 12 === 0 ? t('charter.term.years', { years: months / 12 }) : t('charter.term', { months })
}

export const postName = (t: Translator, { id, name }: Pick<Post, 'id' | 'name'>): string =>
  name === undefined ? t.word('post', id) : t.text(name)

/** A node as people call it. */
export interface NamedNode {
  readonly node: string
  readonly name: string
}

function witnessesSentence(t: Translator, witnesses: readonly string[], nodes: readonly NamedNode[]): string {
  const nameOf = (id: string): string =>
    isolatedText(nodes.find(({ node }) => node === id)?.name ?? `${id.slice(0, 6)}…`)
  return t('charter.witnesses', {
    count: witnesses.length,
    names: t.list(witnesses.map(nameOf)),
    needed: twoThirdsOfWitnesses(witnesses.length),
  })
}

/** All that a charter says, each sentence as it stands on its page. */
const allSentences = (t: Translator, charter: Charter, nodes: readonly NamedNode[]): string[] => [
  ...Object.entries(charter.decisions).map(([id, rule]) =>
    t('charter.proposed.line', { name: firstUpper(t.word('decision', id)), text: waySentence(t, rule) }),
  ),
  ...charter.posts.map((post) =>
    t('charter.proposed.line', {
      name: firstUpper(postName(t, post)),
      text: [writesText(t, post), holderText(t, post), termText(t, post)].join('; '),
    }),
  ),
  ...otherSentences(t, charter, nodes).map(firstUpper),
]

/** What of a charter another one no longer says, and what it says that the first does not. */
export function charterChanges(
  t: Translator,
  before: Charter,
  after: Charter,
  nodes: readonly NamedNode[],
): { readonly ends: readonly string[]; readonly begins: readonly string[] } {
  const [old, next] = [allSentences(t, before, nodes), allSentences(t, after, nodes)]
  return {
    ends: old.filter((sentence) => !next.includes(sentence)),
    begins: next.filter((sentence) => !old.includes(sentence)),
  }
}

/**
 * What holds besides: how it changes, what freezing means, who could take over the book, who its witnesses are, which book
 * holds. `nodes`: those that can be named.
 */
export function otherSentences(t: Translator, charter: Charter, nodes: readonly NamedNode[] = []): string[] {
  const { sections = [], changedBy, recalledBy, frozen, succession, witnesses = [], prevails } = charter
  const sentences: readonly (string | null)[] = [
    sections.length === 0
      ? null
      : t('charter.sections', { sections: t.list(sections.map(({ name }) => t.text(name))) }),
    changedBy === undefined
      ? t('charter.changed-by.any')
      : t('charter.changed-by', { way: t.word('decision', changedBy) }),
    recalledBy === undefined ? null : t('charter.recalled-by', { way: t.word('decision', recalledBy) }),
    sections.length === 0 ? null : t(`charter.frozen.${frozen ?? 'stay'}`),
    t('charter.succession', {
      fraction: fractionText(t, succession?.fraction ?? { num: 2, den: 3 }),
      who: sections.length === 0 ? 'officers' : 'members',
    }),
    witnesses.length === 0 ? null : witnessesSentence(t, witnesses, nodes),
    t('charter.prevails', { which: t(`prevails.${prevails}`) }),
  ]
  return sentences.filter((sentence) => sentence !== null)
}
