/** In how few hands offices have been: counts for everybody, groups and names for those of the body. */
import type { FC } from 'hono/jsx'
import { Answer } from '../web/components/blocks.tsx'
import { Figure } from '../web/components/picture.tsx'
import { Cell, Row, RowHead, Table, TableGroup } from '../web/components/table.tsx'
import type { Translator } from '../web/languages/translator.tsx'
import * as paths from '../web/paths.ts'
import { curveSheet, turnsCurve } from './turns-curve.tsx'
import type { Concentration, OfficesView } from './views.ts'
import { calledText, ratioText } from './words.ts'

/** Lines of a list that is shown whole to nobody. */
const mostLines = 100

export const ConcentrationSection: FC<{ t: Translator; view: OfficesView }> = ({ t, view }) => {
  const { concentration } = view
  const { gini, takers, within } = concentration
  if (takers === 0 && within?.years.length !== 1) return null
  const curve = turnsCurve(t, concentration)
  return (
    <section>
      <h2>{t('offices.hands')}</h2>
      {curve === null ? null : (
        <Answer tone="calm">
          <p>{curve.says}</p>
        </Answer>
      )}
      {gini === null ? null : <p class="soft">{t('offices.gini', { gini: ratioText(t, gini) })}</p>}
      <div class={curve === null ? undefined : 'two'}>
        {curve === null ? null : (
          <Figure t={t} picture={curve} path={paths.turnsCurvePath(view.body.book)} table="#by-terms" />
        )}
        {takers === 0 ? null : <ByTerms t={t} concentration={concentration} />}
      </div>
      {within === null ? null : <Within t={t} within={within} />}
    </section>
  )
}

/** The curve as a table: the same order, those who have served most first. */
const ByTerms: FC<{ t: Translator; concentration: Concentration }> = ({ t, concentration }) => {
  const { columns, rows } = curveSheet(t, concentration)
  return (
    <div id="by-terms">
      <Table
        caption={t('offices.by-terms')}
        columns={columns.map((title, at) => ({ title, numeric: at > 0 }))}
      >
        <TableGroup>
          {rows.map(([terms, ...counts]) => (
            <Row>
              <RowHead>{t('offices.terms', { terms: Number(terms) })}</RowHead>
              {counts.map((count, at) => (
                <Cell label={columns[at + 1]} look="num">
                  {t.number(Number(count))}
                </Cell>
              ))}
            </Row>
          ))}
        </TableGroup>
      </Table>
    </div>
  )
}

type Inside = NonNullable<Concentration['within']>

const Within: FC<{ t: Translator; within: Inside }> = ({ t, within }) => {
  const { sections, households, neverServed, paths } = within
  return (
    <>
      <Years t={t} within={within} />
      <p class="soft">{t('offices.herfindahl', { sections, households })}</p>
      {neverServed.length === 0 ? null : (
        <details>
          <summary>{t('offices.never', { takers: neverServed.length })}</summary>
          <ul class="names">
            {neverServed.slice(0, mostLines).map((called) => (
              <li>{calledText(t, called)}</li>
            ))}
          </ul>
        </details>
      )}
      {paths.length === 0 ? null : (
        <details>
          <summary>{t('offices.paths')}</summary>
          <p class="soft">{t('offices.paths.explain')}</p>
          <ul class="leaves">
            {paths.slice(0, mostLines).map(({ called, offices }) => (
              <li>
                <h3>{calledText(t, called)}</h3>
                <p>
                  {offices.map(({ post, at }) => `${t.word('post', post)} ${at.slice(0, 4)}`).join(' → ')}
                </p>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

const Years: FC<{ t: Translator; within: Inside }> = ({ t, within: { years } }) => (
  <Table
    caption={t('offices.hands')}
    columns={[
      { title: t('offices.col.year') },
      { title: t('offices.col.terms'), numeric: true },
      { title: t('offices.col.sections'), numeric: true },
      { title: t('offices.col.households'), numeric: true },
      { title: t('offices.col.gender') },
    ]}
  >
    <TableGroup>
      {years.map(({ year, terms, sections, households, women, men, others }) => (
        <Row>
          <RowHead>{year ?? t('offices.all-years')}</RowHead>
          <Cell label={t('offices.col.terms')} look="num">
            {t.number(terms)}
          </Cell>
          <Cell label={t('offices.col.sections')} look="num">
            {ratioText(t, sections)}
          </Cell>
          <Cell label={t('offices.col.households')} look="num">
            {ratioText(t, households)}
          </Cell>
          <Cell label={t('offices.col.gender')}>{t('offices.gender', { women, men, others })}</Cell>
        </Row>
      ))}
    </TableGroup>
  </Table>
)
