import { cookies } from 'next/headers'

export default async function Plain() {
  await cookies()
  return <main>Signed in as Demo User.</main>
}
