/** The machine's clock, as authors write dates. It decides nothing. */

/**
 * Time zones in use in each country (IANA), that of most people first. A machine that was never told where it stands (UTC, as
 * small computers come) would write an evening's assembly down to the day after.
 */
const zonesByCountry: Readonly<Record<string, readonly [string, ...string[]]>> = {
  BO: ['America/La_Paz'],
  PE: ['America/Lima'],
  EC: ['America/Guayaquil', 'Pacific/Galapagos'],
  CL: ['America/Santiago', 'America/Punta_Arenas', 'America/Coyhaique', 'Pacific/Easter'],
  BR: [
    'America/Sao_Paulo',
    'America/Rio_Branco',
    'America/Eirunepe',
    'America/Porto_Velho',
    'America/Manaus',
    'America/Boa_Vista',
    'America/Cuiaba',
    'America/Campo_Grande',
    'America/Belem',
    'America/Santarem',
    'America/Fortaleza',
    'America/Recife',
    'America/Maceio',
    'America/Bahia',
    'America/Araguaina',
    'America/Noronha',
  ],
}

/** Read once: asking costs more than telling the time. */
const machineZone = new Intl.DateTimeFormat().resolvedOptions().timeZone

/** The zone by which a node writes dates: the machine's, unless its country has other ones. */
export function zoneOf(country: string, machine: string = machineZone): string {
  const zones = zonesByCountry[country]
  return zones === undefined || zones.includes(machine) ? machine : zones[0]
}

const clocks = new Map<string, Intl.DateTimeFormat>()

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone)
  if (known !== undefined) return known
  const two = '2-digit'
  const parts = { year: 'numeric', month: two, day: two, hour: two, minute: two, second: two } as const
  const made = new Intl.DateTimeFormat('en-US', {
    ...parts,
    timeZone,
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
  })
  clocks.set(timeZone, made)
  return made
}

/** RFC 3339 with seconds and the offset that holds in a country then: `2026-03-01T15:00:00-04:00`. */
export function localDateTime(date: Date, country: string, machine?: string): string {
  const parts = clockOf(zoneOf(country, machine)).formatToParts(date)
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((one) => one.type === type)?.value ?? ''
  const offset = part('timeZoneName').replace('GMT', '') || '+00:00'
  const day = `${part('year')}-${part('month')}-${part('day')}`
  return `${day}T${part('hour')}:${part('minute')}:${part('second')}${offset}`
}
