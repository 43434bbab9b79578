/** Terms as an iCalendar feed (RFC 5545): the day on which each ends. Names only of holders of public posts. */
import type { Translator } from '../web/languages/translator.tsx'
import type { OfficesView } from './views.ts'
import { postText } from './words.ts'

/** The feed; `url` leads from an event to its office. The library is loaded when a calendar is first asked for. */
export async function termsCalendar(
  t: Translator,
  view: OfficesView,
  url: (post: string) => string,
): Promise<string> {
  const { default: ical } = await import('ical-generator')
  const name = t.text(view.body.name)
  const calendar = ical({
    name: t('offices.calendar.name', { body: name }),
    prodId: '//Apachita//Offices//ES',
  })
  for (const office of view.offices)
    for (const { seq, at, until, holders } of office.running) {
      if (until === null) continue
      const post = postText(t, office)
      const who = office.isPublic && holders !== null ? ` (${holders.join(', ')})` : ''
      calendar.createEvent({
        id: `${view.body.book}-${seq}@apachita`,
        // RFC 5545 3.8.7.2: when the event was noted; a feed that is asked for twice is the same.
        stamp: new Date(at),
        start: new Date(`${until}T00:00:00Z`),
        allDay: true,
        timezone: 'UTC',
        summary: t('offices.calendar.ends', { post, who }),
        description: name,
        url: url(office.post),
      })
    }
  return calendar.toString()
}
