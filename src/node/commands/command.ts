/**
 * Commands: what a person or a program can have a node do, each once, for pages, API and command line alike.
 * A command's name is `<thing>.<verb>`; its input is checked against its schema before it runs.
 */
import type { ZodType } from 'zod'
import { type Refusal, type Result, refuse } from '../../kernel/result.ts'
import type { ApachitaNode } from '../node.ts'

/** Told of steps done on anything that may take over a second. */
export type Progress = (step: {
  readonly done: number
  readonly of: number | null
  readonly what: string
}) => void

export interface Command<Input = unknown, Output = unknown> {
  readonly name: string
  readonly input: ZodType<Input>
  run(node: ApachitaNode, input: Input, progress: Progress): Promise<Result<Output, Refusal>>
}

/** A command with its types checked where it is defined, and hidden where commands stand in one list. */
export const defineCommand = <Input, Output>(command: Command<Input, Output>): Command =>
  command as unknown as Command

/** Runs one of `commands` by name. Refused: `command-unknown`, `input-invalid` with the field, or what it refuses. */
export async function runCommand(
  commands: readonly Command[],
  node: ApachitaNode,
  name: string,
  input: unknown,
  progress: Progress = () => undefined,
): Promise<Result<unknown, Refusal>> {
  const command = commands.find((candidate) => candidate.name === name)
  if (command === undefined) return refuse({ type: 'command-unknown', command: name })
  const parsed = command.input.safeParse(input)
  if (!parsed.success) {
    return refuse({ type: 'input-invalid', field: parsed.error.issues[0]?.path.join('.') ?? '' })
  }
  return command.run(node, parsed.data, progress)
}
