/**
 * A table that becomes a list of cards on a phone. The roles are written out, because a browser that lays a table out
 * as blocks forgets that it is one.
 */
import type { Child, FC } from 'hono/jsx'

export interface Column {
  readonly title: string
  readonly numeric?: boolean
}

export interface TableProps {
  /** What the table is, for those who cannot see it. */
  readonly caption: string
  readonly columns: readonly Column[]
  readonly children?: Child
}

export const Table: FC<TableProps> = ({ caption, columns, children }) => (
  <table role="table" class="list">
    <caption class="hidden">{caption}</caption>
    <thead role="rowgroup">
      <tr role="row">
        {columns.map(({ title, numeric }) => (
          <th role="columnheader" scope="col" class={numeric === true ? 'num' : undefined}>
            {title}
          </th>
        ))}
      </tr>
    </thead>
    {children}
  </table>
)

export const TableGroup: FC<{ title?: Child; columns?: number; children?: Child }> = ({
  title,
  columns,
  children,
}) => (
  <tbody role="rowgroup">
    {title === undefined ? null : (
      <tr role="row" class="group">
        <th role="rowheader" scope="rowgroup" colspan={columns}>
          {title}
        </th>
      </tr>
    )}
    {children}
  </tbody>
)

export const Row: FC<{ id?: string; look?: string; children?: Child }> = ({ id, look, children }) => (
  <tr role="row" id={id} class={look}>
    {children}
  </tr>
)

export const RowHead: FC<{ children?: Child }> = ({ children }) => (
  <th role="rowheader" scope="row">
    {children}
  </th>
)

/** `label` stands before the value on a phone; left out where the value speaks for itself. */
export const Cell: FC<{ label?: string; look?: string; children?: Child }> = ({ label, look, children }) => (
  <td role="cell" class={look} data-label={label}>
    {children}
  </td>
)
