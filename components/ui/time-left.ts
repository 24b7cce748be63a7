const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A countdown in two units: "29 d 23 h", "7 h 59 min", "1 min 5 s", "42 s". */
export function timeLeftInWords(totalSeconds: number): string {
  const whole = Math.max(0, Math.ceil(totalSeconds))
  if (whole >= DAY) return `${Math.floor(whole / DAY)} d ${Math.floor((whole % DAY) / HOUR)} h`
  if (whole >= HOUR)
    return `${Math.floor(whole / HOUR)} h ${Math.floor((whole % HOUR) / MINUTE)} min`
  if (whole >= MINUTE) return `${Math.floor(whole / MINUTE)} min ${whole % MINUTE} s`
  return `${whole} s`
}
