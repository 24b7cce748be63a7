import { expect, test } from 'vitest'
import { checkNode, checkPlace } from '@/scripts/bootstrap.mjs'
import { product } from '@/lib/product'

test.each(['20.20.0', '20.21.3', '22.22.0', '24.13.0', '25.0.0', '26.1.0'])(
  'Node %s is accepted',
  (version) => {
    expect(() => checkNode(version)).not.toThrow()
  },
)

test.each(['18.20.0', '20.19.9', '21.7.0', '22.21.9', '23.11.0', '24.12.0'])(
  'Node %s is refused in one sentence that names the supported versions',
  (version) => {
    expect(() => checkNode(version)).toThrow(
      `${product.name} needs Node 20.20, 22.22, or 24.13 and newer; this is ${version}.`,
    )
  },
)

test.each(['/home/ada/latchkey', '/home/Zoë Łovelace/100% (new)/latchkey', 'C:\\Users\\ada'])(
  'a clone in %s is accepted',
  (folder) => {
    expect(() => checkPlace(folder)).not.toThrow()
  },
)

test('a clone in a folder with "#" is refused before a build that could not end well', () => {
  expect(() => checkPlace('/home/ada/#1/latchkey')).toThrow(
    `${product.name} cannot be built in /home/ada/#1/latchkey, because of the "#". Move it to a folder`,
  )
})
