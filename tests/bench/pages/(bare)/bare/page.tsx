import { connection } from 'next/server'

/** What Next itself costs: rendered per request, as every page of the app is. */
export default async function BarePage() {
  await connection()
  return <p>Nothing</p>
}
