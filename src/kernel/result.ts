/** What can be expected to be refused is a value; throwing is for defects. */
export type Result<T, E> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E }

/** A refusal: a plain `type` and its figures. Messages, HTTP status and exit codes hang on `type` at the edge. */
export interface Refusal {
  readonly type: string
  readonly [figure: string]: unknown
}

export const accept = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value })

export const refuse = <E extends Refusal>(error: E): { readonly ok: false; readonly error: E } => ({
  ok: false,
  error,
})

/** The value of a result that cannot have been refused here; a refusal is a defect and throws. */
export function unwrap<T>(result: Result<T, unknown>): T {
  if (result.ok) return result.value
  throw new Error(`unexpected refusal: ${JSON.stringify(result.error)}`)
}
