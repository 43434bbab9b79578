/** The arrows of ARCHITECTURE.md, enforced. Each rule says what to do instead. */

const rooms = ['bodies', 'people', 'succession', 'assemblies', 'offices', 'federation']
const layers = {
  kernel: [],
  book: ['kernel'],
  archive: ['book', 'kernel'],
  carriage: ['archive', 'book', 'kernel'],
  views: ['archive', 'book', 'kernel'],
  web: ['kernel'],
  // What is said in which language, which it keeps translations of and bodies turn on (docs/decisions/0029).
  node: [...rooms, 'web/languages', 'views', 'carriage', 'archive', 'book', 'kernel'],
  http: ['node', 'web', ...rooms, 'views', 'carriage', 'archive', 'book', 'kernel'],
  cli: ['http', 'node', 'web', ...rooms, 'views', 'carriage', 'archive', 'book', 'kernel'],
}

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

const tests = '(\\.test\\.tsx?$|-suite\\.ts$|^src/testing/|/example-)'

const layerRules = Object.entries(layers).map(([layer, allowed]) =>
  forbid(
    `${layer}-arrows`,
    `${layer}/ may use only ${allowed.join(', ') || 'nothing'} of src/: pass what it needs in as a parameter, or move it up.`,
    { path: `^src/${layer}/`, pathNot: tests },
    { path: '^src/', pathNot: [layer, ...allowed].map((name) => `^src/${name}/`) },
  ),
)

const earlierRooms = {
  bodies: [],
  people: ['bodies'],
  succession: ['bodies'],
  assemblies: ['bodies'],
  offices: ['bodies', 'succession', 'assemblies'],
  federation: ['bodies', 'succession', 'assemblies'],
}

const roomRules = rooms.flatMap((room) => [
  forbid(
    `${room}-arrows`,
    `${room}/ is a room: it may use views, web, book and kernel, and other rooms' faces. What spans rooms is put together in node/ or http/.`,
    { path: `^src/${room}/`, pathNot: tests },
    {
      path: '^src/',
      pathNot: [room, ...rooms, 'views', 'web', 'book', 'kernel'].map((name) => `^src/${name}/`),
    },
  ),
  forbid(
    `${room}-sees-faces-only`,
    `${room}/ may read entries.ts, state.ts and views.ts (of succession/ also speakers.ts) of ${earlierRooms[room].join(', ') || 'no other room'} (docs/decisions/0006, 0024).`,
    { path: `^src/${room}/`, pathNot: tests },
    {
      path: rooms.filter((other) => other !== room).map((other) => `^src/${other}/`),
      pathNot: earlierRooms[room].map((other) => `^src/${other}/(entries|state|views|speakers)\\.ts$`),
    },
  ),
])

module.exports = {
  forbidden: [
    ...layerRules,
    ...roomRules,
    forbid(
      'no-circles',
      'Two modules that need each other are one, or share a third.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    forbid(
      'src-stands-alone',
      'The program does not know its tests, its demonstration or its vectors.',
      { path: '^src/', pathNot: tests },
      { path: '^(demo|tests|vectors|scripts)/' },
    ),
    forbid(
      'independent-is-independent',
      'The independent implementation imports nothing of ours.',
      { path: '^tests/(independent|published)/', pathNot: '\\.test\\.ts$' },
      { path: '^(src|vectors)/' },
    ),
    forbid(
      'pure-core',
      'kernel/ and book/ touch no disk, network, clock or chance: pass these in.',
      { path: '^src/(kernel|book)/', pathNot: tests },
      { path: '^(node:)?(fs|net|http|https|os|path|child_process|worker_threads|timers)' },
    ),
    forbid(
      'no-dev-dependencies',
      'What the program imports is a dependency, not a development one.',
      { path: '^src/', pathNot: tests },
      { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
}
