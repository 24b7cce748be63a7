import fc from 'fast-check'

const units = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0x20, max: 0x7e }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 0xffff }) },
)

/** Arbitrary text as it can really arrive: any UTF-16 units, including controls and lone surrogates. */
export const anyText = (maxLength: number) =>
  fc.array(units, { maxLength }).map((codes) => String.fromCharCode(...codes))
