'use client'

import { Avatar } from '@/components/ui/avatar'
import { FieldFrame } from '@/components/ui/field'
import { useFormField } from '@/components/ui/form-context'
import { IMAGE_TYPES } from '@/lib/domain/accounts/profile-image'

/** The current profile image, and a file input to replace it. */
export function ImageField({ name, image }: { name: string; image: string | null }) {
  const { error } = useFormField('image')
  return (
    <FieldFrame
      label="Profile image"
      hint="PNG, JPEG or WebP, up to 2 MB. We remove metadata such as location."
      error={error}
    >
      {(described) => (
        <div className="flex items-center gap-4 max-sm:flex-col max-sm:items-start">
          <Avatar name={name} image={image} size="large" />
          <input
            // A saved image empties the input.
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
