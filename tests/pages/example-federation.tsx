/** Pages on which a federation, or a body of one, writes: as examples. */
import { readyCharter } from '../../src/bodies/set-up.ts'
import { ProposedCharter } from '../../src/bodies/proposed-charter.tsx'
import { BoardPage } from '../../src/federation/board-page.tsx'
import { ConfirmPage } from '../../src/federation/confirm-page.tsx'
import { nothingAsked } from '../../src/federation/members-shown.ts'
import { MembershipPage } from '../../src/federation/membership-page.tsx'
import type { BoardView } from '../../src/federation/views.ts'
import type { RenderPage } from './example-pages.tsx'
import * as views from './example-views.ts'

const sections = [{ id: 'BO', name: { es: 'Bolivia' } }]

const none = { done: null, problem: null }

/** A federation that answers in another: it may refer the motion to its members, or record what they decided. */
const answering = {
  body: views.framed.book,
  name: views.framed.name,
  rules: [{ value: 'joint', label: 'Las bases, en común' }],
  decided: [{ seq: 9, title: { es: 'Turismo integrado' }, outcome: 'carried' as const }],
}

export const federationPages = (
  open: BoardView,
  carried: BoardView,
): Readonly<Record<string, RenderPage>> => ({
  membership: (page) => (
    <MembershipPage
      page={page}
      federation={{ ...open.federation, sections, frozen: 'stay' }}
      view={{
        federation: open.federation.book,
        sections: [],
        ended: [],
        members: open.members.slice(0, 3).map(({ body, name, section }, at) => ({
          body,
          name,
          section,
          own: null,
          byFederation: null,
          isUnnoted: at === 0,
        })),
      }}
      mayWrite
      asked={nothingAsked}
      {...none}
    />
  ),
  confirm: (page) => (
    <ConfirmPage
      page={page}
      federation={open.federation}
      motion={{ seq: open.motion.ref.seq, title: open.motion.title }}
      answering={[answering]}
      problem={null}
    />
  ),
  'charter-waits': (page) => (
    <BoardPage page={page} board={carried}>
      <ProposedCharter
        page={page}
        view={{
          body: carried.federation,
          motion: carried.motion.ref,
          title: carried.motion.title,
          proposed: readyCharter('alliance', sections),
          inForce: readyCharter('federation', sections),
          nodes: [],
          standing: 'waits',
          since: null,
          mayPutInForce: true,
        }}
      />
    </BoardPage>
  ),
})
