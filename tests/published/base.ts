/** RFC 4648 section 10; base32 put in lower case without padding, as docs/formats.md has it. */

/** Section 10, "BASE64". */
export const base64Vectors: [text: string, encoded: string][] = [
  ['', ''],
  ['f', 'Zg=='],
  ['fo', 'Zm8='],
  ['foo', 'Zm9v'],
  ['foob', 'Zm9vYg=='],
  ['fooba', 'Zm9vYmE='],
  ['foobar', 'Zm9vYmFy'],
]

/** Section 10, "BASE32", as published. */
export const base32Vectors: [text: string, encoded: string][] = [
  ['', ''],
  ['f', 'MY======'],
  ['fo', 'MZXQ===='],
  ['foo', 'MZXW6==='],
  ['foob', 'MZXW6YQ='],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI======'],
]
