/** A page as people see it on a phone and on a desk: a picture where one is asked for, and nothing that sticks out. */
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { widthFaultsOf } from './faults.ts'
import { picture } from './picture.ts'

/** Leaves the page as wide as a phone. */
export async function lookAt(page: Page, name: string): Promise<void> {
  await picture(page, name)
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 })
    expect(await widthFaultsOf(page), `${name} at ${width}`).toEqual([])
  }
  await page.setViewportSize({ width: 360, height: 740 })
}
