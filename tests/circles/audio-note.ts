/** A voice note as phones make them: Ogg with one Opus track (RFC 3533, RFC 7845), and in its sounds whatever is to be in them. */

const crcTable = Array.from({ length: 256 }, (_, index) => {
  let value = index << 24
  for (let bit = 0; bit < 8; bit += 1) value = (value << 1) ^ (value < 0 ? 0x04c11db7 : 0)
  return value >>> 0
})

const crcOf = (bytes: Buffer): number =>
  bytes.reduce((crc, byte) => ((crc << 8) ^ (crcTable[((crc >>> 24) ^ byte) & 0xff] ?? 0)) >>> 0, 0)

/** A page of one packet of at most 65,024 bytes. `kind`: 2 the first, 4 the last. */
function pageOf(number: number, kind: number, granule: number, packet: Buffer): Buffer {
  const lacing = [...Array.from({ length: Math.floor(packet.length / 255) }, () => 255), packet.length % 255]
  const head = Buffer.alloc(27)
  head.write('OggS')
  head.writeUInt8(kind, 5)
  head.writeBigUInt64LE(BigInt(granule), 6)
  head.writeUInt32LE(0x0a9ac417, 14)
  head.writeUInt32LE(number, 18)
  head.writeUInt8(lacing.length, 26)
  const page = Buffer.concat([head, Buffer.from(lacing), packet])
  page.writeUInt32LE(crcOf(page), 22)
  return page
}

/** The note's file: `inside` stands in one of its packets, between others. */
export function audioNote(inside: string): Buffer {
  const opusHead = Buffer.concat([
    Buffer.from('OpusHead'),
    Buffer.from([1, 1, 0x38, 1, 0x80, 0xbb, 0, 0, 0, 0, 0]),
  ])
  const vendor = Buffer.from('apachita')
  const length = Buffer.alloc(4)
  length.writeUInt32LE(vendor.length)
  const opusTags = Buffer.concat([Buffer.from('OpusTags'), length, vendor, Buffer.alloc(4)])
  const silence = Buffer.alloc(3000, 0xf8)
  const packets = [silence, Buffer.concat([Buffer.from([0xf8]), Buffer.from(inside), silence]), silence]
  return Buffer.concat([
    pageOf(0, 2, 0, opusHead),
    pageOf(1, 0, 0, opusTags),
    ...packets.map((packet, at) => pageOf(at + 2, at === packets.length - 1 ? 4 : 0, 960 * (at + 1), packet)),
  ])
}
