import localFont from 'next/font/local'

const text = localFont({
  src: '../node_modules/@fontsource-variable/instrument-sans/files/instrument-sans-latin-wght-normal.woff2',
  weight: '400 700',
  variable: '--font-text',
  // Next.js would adjust the regular Arial alone: globals.css has fallbacks.
  adjustFontFallback: false,
})

/** Loaded only by pages that contain such characters. */
const textExtended = localFont({
  src: '../node_modules/@fontsource-variable/instrument-sans/files/instrument-sans-latin-ext-wght-normal.woff2',
  weight: '400 700',
  variable: '--font-text-ext',
  preload: false,
  adjustFontFallback: false,
  declarations: [
    {
      prop: 'unicode-range',
      // The file's Unicode range. A literal, because the font loader reads the source code.
      value:
        'U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF',
    },
  ],
})

const figures = localFont({
  src: '../node_modules/@fontsource-variable/spline-sans-mono/files/spline-sans-mono-latin-wght-normal.woff2',
  weight: '300 700',
  variable: '--font-figures',
  preload: false,
  // Arial's figures are not all as wide: globals.css has a fallback.
  adjustFontFallback: false,
})

/** Defines the font families used in globals.css. */
export const fontClasses = `${text.variable} ${textExtended.variable} ${figures.variable}`
