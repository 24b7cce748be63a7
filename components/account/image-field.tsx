'use client'

import { Avatar } from '@/components/ui/avatar'
import { FieldFrame } from '@/components/ui/field'
import { useFormField } from '@/components/ui/form-context'
import { IMAGE_TYPES } from '@/lib/domain/accounts/profile-image'

/** One's picture, and another one from a file. */
export function ImageField({ name, image }: { name: string; image: string | null }) {
  const { error } = useFormField('image')
  return (
    <FieldFrame
      label="Profile image"
      hint="PNG, JPEG or WebP, up to 2 MB. Everything but the picture itself is dropped."
      error={error}
    >
      {(described) => (
        <div className="flex items-center gap-4 max-sm:flex-col max-sm:items-start">
          <Avatar name={name} image={image} size="large" />
          <input
            // Once it is saved, the field is empty again.
            key={image}
            type="file"
            name="image"
            accept={IMAGE_TYPES.join(',')}
            {...described}
            className="file-input"
          />
        </div>
      )}
    </FieldFrame>
  )
}
