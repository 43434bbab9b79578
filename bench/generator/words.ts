/** Words of invented minute books: what a council of the highlands might put to the vote. */
import type { Chance } from './chance.ts'

const works = ['Mejora', 'Limpieza', 'Construcción', 'Reparación', 'Ampliación', 'Señalización', 'Cuidado']
const things = [
  'del camino vecinal',
  'de la acequia mayor',
  'del bofedal comunal',
  'de la sede social',
  'del mercado de los domingos',
  'del puente sobre el río',
  'de los senderos del parque',
  'del cerco de las alpacas',
  'de la posta de salud',
]
const places = [
  'Sede comunal',
  'Plaza principal',
  'Escuela',
  'Salón municipal',
  'Cabildo',
  'Junto al bofedal',
]
const reasons = [
  'porque las lluvias de febrero cortaron el paso de las familias de arriba',
  'para que los visitantes lleguen sin dañar los pastizales',
  'según lo conversado en la reunión anterior con los vecinos',
  'con jornadas de trabajo de cada comunidad, por turnos',
  'con los materiales que quedaron de la obra del año pasado',
  'y se informará del gasto en la próxima sesión',
  'junto con los municipios vecinos del otro lado de la frontera',
]

export const titleOf = (chance: Chance): string => `${chance.oneOf(works)} ${chance.oneOf(things)}`

export const placeOf = (chance: Chance): string => chance.oneOf(places)

/** One to three sentences. */
export function textOf(chance: Chance): string {
  const sentences = Array.from({ length: chance.between(1, 3) }, () => {
    return `Se propone la obra ${chance.oneOf(things)}, ${chance.oneOf(reasons)}.`
  })
  return sentences.join(' ')
}
