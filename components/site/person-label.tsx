import { Avatar } from '@/components/ui/avatar'

/** Somebody's image and name; where there is no room, the name is only read aloud. */
export function PersonLabel({ name, image }: { name: string; image: string | null }) {
  return (
    <>
      <Avatar name={name} image={image} size="small" />
      <span
        dir="auto"
        className="sr-only max-w-40 truncate text-sm font-medium sm:not-sr-only sm:truncate"
      >
        {name}
      </span>
    </>
  )
}
