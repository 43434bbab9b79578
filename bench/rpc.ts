/**
 * Child processes that do one part of a measurement each and answer calls over IPC. A child ends with its parent, when
 * told, or when a call takes too long: nothing outlives the run.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** A part: its calls by name. Parameters and answers are JSON. */
export type Part = Readonly<Record<string, (parameters: never) => Promise<unknown>>>

/** A part as its caller sees it. */
export type Calls<P> = {
  readonly [Name in keyof P]: P[Name] extends (parameters: infer In) => Promise<infer Out>
    ? { readonly parameters: In; readonly answer: Out }
    : never
}

interface Answer {
  readonly value?: unknown
  readonly error?: string
}

const callTimeoutMs = 600_000

export class Child<P> {
  readonly #process: ChildProcess

  /** Starts the child of a part named in child.ts. */
  constructor(part: string) {
    this.#process = fork(fileURLToPath(new URL('./child.js', import.meta.url)), [part])
  }

  call<Name extends keyof P & string>(
    name: Name,
    parameters: Calls<P>[Name]['parameters'],
  ): Promise<Calls<P>[Name]['answer']> {
    return new Promise((resolve, reject) => {
      const finish = (end: () => void): void => {
        clearTimeout(timer)
        this.#process.off('message', onMessage).off('exit', onExit)
        end()
      }
      const onMessage = (answer: Answer): void =>
        finish(() => {
          if (answer.error === undefined) resolve(answer.value as Calls<P>[Name]['answer'])
          else reject(new Error(answer.error))
        })
      const onExit = (code: number | null): void =>
        finish(() => reject(new Error(`the child ended in ${name} with ${code}`)))
      const timer = setTimeout(() => {
        this.#process.kill('SIGKILL')
        finish(() => reject(new Error(`${name} took over ${callTimeoutMs} ms`)))
      }, callTimeoutMs)
      this.#process.on('message', onMessage).on('exit', onExit)
      this.#process.send({ name, parameters })
    })
  }

  async end(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return
    const ended = new Promise((resolve) => this.#process.once('exit', resolve))
    this.#process.disconnect()
    await ended
  }
}

/** Answers the parent's calls, one at a time, until it lets go. */
export function answerCalls(part: Part): void {
  process.on('message', (message: { readonly name: string; readonly parameters: never }) => {
    void answer(part, message.name, message.parameters).then((said) => process.send?.(said))
  })
  process.on('disconnect', () => process.exit(0))
}

async function answer(part: Part, name: string, parameters: never): Promise<Answer> {
  try {
    return { value: await part[name]?.(parameters) }
  } catch (error) {
    return { error: (error as Error).stack ?? String(error) }
  }
}
