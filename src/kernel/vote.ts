/** Popolo's options of a vote that a body can take as its position. */
export const positionOptions = ['yes', 'no', 'abstain'] as const

/** The position of a body on what was referred to it. Silence is none of them. */
export type PositionOption = (typeof positionOptions)[number]
