/** What the demonstration tells, in Spanish and English. `{}` stands for figures, in order. */
import type { Language } from '../src/kernel/languages.ts'

const words = {
  es: {
    start: 'Tres nodos, tres procesos, tres carpetas: {}.',
    found: '{} municipios fundan sus libros; la alianza, el suyo, en {}.',
    join: '{} solicitudes en los libros de los municipios, {} aceptaciones en el de la alianza: BO {}, CL {}, PE {}.',
    motion: 'La alianza propone y consulta: «{}». Hacen falta {} síes de {} y la mayoría de cada país.',
    cut: 'Se corta el enlace con Chile: {}.',
    open: 'Bolivia y Perú siguen por HTTP: {} síes. El tablero dice abierta; a Chile le faltan {} síes de {} que no se han oído.',
    openThere: 'En Chile el tablero también dice abierta: desde allí se oyeron {} de {}.',
    carried:
      'Los libros de Chile viajan en un archivo ({} libros, {} hojas) y vuelve otro ({} libros, {} hojas): cada uno solo lo que al otro le faltaba.',
    decided:
      'Los tres nodos muestran el mismo tablero: {}, {} síes de {}. Quedan {} sin noticia, y no es no.',
    verified: 'Cada nodo comprobó todos sus libros: {}.',
    refused: 'Rechazado, con nombre y motivo: {}.',
    done: 'Nadie tuvo el registro de otro; nadie esperó a un centro. {} segundos.',
    addresses: 'Ábralo (las posiciones son inventadas):',
    operator: 'Para cuidar el nodo, en esta máquina: {}  llave: {}',
    signIn: 'Para escribir, entre con su nombre: {}  frase: {}',
    stop: 'Ctrl-C para terminar.',
    carriedOutcome: 'aprobada',
    openOutcome: 'abierta',
    failedOutcome: 'no aprobada',
    undecided:
      'Los tres nodos muestran el mismo tablero: {}, {} síes de {}; falta {} sí de Chile. Quedan {} sin noticia, y no es no.',
    books: '{} {} libros',
    usage:
      'No se entiende lo que se pide. Use: npm run demo -- [el-alto] [--once] [--seed TEXTO] [--councils NÚMERO, {} o más] [--motions NÚMERO]',
    cityStart:
      'El Alto, inventado: {} juntas vecinales en {} distritos, una federación, diez años; tres nodos. Semilla {}.',
    cityYear: 'Año {} de {}: {} %, {} segundos.',
    cityTold:
      '{} asambleas, {} posiciones de las juntas sobre {} mociones, {} encargos a la delegación; {} aprobadas.',
    cityRecall:
      'Dos tercios retiraron la secretaría: {} respaldos; la federación siguió en otro libro, en otro nodo.',
    citySame: 'Los tres nodos muestran lo mismo de cada moción. Hojas: {}.',
    cityBoard: 'El tablero de la primera moción: {} ms; de la última: {} ms (medianas de {}).',
  },
  en: {
    start: 'Three nodes, three processes, three folders: {}.',
    found: '{} municipalities found their books; the alliance its own, on {}.',
    join: "{} applications in the municipalities' books, {} acceptances in the alliance's: BO {}, CL {}, PE {}.",
    motion: 'The alliance puts and refers: “{}”. It needs {} yes of {} and the majority of each country.',
    cut: 'The link to Chile is cut: {}.',
    open: 'Bolivia and Peru go on by HTTP: {} yes. The board says open; Chile lacks {} yes among {} not heard from.',
    openThere: 'In Chile the board says open, too: from there {} of {} were heard.',
    carried:
      "Chile's books travel in a file ({} books, {} entries) and another comes back ({} books, {} entries): each only what the other lacked.",
    decided:
      'All three nodes show the same board: {}, {} yes of {}. {} were not heard from, and that is not no.',
    verified: 'Every node verified every book it holds: {}.',
    refused: 'Refused, by name and reason: {}.',
    done: "Nobody held another's record; nobody waited for a centre. {} seconds.",
    addresses: 'Open it (the positions are invented):',
    operator: 'To look after the node, on this machine: {}  key: {}',
    signIn: 'To write, sign in: {}  phrase: {}',
    stop: 'Ctrl-C to end.',
    carriedOutcome: 'carried',
    openOutcome: 'open',
    failedOutcome: 'failed',
    undecided:
      'All three nodes show the same board: {}, {} yes of {}; {} yes of Chile is missing. {} were not heard from, and that is not no.',
    books: '{} {} books',
    usage:
      'That is not understood. Use: npm run demo -- [el-alto] [--once] [--seed TEXT] [--councils NUMBER, {} or more] [--motions NUMBER]',
    cityStart:
      'El Alto, invented: {} neighbourhood councils in {} districts, one federation, ten years; three nodes. Seed {}.',
    cityYear: 'Year {} of {}: {} %, {} seconds.',
    cityTold: '{} assemblies, {} positions of councils on {} motions, {} mandates to delegates; {} carried.',
    cityRecall:
      'Two thirds recalled the secretariat: {} endorsements; the federation went on in another book, on another node.',
    citySame: 'All three nodes show the same of every motion. Entries: {}.',
    cityBoard: 'The board of the first motion: {} ms; of the last: {} ms (medians of {}).',
  },
} as const

export type Word = keyof (typeof words)['es']

/** Fills the words' places in order. */
export function say(language: Language, word: Word, ...figures: readonly (string | number)[]): string {
  const rest = figures.map(String)
  return words[language === 'en' ? 'en' : 'es'][word].replaceAll('{}', () => rest.shift() ?? '')
}
