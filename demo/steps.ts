/** What stories are told by: what a command that writes gives, and one step after the other. */

export interface Written {
  readonly book: string
  readonly size: number
  readonly refs: readonly { readonly seq: number }[]
}

export const inTurn = async <T>(items: readonly T[], task: (item: T) => Promise<unknown>): Promise<void> => {
  for (const item of items) await task(item)
}
