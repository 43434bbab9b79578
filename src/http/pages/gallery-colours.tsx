/** Colours on the grounds they are used on, in every scheme; sizes of letters and of what is pressed. */
import type { Child, FC } from 'hono/jsx'
import { Cell, Row, RowHead, Table, TableGroup } from '../../web/components/table.tsx'
import { type Scheme, contrastOf, pixelsOf, schemes, tokenValue } from '../../web/design-tokens.ts'
import type { Translator } from '../../web/languages/translator.tsx'
import { GallerySection, type GalleryPart } from './gallery-sample.tsx'

/** What text and what else tells something has to reach (WCAG 2.2, 1.4.3 and 1.4.11). */
export const leastContrast = { text: 4.5, mark: 3 } as const

/** Each colour with a ground it is used on; `as` null: it separates, and tells nothing. The page on which it is hardest to see first. */
export const colourUses = [
  { name: 'ink', ground: 'bad', as: 'text' },
  { name: 'ink2', ground: 'bad', as: 'text' },
  { name: 'accent', ground: 'bad', as: 'text' },
  { name: 'on-accent', ground: 'accent', as: 'text' },
  { name: 'yes', ground: 'paper', as: 'text' },
  { name: 'no', ground: 'bad', as: 'text' },
  { name: 'abs-ink', ground: 'paper', as: 'text' },
  { name: 'abs', ground: 'ours', as: 'mark' },
  { name: 'ink3', ground: 'paper', as: 'mark' },
  { name: 'line', ground: 'card', as: null },
] as const

export const groundNames = ['paper', 'card', 'open', 'good', 'bad', 'calm', 'sea', 'land', 'ours'] as const

const valueOf = (name: string, scheme: Scheme): string => tokenValue(`--${name}`, scheme)

const Swatch: FC<{ fill: string; border: string; children?: Child }> = ({ fill, border, children }) => (
  <svg width="64" height="32" aria-hidden="true" focusable="false">
    <rect x="1" y="1" width="62" height="30" rx="6" fill={fill} stroke={border} />
    {children}
  </svg>
)

const Used: FC<{ scheme: Scheme; use: (typeof colourUses)[number] }> = ({ scheme, use }) => {
  const [fill, ground] = [valueOf(use.name, scheme), valueOf(use.ground, scheme)]
  return (
    <Swatch fill={ground} border={valueOf('line', scheme)}>
      {use.as === 'text' ? (
        <text x="32" y="22" text-anchor="middle" font-size="17" fill={fill}>
          Añay
        </text>
      ) : (
        <rect x="8" y={use.as === null ? 15.5 : 9} width="48" height={use.as === null ? 1 : 14} fill={fill} />
      )}
    </Swatch>
  )
}

const schemeColumns = (t: Translator) => schemes.map((scheme) => ({ title: t(`gallery.scheme.${scheme}`) }))

const ratio = (t: Translator, { name, ground }: (typeof colourUses)[number], scheme: Scheme): string =>
  t.number(Math.floor(contrastOf(valueOf(name, scheme), valueOf(ground, scheme)) * 10) / 10)

const ColourTable: GalleryPart = ({ t }) => (
  <Table
    caption={t('gallery.colours')}
    columns={[{ title: t('gallery.col.use') }, { title: t('gallery.grounds') }, ...schemeColumns(t)]}
  >
    <TableGroup>
      {colourUses.map((use) => (
        <Row>
          <RowHead>
            {t(`gallery.colour.${use.name}`)}
            <small>
              <code translate="no">--{use.name}</code>
            </small>
          </RowHead>
          <Cell label={t('gallery.grounds')}>
            {use.ground === 'accent' ? t('gallery.colour.accent') : t(`gallery.colour.${use.ground}`)}
          </Cell>
          {schemes.map((scheme) => (
            <Cell label={t(`gallery.scheme.${scheme}`)} look="line rest">
              <Used scheme={scheme} use={use} /> {ratio(t, use, scheme)}
            </Cell>
          ))}
        </Row>
      ))}
    </TableGroup>
  </Table>
)

const GroundTable: GalleryPart = ({ t }) => (
  <Table caption={t('gallery.grounds')} columns={[{ title: t('gallery.grounds') }, ...schemeColumns(t)]}>
    <TableGroup>
      {groundNames.map((name) => (
        <Row>
          <RowHead>
            {t(`gallery.colour.${name}`)}
            <small>
              <code translate="no">--{name}</code>
            </small>
          </RowHead>
          {schemes.map((scheme) => (
            <Cell label={t(`gallery.scheme.${scheme}`)} look="rest">
              <Swatch fill={valueOf(name, scheme)} border={valueOf('ink3', scheme)} />
            </Cell>
          ))}
        </Row>
      ))}
    </TableGroup>
  </Table>
)

export const Colours: GalleryPart = ({ t }) => (
  <GallerySection t={t} id="colours" explain={t('gallery.colours.explain', { ...leastContrast })}>
    <ColourTable t={t} />
    <GroundTable t={t} />
  </GallerySection>
)

/** Where the sheet says each size of letters, and how it is set. */
const letters = [
  { name: 'title', selector: 'h1', property: 'font', family: 'var(--s)', weight: 700 },
  { name: 'section', selector: 'h2', property: 'font', family: 'var(--s)', weight: 700 },
  { name: 'text', selector: 'body', property: 'font', family: 'var(--u)', weight: 400 },
  { name: 'soft', selector: '.pill', property: 'font-size', family: 'var(--u)', weight: 400 },
  { name: 'code', selector: 'code,pre', property: 'font', family: 'ui-monospace,monospace', weight: 400 },
] as const

const measures = [
  { name: 'target', pixels: pixelsOf('.btn', 'min-height') },
  { name: 'focus', pixels: pixelsOf(':focus-visible', 'outline') },
  { name: 'radius', pixels: Number.parseInt(tokenValue('--r'), 10) },
  { name: 'page', pixels: pixelsOf('main,footer', 'max-width') },
] as const

const MeasureMark: FC<{ name: (typeof measures)[number]['name']; pixels: number }> = ({ name, pixels }) =>
  name === 'page' ? null : (
    <svg width="64" height="48" aria-hidden="true" focusable="false">
      <rect
        x="4"
        y="2"
        width="56"
        height={name === 'target' ? pixels : 44}
        rx={name === 'radius' ? pixels : 0}
        fill="none"
        stroke={name === 'focus' ? 'var(--accent)' : 'currentColor'}
        stroke-width={name === 'focus' ? pixels : 1.5}
      />
    </svg>
  )

export const Sizes: GalleryPart = ({ t }) => (
  <GallerySection t={t} id="sizes" explain={t('gallery.sizes.explain')}>
    <dl class="facts">
      {letters.map(({ name, selector, property, family, weight }) => {
        const pixels = pixelsOf(selector, property)
        return (
          <div>
            <dt>
              {t(`gallery.size.${name}`)}: {t('gallery.size.px', { pixels })}
            </dt>
            <dd>
              <svg width="160" height="42" aria-hidden="true" focusable="false">
                <text
                  x="0"
                  y="30"
                  font-size={pixels}
                  font-weight={weight}
                  font-family={family}
                  fill="currentColor"
                >
                  Ñandú 27
                </text>
              </svg>
            </dd>
          </div>
        )
      })}
      {measures.map(({ name, pixels }) => (
        <div>
          <dt>
            {t(`gallery.size.${name}`)}: {t('gallery.size.px', { pixels })}
          </dt>
          <dd>
            <MeasureMark name={name} pixels={pixels} />
          </dd>
        </div>
      ))}
    </dl>
  </GallerySection>
)
