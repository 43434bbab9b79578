/** A language of which there is a draft: turned on by a body, offered by the node that writes its book; and translated. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Operator } from '../../tests/support/operator.ts'
import { Nodes, type TestNode } from '../../tests/support/test-node.ts'
import { syncAll } from '../node/sync.ts'

const nodes = new Nodes()
let here: TestNode
let there: TestNode
let operator: Operator
let cookie = ''
let sajama = ''

beforeAll(async () => {
  here = await nodes.listening('Nodo de Bolivia', 'BO')
  there = await nodes.listening('Nodo de Chile', 'CL')
  operator = new Operator(here)
  await here.signUp()
  sajama = await here.found('Sajama')
  cookie = await operator.signedIn(await operator.entered())
  there.node.local.addPeer(here.url)
  there.node.local.follow(sajama)
})
afterAll(() => nodes.close())

const read = async (at: TestNode, path: string): Promise<string> =>
  (await fetch(`${at.url}${path}`, { headers: { 'accept-language': 'es' } })).text()

const langOf = (page: string): string | undefined => /<html lang="(\w+)"/.exec(page)?.[1]

/** A form of the page of the body's languages, as its secretary sends it. */
async function turn(action: string, fields: Record<string, string>) {
  const path = `/bodies/${sajama}/languages`
  const { text } = await operator.ask(path, { headers: { cookie } })
  const token = [...text.matchAll(/name="token" value="([^"]+)"/g)].at(-1)?.[1] ?? ''
  const catalogue = /name="catalogue-ay" value="([^"]+)"/.exec(text)?.[1] ?? ''
  return operator.post(
    `${path}/${action}`,
    { token, 'catalogue-ay': catalogue, language: 'ay', ...fields },
    { cookie },
  )
}

describe('a language of which there is a draft', () => {
  test('is not offered before a body turned it on', async () => {
    const page = await read(here, '/?lang=ay')
    expect(langOf(page)).toBe('es')
    expect(page).not.toContain('Aymar aru')
    expect(langOf(await read(here, '/?lang=pt'))).toBe('pt')
  })

  test('is turned on with who reviewed it, and not without', async () => {
    const nobody = await turn('on', { reviewers: ' \n ' })
    expect(nobody.status).toBe(400)
    expect(nobody.text).toContain('quiénes lo revisaron')
    const done = await turn('on', { reviewers: 'Teófilo Quispe\nSaturnina Choque\n' })
    expect(done.status).toBe(303)
    const page = await read(here, `/bodies/${sajama}/languages`)
    expect(page).toContain('Revisaron: Teófilo Quispe y Saturnina Choque.')
    expect(page).toContain('Es la misma traducción que usa este nodo.')
    const [line] = (await (await fetch(`${here.url}/api/bodies/${sajama}/languages`)).json()) as object[]
    expect(line).toMatchObject({ language: 'ay', reviewers: ['Teófilo Quispe', 'Saturnina Choque'] })
  })

  test('is offered then, and what it lacks is said in Spanish that says so', async () => {
    const spanish = await read(here, '/')
    expect(spanish).toMatch(/<a href="\/\?lang=ay" lang="ay" hreflang="ay">Aymar aru<\/a>/)
    expect(spanish).not.toContain('Runa simi')
    const page = await read(here, '/?lang=ay')
    expect(langOf(page)).toBe('ay')
    expect(page).toMatch(/<a href="\/federations">(?:(?!<\/a>).)*lang="es">Federaciones</)
    expect(page).toMatch(/<a href="\/books">(?:(?!<\/a>).)*Pankanaka<\/a>/)
    expect(page).not.toMatch(/[\uFDD0\uFDD1]/)
  })

  test.each(['/books', `/languages`, '/carriage', '/sign-in', '/nowhere'])(
    'leaves no mark on %s, and keeps to its language',
    async (path) => {
      const page = await read(here, `${path}?lang=ay`)
      expect(langOf(page)).toBe('ay')
      expect(page).not.toMatch(/[\uFDD0\uFDD1]/)
    },
  )

  test('leaves no mark in a calendar', async () => {
    const calendar = await read(here, `/bodies/${sajama}/offices.ics?lang=ay`)
    expect(calendar).toContain('BEGIN:VCALENDAR')
    expect(calendar).not.toMatch(/[\uFDD0\uFDD1]/)
  })

  test('is not offered by a node that only keeps a copy of the book', async () => {
    await syncAll(there.node)
    expect(await read(there, `/bodies/${sajama}/languages`)).toContain('Teófilo Quispe')
    expect(langOf(await read(there, '/?lang=ay'))).toBe('es')
  })

  test('is not turned on over a translation that changed meanwhile', async () => {
    const refused = await turn('on', { reviewers: 'Teófilo Quispe', 'catalogue-ay': `${'A'.repeat(43)}=` })
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('La traducción cambió después de que se revisó')
    expect(refused.text).toContain('Teófilo Quispe</textarea>')
  })

  test('is refused where there is no draft of it', async () => {
    const refused = await turn('on', { reviewers: 'Juana', language: 'gn' })
    expect(refused.status).toBe(404)
    expect(refused.text).toContain('no hay ningún borrador')
  })

  test('is not turned on by somebody who is not signed in, nor by another page', async () => {
    const path = `/bodies/${sajama}/languages/on`
    const body = new URLSearchParams({ language: 'qu', reviewers: 'x' })
    const answer = await fetch(`${here.url}${path}`, { method: 'POST', body, headers: { origin: here.url } })
    expect(answer.status).toBe(401)
    const foreign = await operator.post(path, { language: 'qu', reviewers: 'x', token: 'x' }, { cookie })
    expect(foreign.status).toBe(403)
  })

  test('is turned off again', async () => {
    expect((await turn('off', {})).status).toBe(303)
    expect(langOf(await read(here, '/?lang=ay'))).toBe('es')
    const again = await turn('off', {})
    expect(again.status).toBe(409)
    expect(again.text).toContain('Ese idioma no está activado en este cuerpo.')
  })
})

describe('the page of a translation', () => {
  const fileOf = (messages: object): string =>
    JSON.stringify({ apachita: 'catalogue/v1', language: 'qu', messages })

  /** The form by which the operator brings a file, as a browser sends it. */
  async function bring(file: string, fields: Record<string, string> = {}, query = '') {
    const token = await operator.formTokenOn('/languages/qu', cookie)
    const form = new FormData()
    for (const [name, value] of Object.entries({ token, by: 'Juana Mamani', reviewers: '', ...fields }))
      form.set(name, value)
    form.set('file', new File([file], 'qu.json', { type: 'application/json' }))
    const encoded = new Response(form)
    const headers = {
      cookie,
      origin: `http://${operator.host}`,
      'content-type': encoded.headers.get('content-type') ?? '',
    }
    return operator.ask(`/languages/qu${query}`, { method: 'POST', headers, body: await encoded.text() })
  }

  test('shows what is missing, beside the Spanish, by parts and as the address asks', async () => {
    const page = await read(here, '/languages/qu')
    expect(page).toMatch(/Faltan [\d\s]+ de los/)
    expect(page).toContain('<span lang="es">Federaciones</span>')
    expect(page).not.toContain('<span lang="qu">Qallariy</span>')
    const all = await read(here, '/languages/qu?show=all')
    expect(all).toContain('<span lang="qu">Qallariy</span>')
    expect(await read(here, '/languages/qu?show=all&from=50')).toContain('board.have')
    expect(await read(here, '/languages/qu?show=nonsense&from=999999')).toContain('No hay ninguno así.')
  })

  test('counts every language for everybody', async () => {
    const page = await read(here, '/languages')
    expect(page).toMatch(/<a lang="pt" href="\/languages\/pt">Português<\/a>/)
    expect(page).toContain('se ofrece')
  })

  test.each(['es', 'xx', '__proto__', 'ay%2F..'])('is there for no language %s', async (language) => {
    expect((await fetch(`${here.url}/languages/${language}`)).status).toBe(404)
    expect((await fetch(`${here.url}/languages/${language}/catalogue.json`)).status).toBe(404)
  })

  test('gives the catalogue as a file, which comes back with what was written in it', async () => {
    const answer = await fetch(`${here.url}/languages/qu/catalogue.json`)
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="apachita-qu.json"')
    const file = (await answer.json()) as { messages: Record<string, { es: string; qu: string }> }
    ;(file.messages['nav.federations'] as { qu: string }).qu = 'Huñunakuykuna'
    const brought = await bring(JSON.stringify(file), { reviewers: 'Nina Huamán\n' })
    expect(brought.status).toBe(303)
    const page = await read(here, '/languages/qu?show=reviewed')
    expect(page).toContain('<span lang="qu">Huñunakuykuna</span>')
    expect(page).toContain('Revisaron: Nina Huamán.')
    expect(page).toContain('Juana Mamani trajo')
  })

  test('names by key what is wrong in a file, keeps nothing of it, and what was typed', async () => {
    const refused = await bring(
      fileOf({
        'nav.home': { es: 'Inicio', qu: '<script>alert(1)</script>' },
        'nav.books': { es: 'Libros', qu: 'Mosoq' },
        'board.missing.none': { es: 'otra cosa', qu: 'x' },
      }),
      { by: 'Quien sea', reviewers: '<b>Nadie</b>' },
    )
    expect(refused.status).toBe(400)
    expect(refused.text).toContain('<code translate="no">nav.home</code>: lo que va entre llaves')
    expect(refused.text).toContain(
      '<code translate="no">board.missing.none</code>: el texto en español cambió',
    )
    expect(refused.text).not.toContain('<script>')
    expect(refused.text).toContain('value="Quien sea"')
    expect(refused.text).toContain('&lt;b&gt;Nadie&lt;/b&gt;')
    expect(await read(here, '/languages/qu?show=all')).not.toContain('Mosoq')
  })

  test('shows at most fifty of what is wrong', async () => {
    const wrong = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`x${at}`, { qu: 'x' }]))
    const refused = await bring(fileOf(wrong))
    expect(refused.text).toContain('Y otros 10 más.')
  })

  test.each([
    ['nothing', '', 'Elija un archivo.'],
    ['no catalogue', 'GIF89a', 'Ese archivo no es un catálogo'],
  ])('says what is wrong with %s', async (_, file, said) => {
    const refused = await bring(file)
    expect(refused.status).toBe(400)
    expect(refused.text).toContain(said)
  })

  test('what was chosen to be shown stays chosen: on the next part, and where a file was refused', async () => {
    const page = await read(here, '/languages/qu?show=all')
    expect(page).toContain('href="/languages/qu?show=all&amp;from=50"')
    expect(await read(here, '/languages/qu?show=all&from=50')).toContain('href="/languages/qu?show=all"')
    const refused = await bring('', {}, '?show=reviewed')
    expect(refused.text).toContain('action="/languages/qu?show=reviewed"')
    expect(refused.text).toMatch(/href="\/languages\/qu\?show=reviewed"[^>]*aria-current="true"/)
  })

  test('takes no file that is too large', async () => {
    expect((await bring(`"${'x'.repeat(5 * 2 ** 20)}"`)).status).toBe(413)
  })

  test('is written on the machine only, by its own form', async () => {
    const post = (path: string) =>
      fetch(`${here.url}${path}`, { method: 'POST', body: new URLSearchParams() })
    expect((await post('/languages/qu')).status).toBe(404)
    expect((await post('/languages/qu/forget')).status).toBe(404)
    const foreign = await operator.post('/languages/qu/forget', { token: 'x' }, { cookie })
    expect(foreign.status).toBe(403)
    expect(await read(here, '/languages/qu')).not.toContain('type="file"')
  })

  test('goes back to what comes with the program', async () => {
    const token = await operator.formTokenOn('/languages/qu', cookie)
    const done = await operator.post('/languages/qu/forget', { token }, { cookie })
    expect(done.status).toBe(303)
    expect(await read(here, '/languages/qu?show=all')).not.toContain('Huñunakuykuna')
  })
})
