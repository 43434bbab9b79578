/** Who keeps a book, as a page shows it at its largest. */
import { exampleId } from '../../src/federation/example-board.ts'
import type { BoardView } from '../../src/federation/views.ts'
import type { KeeperRights } from '../../src/succession/keeper-page.tsx'
import type { EndorsementLine, KeeperView, SuccessorLine } from '../../src/succession/views.ts'

/** A federation on its second book, with a proposal for a third. */
export function keeper(open: BoardView): KeeperView {
  const [first, second, third] = [exampleId(31), exampleId(32), exampleId(33)]
  const [one, two, three, ...others] = open.members
  const said = (member: BoardView['members'][number] | undefined, at: string): EndorsementLine => ({
    elector: member?.body ?? '',
    name: member?.name ?? null,
    proof: { book: member?.body ?? '', seq: 9 },
    at,
  })
  const entitled = open.members.length
  const needed = Math.ceil((entitled * 2) / 3)
  const proposal: SuccessorLine = {
    book: third,
    continued: second,
    size: 77,
    of: 'members',
    entitled,
    needed,
    missing: needed - 2,
    isInEffect: false,
    endorsed: [said(one, '2026-04-02T10:00:00-04:00'), said(two, '2026-04-05T10:00:00-04:00')],
    unheard: others.map(({ body, name }) => ({ elector: body, name })),
    uncounted: [{ ...said(three, '2026-04-06T10:00:00-04:00'), reason: 'already-endorsed' }],
  }
  return {
    body: first,
    book: second,
    name: open.federation.name,
    demonstration: true,
    size: 90,
    stands: 90,
    histories: { forks: [], setAside: [] },
    handovers: [12],
    kept: [
      { book: first, size: 63 },
      { book: second, size: null },
    ],
    successors: [proposal],
    local: { isHosted: false, isPassing: false },
  }
}

export const keeperRights = (open: BoardView): KeeperRights => ({
  bodies: open.members.slice(3, 5).map(({ body, name }) => ({ body, name })),
  person: null,
  mayPropose: true,
  posts: ['secretary'],
  mayPass: false,
  mayOffer: true,
})
