/**
 * Signs: a small drawing beside the words of what can be done, the same wherever that is met: in the bar, on the button,
 * among what waits. Whoever reads little follows the sign. A sign never stands alone, and says nothing the words do not.
 */
import { raw } from 'hono/html'
import type { FC } from 'hono/jsx'

/** A circle as part of a path: centre and radius, in a square of 24. */
const ring = (x: number, y: number, radius: number): string =>
  `M${x - radius} ${y}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0-${2 * radius} 0`

/** Lines in a square of 24, drawn with a pen of 2. */
const drawings = {
  home: 'M3 11l9-7 9 7M6 9v11h12V9M10 20v-6h4v6',
  federations: `${ring(12, 5, 3)}${ring(5, 18, 3)}${ring(19, 18, 3)}M10.6 7.6l-4 7.7M13.4 7.6l4 7.7M8 18h8`,
  books: 'M12 6C9 4 6 4 3 5v14c3-1 6-1 9 1 3-2 6-2 9-1V5c-3-1-6-1-9 1v14',
  carry: 'M8 8V3h8v5M6 8h12v11a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2zM11 5.5h2',
  sessions: `${ring(12, 12, 4)}${ring(12, 3.5, 1.5)}${ring(12, 20.5, 1.5)}${ring(3.5, 12, 1.5)}${ring(20.5, 12, 1.5)}`,
  call: 'M6 17v-6a6 6 0 0 1 12 0v6l2 2H4l2-2M10 21.5h4',
  attendance: `${ring(9, 8, 3.5)}M2.5 20c0-4 3-6.5 6.5-6.5s6.5 2.5 6.5 6.5M15.5 10l2 2 4-5`,
  motions: 'M4 4h16v12h-9l-5 4v-4H4zM8 8.5h8M8 12h5',
  decide:
    'M8 14V6.5a1.5 1.5 0 0 1 3 0V11V4.5a1.5 1.5 0 0 1 3 0V11V6a1.5 1.5 0 0 1 3 0v8.5c0 4-2 6.5-5.5 6.5-3 0-4.3-1.5-5.8-4.5L4 13.5a1.5 1.5 0 0 1 2.5-1.5L8 14',
  close: 'M6 21V3h12v18M3 21h18M14.5 12v1',
  print: 'M7 8V3h10v5M7 17H4V8h16v9h-3M7 14h10v7H7z',
  photo: `M4 7h4l2-3h4l2 3h4v13H4z${ring(12, 13, 4)}`,
  offices: `M20 12a8 8 0 1 1-2.5-5.8M18.5 2v4.5H14${ring(12, 12, 2)}`,
  people: `${ring(9, 8, 3.5)}M2.5 20c0-4 3-6.5 6.5-6.5s6.5 2.5 6.5 6.5M16 4.7a3.5 3.5 0 0 1 0 6.6M18 14c2.3.8 3.5 3 3.5 6`,
  charter: 'M6 3h11v15a3 3 0 0 0 3 3H9a3 3 0 0 1-3-3zM9.5 8h4M9.5 12h4',
  documents:
    'M20 11l-8.5 8.5a4.9 4.9 0 0 1-7-7L13 4a3.3 3.3 0 0 1 4.7 4.7L9.5 17a1.7 1.7 0 0 1-2.4-2.4l7.4-7.6',
  submissions: 'M4 13l3-9h10l3 9v7H4zM4 13h5l1.5 3h3l1.5-3h5',
  search: `${ring(10.5, 10.5, 6.5)}M15.5 15.5L21 21`,
  person: `${ring(12, 8, 4)}M4 21c0-5 3.7-7.5 8-7.5s8 2.5 8 7.5`,
  lock: 'M6 11h12v10H6zM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11M12 15v2',
  write: 'M4 20l1-5L16 4l4 4L9 19zM13.5 6.5l4 4',
  voice: 'M12 3a3 3 0 0 1 3 3v6a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3M6 11v1a6 6 0 0 0 12 0v-1M12 18v3',
  listen: 'M4 9v6h4l5 5V4L8 9zM16.5 9a4.5 4.5 0 0 1 0 6M19 6a9 9 0 0 1 0 12',
  stop: 'M7 7h10v10H7z',
  screen: 'M3 4h18M5 4v11h14V4M12 15v5M8 20h8',
  look: `${ring(12, 12, 4)}M12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2`,
  verify: 'M12 3l8 3v6c0 5-4 8-8 9-4-1-8-4-8-9V6zM8.5 12l2.5 2.5 4.5-5',
  download: 'M12 3v12M7 10l5 5 5-5M4 20h16',
  yes: 'M4 13l5 5L20 6',
  no: 'M6 6l12 12M18 6L6 18',
  abstain: 'M5 12h14',
  back: 'M20 12H4M10 6l-6 6 6 6',
} as const

export type SignName = keyof typeof drawings

export const signNames = Object.keys(drawings) as readonly SignName[]

/** Written once: a page has a dozen of them. */
const signs = new Map(
  signNames.map((name) => [
    name,
    raw(
      `<svg class="picto" viewBox="0 0 24 24" aria-hidden="true" data-sign="${name}"><path d="${drawings[name]}"></path></svg>`,
    ),
  ]),
)

export const Sign: FC<{ of: SignName }> = ({ of }) => <>{signs.get(of)}</>
