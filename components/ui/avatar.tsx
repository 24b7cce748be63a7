/** A user's image or initials. Decorative, because the name is next to it. */
export function Avatar({
  name,
  image,
  size = 'regular',
}: {
  name: string
  image: string | null
  size?: 'small' | 'regular' | 'large'
}) {
  const shape = `${SIZES[size]} shrink-0 rounded-full`
  if (image) {
    // Served by this site at its display size, so next/image is not needed.
    // eslint-disable-next-line @next/next/no-img-element
    return <img src={image} alt="" className={`${shape} bg-sunken object-cover`} />
  }
  return (
    <span
      aria-hidden="true"
      className={`${shape} grid place-items-center overflow-hidden bg-accent-soft leading-none font-semibold whitespace-nowrap text-accent-text select-none`}
    >
      {initialsOf(name)}
    </span>
  )
}

const SIZES = {
  small: 'size-8 text-xs',
  regular: 'size-11 text-base',
  large: 'size-16 text-xl',
}

/** The first characters of the first and last words, as people count them: a flag or family is one. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const picked = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return picked.map((word = '') => firstCharacter(firstCharacter(word).toUpperCase())).join('')
}

function firstCharacter(word: string): string {
  // Firefox before 125 lacks the segmenter; code points are right for letters.
  if (!('Segmenter' in Intl)) return [...word][0] ?? ''
  const [first] = new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(word)
  return first?.segment ?? ''
}
