/** The one hatch of a page: what has not been heard from is drawn with it, in bars, maps and legends alike. */
import type { FC } from 'hono/jsx'

/** For `fill`: needs `HatchDefinition` once in the page. */
export const hatchFill = 'url(#hatch)'

export const HatchDefinition: FC = () => (
  <svg class="hidden" width="0" height="0" aria-hidden="true" focusable="false">
    <defs>
      <HatchPattern />
    </defs>
  </svg>
)

export const HatchPattern: FC = () => (
  <pattern id="hatch" width="6" height="6" patternTransform="rotate(45)" patternUnits="userSpaceOnUse">
    <rect class="hatch-ground" width="6" height="6" />
    <path class="hatch-line" d="M1 0v6" />
  </pattern>
)
