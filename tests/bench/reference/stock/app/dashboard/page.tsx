import { redirect } from 'next/navigation'
import { auth } from '../../auth'

export default async function Dashboard() {
  const session = await auth()
  if (!session) redirect('/api/auth/signin')
  return <main>Signed in as {session.user?.name}.</main>
}
