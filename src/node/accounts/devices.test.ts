import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { unwrap } from '../../kernel/result.ts'
import { type Sqlite, openNodeDb } from '../node-db.ts'
import { Accounts } from './accounts.ts'
import { Devices } from './devices.ts'

const [office, phone] = ['the-device-of-the-office', 'a-phone-of-her-own']

let db: Sqlite
let devices: Devices
let [ana, juana] = ['', '']

beforeEach(async () => {
  db = unwrap(openNodeDb(':memory:'))
  const accounts = new Accounts(db, { memoryKib: 64, passes: 1 })
  devices = new Devices(db)
  juana = unwrap(await accounts.open('Juana Mamani', 'el río baja crecido hoy')).account
  ana = unwrap(await accounts.open('Ána Quispe', 'cuatro piedras en el paso')).account
})
afterEach(() => {
  db.close()
})

const namesOn = (device: string): string[] => devices.accountsOn(device).map(({ name }) => name)

describe('given a device that two people share', () => {
  beforeEach(() => {
    for (const account of [juana, ana, juana]) devices.remember(office, account)
  })

  test('then it shows both, each once, by name; another device shows nobody', () => {
    expect([namesOn(office), namesOn(phone), namesOn('')]).toEqual([['Ána Quispe', 'Juana Mamani'], [], []])
  })

  test('then both are known there, and nowhere else', () => {
    expect([ana, juana].map((account) => devices.knows(office, account))).toEqual([true, true])
    expect([ana, juana].map((account) => devices.knows(phone, account))).toEqual([false, false])
  })

  test('when one is forgotten, then the other stays, and the forgotten one stays on its own device', () => {
    devices.remember(phone, ana)
    devices.forget(office, ana)
    expect([namesOn(office), namesOn(phone)]).toEqual([['Juana Mamani'], ['Ána Quispe']])
    expect(devices.knows(office, ana)).toBe(false)
  })

  test('then the file does not hold what the browser brings', () => {
    const rows = JSON.stringify(db.prepare('SELECT * FROM devices').all())
    expect(rows).not.toContain(office)
    expect(rows).toContain(ana)
  })
})
