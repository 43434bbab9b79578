/** Names of files that are saved: plain letters that every system can write, from whatever somebody is called. */
import { foldName } from '../../kernel/names.ts'

const longest = 60

const plain = (text: string): string =>
  foldName(text)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, longest)
    .replaceAll(/^-+|-+$/g, '')

/** `San Pedro de Curahuara` and `tree`: `san-pedro-de-curahuara-tree.svg`. */
export const fileName = (called: string, what: string, ending: 'svg' | 'csv'): string =>
  `${plain(called) || 'apachita'}-${plain(what)}.${ending}`
