/* Line icons, 20 by 20. One constant each, so that a page loads only those it uses. */

export const INFO = 'M10 9v5M10 6.2v.1M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15Z'
export const SUCCESS = 'm6.5 10.3 2.4 2.4 4.8-5.2M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15Z'
export const CAUTION =
  'M10 8v3.5M10 14v.1M8.7 3.4 2.2 14.6A1.5 1.5 0 0 0 3.5 17h13a1.5 1.5 0 0 0 1.3-2.4L11.3 3.4a1.5 1.5 0 0 0-2.6 0Z'
export const DANGER = 'M10 6v4.5M10 13.7v.1M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15Z'
export const CLOSE = 'm5.5 5.5 9 9m0-9-9 9'
export const SYSTEM = 'M3 4.5h14v9H3zM7.5 16.5h5M10 13.5v3'
export const LIGHT =
  'M10 13.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM10 2v1.5M10 16.5V18M2 10h1.5M16.5 10H18M4.3 4.3l1.1 1.1M14.6 14.6l1.1 1.1M4.3 15.7l1.1-1.1M14.6 5.4l1.1-1.1'
export const DARK = 'M16.5 11.8A7 7 0 0 1 8.2 3.5a7 7 0 1 0 8.3 8.3Z'
export const MAIL = 'M2.5 5h15v10.5h-15zM3 5.5l7 5.5 7-5.5'
export const CHEVRON = 'm5.5 8 4.5 4.5L14.5 8'
export const COMPUTER = 'M3.5 4h13v9h-13zM1.5 16h17'
export const PHONE = 'M6 2.5h8v15H6zM9 14.8h2'
export const TABLET = 'M4 2.5h12v15H4zM8.5 14.8h3'
export const CAMERA =
  'M3 7.5A1.5 1.5 0 0 1 4.5 6h1.9l1.2-2h4.8l1.2 2h1.9A1.5 1.5 0 0 1 17 7.5v7a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 14.5v-7ZM10 13.3a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4Z'
