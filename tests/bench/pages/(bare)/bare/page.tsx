import { connection } from 'next/server'

/** The cost of Next itself: rendered per request, like every page of the app. */
export default async function BarePage() {
  await connection()
  return <p>Nothing</p>
}
