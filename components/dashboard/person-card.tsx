import { EmailText } from '@/components/ui/email-text'
import { Avatar } from '@/components/ui/avatar'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { Description, DescriptionList } from '@/components/ui/description-list'
import { isAdministrator, roleLabel, type Role } from '@/lib/domain/accounts/roles'

type Person = {
  name: string
  username: string
  email: string
  image: string | null
  role: Role
}

export function PersonCard({ person }: { person: Person }) {
  const { name, username, email, image, role } = person
  return (
    <Card
      title="Profile"
      aside={<Badge tone={isAdministrator(role) ? 'accent' : 'neutral'}>{roleLabel(role)}</Badge>}
    >
      <div className="mb-6 flex items-center gap-4">
        <Avatar name={name} image={image} size="large" />
        <div className="min-w-0">
          <p dir="auto" className="line-clamp-2 text-xl font-semibold tracking-tight wrap-anywhere">
            {name}
          </p>
          <p className="truncate text-muted">@{username}</p>
        </div>
      </div>
      <DescriptionList>
        <Description label="Name">{name}</Description>
        <Description label="Username">{username}</Description>
        <Description label="Email">
          <EmailText email={email} />
        </Description>
        <Description label="Role">{roleLabel(role)}</Description>
      </DescriptionList>
    </Card>
  )
}
