/**
 * Commands: what a person or a program can have a node do, each once, for pages, API and command line alike.
 * A command's name is `<thing>.<verb>`; its input is checked against its schema before it runs.
 */
import type { ZodType } from 'zod'
import { type Refusal, type Result, refuse } from '../../kernel/result.ts'
import type { Actor } from '../actor.ts'
import type { ApachitaNode } from '../node.ts'

/** Told of steps done on anything that may take over a second. */
export type Progress = (step: {
  readonly done: number
  readonly of: number | null
  readonly what: string
}) => void

/** Who has it done, and who is told how far it is. */
export interface Doing {
  readonly actor: Actor
  readonly progress: Progress
}

interface CommandOf<Input, Output, Context> {
  readonly name: string
  readonly input: ZodType<Input>
  run(node: ApachitaNode, input: Input, context: Context): Promise<Result<Output, Refusal>>
}

/** `by`: whether it is a person's, with that person's rights in the body's book, or the operator's, who runs the machine. */
export type Command =
  | (CommandOf<unknown, unknown, Doing> & { readonly by: 'person' })
  | (CommandOf<unknown, unknown, Pick<Doing, 'progress'>> & { readonly by: 'operator' })

/** A command with its types checked where it is defined, and hidden where commands stand in one list. */
export const personCommand = <Input, Output>(command: CommandOf<Input, Output, Doing>): Command =>
  ({ ...command, by: 'person' }) as unknown as Command

export const operatorCommand = <Input, Output>(
  command: CommandOf<Input, Output, Pick<Doing, 'progress'>>,
): Command => ({ ...command, by: 'operator' }) as unknown as Command

/**
 * Runs one of `commands` by name. Refused: `command-unknown`, `sign-in-needed`, `input-invalid` with the field and the item, or what it
 * refuses itself.
 */
export async function runCommand(
  commands: readonly Command[],
  node: ApachitaNode,
  name: string,
  input: unknown,
  doing: Partial<Doing> = {},
): Promise<Result<unknown, Refusal>> {
  const ran = await run(commands, node, name, input, doing)
  if (!ran.ok) node.counts.refusedCommands.add(ran.error.type)
  return ran
}

async function run(
  commands: readonly Command[],
  node: ApachitaNode,
  name: string,
  input: unknown,
  { actor, progress = () => undefined }: Partial<Doing>,
): Promise<Result<unknown, Refusal>> {
  const command = commands.find((candidate) => candidate.name === name)
  if (command === undefined) return refuse({ type: 'command-unknown', command: name })
  const parsed = command.input.safeParse(input)
  if (!parsed.success) return refuse(badInput(parsed.error.issues[0]?.path ?? []))
  if (command.by === 'operator') return command.run(node, parsed.data, { progress })
  if (actor === undefined) return refuse({ type: 'sign-in-needed' })
  return command.run(node, parsed.data, { actor, progress })
}

/** Which datum is wrong; of a list of items, which of them (`item`, from 1). */
function badInput(path: readonly PropertyKey[]): Refusal {
  const [first, at] = path
  const item = first === 'items' && typeof at === 'number' ? { item: at + 1 } : {}
  return { type: 'input-invalid', field: path.map(String).join('.'), ...item }
}
