'use client'

import { useEffect, useId, useRef, useState, type PointerEvent } from 'react'
import { CENTRE, cropSquare, draggedCrop, type Crop } from '@/lib/domain/accounts/profile-image'

/** The side of the picture that is sent, in pixels: twice what the server keeps. */
const SIDE = 512
const QUALITY = 0.9
const ZOOM_MAX = 4

/**
 * A preview of the square that will be the photo, to drag and to zoom.
 *
 * @param onChange gets the square as a file, at first and after each change
 */
export function PhotoCrop({
  photo,
  fileName,
  onChange,
}: {
  photo: ImageBitmap
  /** What the field goes on to show: the name of the file that was chosen. */
  fileName: string
  onChange: (file: File) => void
}) {
  const [crop, setCrop] = useState(CENTRE)
  const canvasRef = useRef<HTMLCanvasElement>(null)

  useEffect(() => {
    const canvas = canvasRef.current
    const context = canvas?.getContext('2d')
    if (!canvas || !context) return
    const { left, top, side } = cropSquare(photo, crop)
    context.imageSmoothingQuality = 'high'
    context.clearRect(0, 0, SIDE, SIDE)
    context.drawImage(photo, left, top, side, side, 0, 0, SIDE, SIDE)
    onChange(fileOf(canvas, fileName))
  }, [photo, fileName, crop, onChange])

  function drag({ buttons, movementX, movementY, currentTarget }: PointerEvent<HTMLElement>) {
    if (buttons !== 1) return
    const { clientWidth } = currentTarget
    setCrop((last) => draggedCrop(photo, last, movementX / clientWidth, movementY / clientWidth))
  }

  const slider = (label: string, key: keyof Crop, min: number, max: number) => (
    <Slider
      label={label}
      min={min}
      max={max}
      value={crop[key]}
      onChange={(value) => setCrop((last) => ({ ...last, [key]: value }))}
    />
  )
  return (
    <fieldset className="flex flex-wrap items-center gap-x-6 gap-y-4 rounded-md bg-sunken p-4">
      <legend className="sr-only">Crop</legend>
      <canvas
        ref={canvasRef}
        role="img"
        aria-label="Preview"
        width={SIDE}
        height={SIDE}
        onPointerDown={({ currentTarget, pointerId }) => currentTarget.setPointerCapture(pointerId)}
        onPointerMove={drag}
        className="size-36 cursor-move touch-none rounded-full bg-surface"
      />
      <div className="grid min-w-0 grow basis-44 gap-2">
        {slider('Zoom', 'zoom', 1, ZOOM_MAX)}
        {slider('Left to right', 'x', 0, 1)}
        {slider('Top to bottom', 'y', 0, 1)}
      </div>
    </fieldset>
  )
}

function Slider({
  label,
  min,
  max,
  value,
  onChange,
}: {
  label: string
  min: number
  max: number
  value: number
  onChange: (value: number) => void
}) {
  const id = useId()
  return (
    <div className="grid">
      <label htmlFor={id} className="text-sm">
        {label}
      </label>
      <input
        type="range"
        id={id}
        min={min}
        max={max}
        step={(max - min) / 50}
        value={value}
        onChange={(event) => onChange(Number(event.target.value))}
        className="min-h-6 w-full cursor-pointer"
      />
    </div>
  )
}

/** At once, so that no submit can come between: the browser's other way answers later. */
function fileOf(canvas: HTMLCanvasElement, name: string): File {
  // Browsers that cannot write WebP write PNG.
  const [head = '', data = ''] = canvas.toDataURL('image/webp', QUALITY).split(',')
  const type = /image\/\w+/.exec(head)?.[0] ?? 'image/png'
  const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0))
  return new File([bytes], name, { type })
}
