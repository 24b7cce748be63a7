/** The package comes without types; this is the part of it used here. */
declare module 'punycode.js' {
  const punycode: {
    /** @throws RangeError for text that is not Punycode (RFC 3492) */
    decode: (text: string) => string
  }
  export default punycode
}
