/**
 * Published RFC 6962 trees and proofs: transparency-dev/merkle (testonly/constants.go,
 * testonly/reference_test.go, testonly/vectors_test.go, rfc6962/rfc6962_test.go, testdata/) at commit
 * 417fb0c314750d94e53942e9f92e79b6d35915db. Hashes and leaves are in hexadecimal save in the probes.
 */
import probes from './merkle-probes.json' with { type: 'json' }

/** rfc6962_test.go. */
export const hasherVectors = {
  emptyTree: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  emptyLeaf: '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  leaf: { text: 'L123456', hash: '395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56' },
  node: {
    leftText: 'N123',
    rightText: 'N456',
    hash: 'aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb',
  },
}

/** LeafInputs: the entries of the reference tree. */
export const leafInputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657'].concat(
  '606162636465666768696a6b6c6d6e6f',
)

/** NodeHashes: of every complete subtree of the reference tree, by level. */
export const nodeHashes = [
  [
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
    '0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7',
    '07506a85fd9dd2f120eb694f86011e5bb4662e5c415a62917033d4a9624487e7',
    'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    '4271a26be0d8a84f0bd54c8c302e7cb3a3b5d1fa6780a40bcce2873477dab658',
    'b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f',
    '46f6ffadd3d06a09ff3c5860d2755c8b9819db7df44251788c7d8e3180de8eb1',
  ],
  [
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
    '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
  ],
  [
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
  ],
  ['5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
]

/** RootHashes: of the first n of the reference entries, by n from 0. */
export const rootHashes = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

/** TestRefInclusionProof; a proof is given as level and index into `nodeHashes`. */
export const inclusionPaths: { index: number; size: number; path: [level: number, index: number][] }[] = [
  { index: 0, size: 1, path: [] },
  { index: 0, size: 2, path: [[0, 1]] },
  { index: 1, size: 2, path: [[0, 0]] },
  { index: 2, size: 3, path: [[1, 0]] },
  {
    index: 1,
    size: 5,
    path: [
      [0, 0],
      [1, 1],
      [0, 4],
    ],
  },
  {
    index: 0,
    size: 8,
    path: [
      [0, 1],
      [1, 1],
      [2, 1],
    ],
  },
  {
    index: 5,
    size: 8,
    path: [
      [0, 4],
      [1, 3],
      [2, 0],
    ],
  },
]

/** TestRefConsistencyProof; likewise. */
export const consistencyProofs: { size1: number; size2: number; proof: [level: number, index: number][] }[] =
  [
    { size1: 1, size2: 1, proof: [] },
    {
      size1: 1,
      size2: 8,
      proof: [
        [0, 1],
        [1, 1],
        [2, 1],
      ],
    },
    {
      size1: 2,
      size2: 5,
      proof: [
        [1, 1],
        [0, 4],
      ],
    },
    {
      size1: 6,
      size2: 8,
      proof: [
        [1, 2],
        [1, 3],
        [2, 0],
      ],
    },
  ]

/**
 * vectors_test.go, after draft-ietf-plants-merkle-tree-certs: SHA-256 over the lines `[start, end) <hex>` for
 * every valid subtree of the tree over the 130 one-byte entries 00, 01, … 81. A subtree is valid that starts at
 * 0, or is not empty and starts at a multiple of the least power of two not below its width.
 */
export const subtreeHashes = {
  entryCount: 130,
  sha256: 'b82806ad4265bb151c1119c0f4db437bb4d1a1f887b3a7fba1cd4ebf552e3e81',
}

/** testdata/inclusion: proofs good and spoilt; hashes in base64. */
export const inclusionProbes: {
  name: string
  leafIdx: number
  treeSize: number
  root: string
  leafHash: string
  proof: string[]
  wantErr: boolean
}[] = probes.inclusion

/** testdata/consistency: proofs good and spoilt; hashes in base64 (some are no hashes, of other lengths). */
export const consistencyProbes: {
  name: string
  size1: number
  size2: number
  root1: string
  root2: string
  proof: string[]
  wantErr: boolean
}[] = probes.consistency
