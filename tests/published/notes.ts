/**
 * Published signed notes, checkpoints and cosignatures: the C2SP specifications (commit
 * 5ba5ee830903e91240fc6f9f3a7a9293d49e69c9), golang.org/x/mod sumdb/note (commit
 * fe2ec04f7c3c3aa6fad97631aafcff6e49e2d1db) and tree heads of sum.golang.org.
 */

const PETER = 'x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM='
const ENOCH = 'rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ='

/** The text, keys and signature lines of sumdb/note's example_test.go and note_test.go. */
export const goNote = {
  text: "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n",
  peter: {
    name: 'PeterNeumann',
    vkey: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
    /** base64 of 0x01 || seed, from PRIVATE+KEY+PeterNeumann+c74f20a3+… */
    secret: 'AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz',
    line: `\u2014 PeterNeumann ${PETER}\n`,
  },
  /** Its key was made from 32 zero bytes. */
  enoch: {
    name: 'EnochRoot',
    vkey: 'EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop',
    secret: 'AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    line: `\u2014 EnochRoot ${ENOCH}\n`,
  },
}

/** note_test.go: vkeys that must be refused (wrong length, unknown algorithm), with adjusted key ids. */
export const badVkeys = [
  'PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==',
  'PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
]

/** note_test.go: texts that are no notes. (It has one more, which begins with the byte ff.) */
export const malformedNotes = [
  goNote.text,
  `${goNote.text}\n`,
  `${goNote.text}\n${goNote.peter.line.slice(0, -1)}`,
  `\u0001${goNote.text}\n${goNote.peter.line}`,
  `${goNote.text}\n\u2014 Bad Name ${PETER}`,
  `${goNote.text}\n${goNote.peter.line}Unexpected line.\n`,
]

/** C2SP signed-note, "Example". */
export const c2spNote = {
  vkey: 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k',
  note: `This is an example message.

\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
`,
}

/** C2SP signed-note, the introduction: its text has an empty line in it. No key is printed for it. */
export const c2spPoem = `Ognuno sta solo sul cuor della terra
trafitto da un raggio di sole:

ed è subito sera.

\u2014 quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=
`

const SOFA_TREE = '20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n'
const SOFA_SIGNATURE =
  'Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8='

/**
 * C2SP tlog-cosignature, the introduction (tlog-checkpoint prints the same without the witness's line). No key
 * is printed. Its key id and signature are those of sum.golang.org over the same tree: see `goTreeHeads`. The
 * witness's line can be taken apart (its time is printed in "Ed25519 signed message") but not verified.
 */
export const c2spCosigned = {
  note: `example.com/behind-the-sofa
${SOFA_TREE}
\u2014 example.com/behind-the-sofa ${SOFA_SIGNATURE}
\u2014 witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
`,
  origin: 'example.com/behind-the-sofa',
  size: 20852163,
  root: 'CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=',
  witness: 'witness.example.com/w1',
  cosignedAtS: 1679315147n,
  cosignedMessage: `cosignature/v1\ntime 1679315147\nexample.com/behind-the-sofa\n${SOFA_TREE}`,
}

/**
 * Tree heads of sum.golang.org under the key in cmd/go/internal/modfetch/key.go: the one behind the example of
 * C2SP, and one retrieved from sum.golang.org/latest on 2024-09-23 that sigsum-go's tests carry.
 */
export const goTreeHeads = {
  vkey: 'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8',
  origin: 'go.sum database tree',
  notes: [
    `go.sum database tree\n${SOFA_TREE}\n\u2014 sum.golang.org ${SOFA_SIGNATURE}\n`,
    `go.sum database tree
30055305
mXfgRcJ0bG0j3CPdKwgGWtUzBUbX67saZGRmFuJGGsM=

\u2014 sum.golang.org Az3grpgEild5qw7+5dtV13Kf1C2Xurm8q4fhdxvcsDHnqNTaxL2AFjBY+2TyGKevucFcAAlWFJJYle3EJlDCrQ+y3A8=
`,
  ],
}

/** C2SP tlog-tiles: the encoding of an index, and the tiles of a tree of 70,000 and of 256. */
export const c2spTiles = {
  index: { number: 1234067, path: 'x001/x234/067' },
  trees: [
    {
      size: 70_000,
      levels: [
        { full: 273, partial: 112 },
        { full: 1, partial: 17 },
        { full: 0, partial: 1 },
      ],
    },
    {
      size: 256,
      levels: [
        { full: 1, partial: 0 },
        { full: 0, partial: 1 },
      ],
    },
  ],
}
