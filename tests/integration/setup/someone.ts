let made = 0

/** What somebody types to sign up, unlike everybody else in this file. */
export function someone() {
  made += 1
  return {
    name: 'New Person',
    username: `new-${made}`,
    email: `new-${made}@example.org`,
    password: 'copper kettle midnight',
  }
}
