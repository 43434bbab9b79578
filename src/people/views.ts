/** What those of a body see of its people. */

export interface PersonLine {
  readonly person: string
  readonly name: string
  readonly household: { readonly id: string; readonly name: string } | null
  readonly section: string | null
  readonly gender: 'female' | 'male' | 'other' | null
  readonly birthYear: number | null
  /** Lives away, with duties at home. */
  readonly away: boolean
  readonly awayPlace: string | null
  readonly gone: boolean
  /** The entry that enrolled the person. */
  readonly seq: number
}

export interface HouseholdLine {
  readonly household: string
  readonly name: string
  readonly section: string | null
}
