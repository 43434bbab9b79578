/**
 * The whole gate: types, lint, format, arrows, unused code, build, tests (rules, properties, vectors, the story, pages in
 * a browser). Ends with one line that counts: `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folder = mkdtempSync(join(tmpdir(), 'apachita-gate-'))
const report = join(folder, 'vitest.json')

const steps = [
  ['document of the API', 'tsx', 'scripts/api-client.js'],
  ['types', 'tsc', '-p', 'tsconfig.json'],
  ['types of the pure rooms', 'tsc', '-p', 'tsconfig.pure.json'],
  ['types of the islands', 'tsc', '-p', 'tsconfig.islands.json'],
  ['lint', 'oxlint', '--deny-warnings'],
  ['format', 'prettier', '--check', '.'],
  ['arrows', 'depcruise', 'src', 'demo', 'tests', 'vectors', '--config', '.dependency-cruiser.cjs'],
  ['unused code', 'knip'],
  ['tests', 'vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
]

let failedSteps = 0
for (const [name, command, ...args] of steps) {
  console.log(`\n— ${name}`)
  const { status } = spawnSync(join('node_modules', '.bin', command ?? ''), args, { stdio: 'inherit' })
  if (status !== 0) {
    failedSteps += 1
    console.log(`✘ ${name}`)
  }
}

const counts = countsOf(report)
rmSync(folder, { recursive: true, force: true })
const checks = steps.length - 1
const failedChecks = failedSteps - (counts.isTestStepFailed ? 1 : 0)
const failed = counts.failed + failedChecks + (counts.isTestStepFailed && counts.failed === 0 ? 1 : 0)
process.exitCode = failed === 0 ? 0 : 1
console.log(`\n${counts.passed + checks - failedChecks} passed, ${failed} failed`)

/** Tests counted by vitest; a run that left no report, or an error outside any test, fails the step. */
function countsOf(path) {
  try {
    const { numPassedTests, numFailedTests, success } = JSON.parse(readFileSync(path, 'utf8'))
    return { passed: numPassedTests, failed: numFailedTests, isTestStepFailed: !success }
  } catch {
    return { passed: 0, failed: 0, isTestStepFailed: true }
  }
}
