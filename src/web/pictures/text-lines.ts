/** Text in a drawing, where nothing breaks lines: about as many letters as fit, for letters are not measured. */

/** Width of a letter of the fonts that are asked for, of their size; names in capitals are wider. */
const letterShare = 0.55

/** How many letters of a size stand in a width; both in pixels. */
export const lettersIn = (width: number, size: number): number => Math.floor(width / (size * letterShare))

const cut = (text: string, most: number): string =>
  [...text].length <= most ? text : `${[...text].slice(0, most - 1).join('')}…`

/** `text` in lines of at most `most` letters, broken between words where there are any; the last of `lines` is cut. */
export function textLines(text: string, most: number, lines = Number.POSITIVE_INFINITY): string[] {
  const all: string[] = []
  let rest = text.replaceAll(/\s+/g, ' ').trim()
  while ([...rest].length > most && all.length + 1 < lines) {
    const head = [...rest].slice(0, most + 1).join('')
    const space = head.lastIndexOf(' ')
    const line = space > 0 ? head.slice(0, space) : [...rest].slice(0, most).join('')
    all.push(line)
    rest = rest.slice(line.length).trimStart()
  }
  return [...all, Number.isFinite(lines) ? cut(rest, most) : rest]
}
