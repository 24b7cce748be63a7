/** From left to right, in the order a request passes them. `cut` is the depth of the key's cut. */
const PINS = [
  { name: 'Browser', cut: 40 },
  { name: 'Middleware', cut: 26 },
  { name: 'Auth.js', cut: 52 },
  { name: 'Our code', cut: 32 },
  { name: 'Database', cut: 46 },
] as const

const SHEAR_Y = 214
const FIRST_X = 196
const STEP = 66
const PIN_WIDTH = 30
const DRIVER_HEIGHT = 36
const CHAMBER_TOP = 72

const pinX = (index: number) => FIRST_X + index * STEP

/**
 * A cutaway of a pin tumbler lock with the right key in it: each of the five pins is lifted to the
 * shear line. The pins are the five layers a sign-in passes.
 */
export function LockIllustration({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 560 392" className={className} aria-hidden="true">
      <g className="fill-none stroke-door-line" strokeWidth="1.5">
        <rect x="140" y="48" width="380" height="300" rx="20" className="fill-door-deep/60" />
        <rect x="140" y={SHEAR_Y} width="380" height="98" className="fill-door/80" />
      </g>
      {PINS.map(({ name, cut }, index) => (
        <path
          key={name}
          d={`M${pinX(index) - PIN_WIDTH / 2} ${SHEAR_Y + cut}V${CHAMBER_TOP}h${PIN_WIDTH}V${SHEAR_Y + cut}z`}
          className="fill-door-deep stroke-door-line"
          strokeWidth="1.5"
        />
      ))}
      <Key />
      {PINS.map(({ name, cut }, index) => (
        <Pin key={name} x={pinX(index)} cut={cut} />
      ))}
      <path
        d={`M120 ${SHEAR_Y}H540`}
        className="stroke-door-bright"
        strokeWidth="1.5"
        strokeDasharray="2 5"
        strokeLinecap="round"
      />
      {PINS.map(({ name }, index) => (
        <text
          key={name}
          x={pinX(index)}
          y={index % 2 === 0 ? 33 : 12}
          textAnchor="middle"
          className="fill-door-muted font-mono text-[14.5px] max-sm:hidden"
        >
          {name}
        </text>
      ))}
      {PINS.map(({ name }, index) => (
        <path
          key={name}
          d={`M${pinX(index)} ${index % 2 === 0 ? 40 : 19}V${CHAMBER_TOP - 6}`}
          className="stroke-door-line max-sm:hidden"
          strokeWidth="1"
        />
      ))}
    </svg>
  )
}

/** Spring, driver pin and key pin; the two meet at the shear line. */
function Pin({ x, cut }: { x: number; cut: number }) {
  const left = x - PIN_WIDTH / 2
  const driverTop = SHEAR_Y - DRIVER_HEIGHT
  return (
    <g>
      <path
        d={springPath(x, CHAMBER_TOP + 4, driverTop - 3)}
        className="fill-none stroke-door-muted"
        strokeWidth="1.75"
        strokeLinejoin="round"
      />
      <rect
        x={left + 2}
        y={driverTop}
        width={PIN_WIDTH - 4}
        height={DRIVER_HEIGHT - 1.5}
        rx="3"
        className="fill-door-line"
      />
      <path
        d={`M${left + 2} ${SHEAR_Y + 1.5}h${PIN_WIDTH - 4}v${cut - 11}l-9 9.5h-8l-9-9.5z`}
        className="fill-door-bright"
        strokeLinejoin="round"
      />
    </g>
  )
}

function springPath(x: number, top: number, bottom: number): string {
  const turns = 9
  const points = Array.from({ length: turns + 1 }, (_, turn) => {
    const side = turn === 0 || turn === turns ? 0 : turn % 2 === 0 ? -9 : 9
    return `${x + side} ${(top + ((bottom - top) * turn) / turns).toFixed(1)}`
  })
  return `M${points.join('L')}`
}

function Key() {
  const ridge = SHEAR_Y + 18
  const cuts = PINS.map(({ cut }, index) => {
    const y = SHEAR_Y + cut
    return `L${pinX(index) - 19} ${Math.min(y, ridge)}L${pinX(index) - 7} ${y}h14L${pinX(index) + 19} ${Math.min(y, ridge)}`
  })
  return (
    <path
      fillRule="evenodd"
      className="fill-door-text"
      d={[
        `M104 ${ridge}H150`,
        ...cuts,
        `L496 ${ridge}L510 ${SHEAR_Y + 58}L494 ${SHEAR_Y + 80}H104`,
        // The bow, with the hole for the ring.
        `C96 ${SHEAR_Y + 116} 16 ${SHEAR_Y + 116} 16 ${SHEAR_Y + 49}S96 ${SHEAR_Y - 18} 104 ${ridge}Z`,
        `M44 ${SHEAR_Y + 49}a13 13 0 1 0 26 0 13 13 0 1 0-26 0Z`,
      ].join('')}
    />
  )
}
