'use client'

import { useCallback, useRef, useState } from 'react'
import { Avatar } from '@/components/ui/avatar'
import { FieldFrame } from '@/components/ui/field'
import { useFormField } from '@/components/ui/form-context'
import { Icon } from '@/components/ui/icon'
import { CAMERA } from '@/components/ui/icons'
import { IMAGE_TYPES } from '@/lib/domain/accounts/profile-image'
import { PhotoCrop } from './photo-crop'

/**
 * The current profile image, which opens the file picker too, and a file input. The browser crops and
 * shrinks what is chosen; where it cannot, and without a script, the file is sent as it is.
 */
export function ImageField({ name, image }: { name: string; image: string | null }) {
  const { error } = useFormField('image')
  return (
    <FieldFrame
      label="Profile image"
      rule="PNG, JPEG or WebP, up to 10 MB."
      hint="We remove metadata such as location."
      error={error}
    >
      {(described) => (
        // A saved image empties the input.
        <ImageInput key={image} name={name} image={image} described={described} />
      )}
    </FieldFrame>
  )
}

function ImageInput({
  name,
  image,
  described,
}: {
  name: string
  image: string | null
  described: { id: string }
}) {
  const inputRef = useRef<HTMLInputElement>(null)
  const [photo, setPhoto] = useState<{ bitmap: ImageBitmap; fileName: string } | null>(null)

  async function preview(file: File | undefined) {
    const bitmap = file ? await createImageBitmap(file).catch(() => null) : null
    // Meanwhile another may have been chosen.
    if (inputRef.current?.files?.[0] !== file) return
    setPhoto(file && bitmap ? { bitmap, fileName: file.name } : null)
  }

  const replace = useCallback((file: File) => {
    const files = new DataTransfer()
    files.items.add(file)
    if (inputRef.current) inputRef.current.files = files.files
  }, [])

  return (
    <div className="grid gap-4">
      <div className="flex items-center gap-4 max-sm:flex-col max-sm:items-start">
        {/* Hidden, since the input's name is its label above. */}
        <label htmlFor={described.id} aria-hidden="true" className="photo-button">
          <Avatar name={name} image={image} size="large" />
          <span>
            <Icon path={CAMERA} className="size-4" />
          </span>
        </label>
        <input
          ref={inputRef}
          type="file"
          name="image"
          accept={IMAGE_TYPES.join(',')}
          {...described}
          onChange={({ target }) => void preview(target.files?.[0])}
          className="file-input"
        />
      </div>
      {photo && <PhotoCrop photo={photo.bitmap} fileName={photo.fileName} onChange={replace} />}
    </div>
  )
}
