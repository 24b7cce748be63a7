import { cookieName } from '@/lib/domain/site/cookie-names'

/*
 * Text known to break programs, grouped by what it breaks. The list is our own: short enough to try
 * everywhere, and each line is one that some parser, filter, terminal or query reads differently
 * from another.
 */

const NOTHING = [
  '',
  ' ',
  '\t',
  '\0',
  'null',
  'undefined',
  'nil',
  'NULL',
  '(null)',
  'None',
  '-',
  '.',
]

const NUMBERS = [
  ...['0', '-0', '-1', '1.0', '1e309', '-1e-400', '0x10', '0b1', '٣', 'NaN', 'Infinity', '1_000'],
  ...['2147483648', '-2147483649', '9007199254740993', '18446744073709551616', '9'.repeat(400)],
]

const NAMES = [
  ...['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString', 'valueOf', 'then'],
  ...['__proto__[role]', 'constructor.prototype.role', 'length', 'admin', 'root', 'true', 'false'],
]

const QUERIES = [
  ...["'", '"', '`', "''", "' OR '1'='1", "'; DROP TABLE users; --", '" OR ""="', "') OR 1=1--"],
  ...['{"contains":""}', '{"not":""}', '{"$ne":null}', '{"$gt":""}', '[$regex]=.*', '$where'],
  ...['%', '_', '\\', "\\'", '$1', '?', ':id', '/* x */', '-- ', "E'\\x00'", 'pg_sleep(10)'],
  ...['*)(uid=*))(|(uid=*', "' or count(//user)=1 or 'a'='b"],
]

const MARKUP = [
  ...['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "'-alert(1)-'", '</title><b>'],
  ...['<svg/onload=alert(1)>', 'javascript:alert(1)', 'data:text/html,<b>x', '&lt;&#60;&amp;'],
  ...['{{7*7}}', '${7*7}', '<%= 7*7 %>', '#{7*7}', '{%raw%}', ']]>', '<!--', '--!>', '<?xml ?>'],
  '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
]

const COMMANDS = [
  ...['; ls', '| id', '`id`', '$(id)', '&& id', '\n/bin/id', '$HOME', '%PATH%', '() { :;}; id'],
  ...['${jndi:ldap://127.0.0.1/a}', '=cmd|"/c calc"!A1', '+1+1', '@SUM(1)', '-2+3', '%n%n%s%x'],
]

const PATHS = [
  ...['../../etc/passwd', '..\\..\\x', '....//', '%2e%2e%2f', '..%c0%af', '/etc/passwd', 'C:\\x'],
  ...['\\\\host\\share', 'file:///etc/passwd', 'CON', 'nul.txt', '.git/config', '.env', '~', '//'],
  ...['//evil.example', '/\\evil.example', 'https:evil.example', 'https://evil.example@localhost'],
  ...['https://localhost:3000.evil.example', '/%09/evil.example', '/..//evil.example', '?#', '#'],
]

const LINES = [
  ...[
    '\r\n',
    '\n',
    '\r',
    `a\r\nSet-Cookie: ${cookieName('session')}=x`,
    'a\nBcc: eve@example.com',
    '\u0085',
  ],
  ...['%0d%0aX-Injected: 1', '\u2028', '\u2029', '\u000b', '\u000c', 'a\r\n\r\nHTTP/1.1 200 OK'],
  ...['{"event":"authn_login_success"}', '\n{"level":"error","event":"forged"}', '"}\n{"a":"b'],
]

const TERMINALS = ['\u001b[31m', '\u001b[2J', '\u001b]0;x\u0007', '\u009b31m', '\b\b\b', '\u0007']

const SCRIPTS = [
  ...['é', 'e\u0301', 'ß', 'ẞ', 'İ', 'ı', 'ﬁ', 'Å', '\u212b', 'ǅ', 'Ω', '\u2126', '\u1e9e', '℀'],
  ...[
    '田中さん',
    '사회과학원',
    'العربية',
    'עִבְרִית',
    'ไทย',
    'नमस्ते',
    '𝒜𝒹𝒶',
    'ａｄａ',
    'аda',
    '🏴󠁧󠁢󠁥󠁮󠁧󠁿',
    '👩‍👩‍👧',
  ],
  ...['Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮', 'ad\u00ada', '\u200b', '\u200d', '\ufeff', '\u180e', '\u3000', '\u00a0'],
  ...[
    '\u202e\u202d\u202c',
    '\u2066x\u2069',
    '\ufffd',
    '\ufffe',
    '\uffff',
    '\ud800',
    '\udc00\ud800',
  ],
  ...['\ue000', '\u{10ffff}', '\u{e0001}', '1\u20e3', '\u0600', 'ﷺ', 'ﷺ'.repeat(40)],
]

const ADDRESSES = [
  ...[
    'a@b',
    '@',
    'a@',
    '@b.example',
    'a@b@c.example',
    'a＠b.example',
    'a﹫b.example',
    '"a b"@c.example',
  ],
  ...['a@[127.0.0.1]', 'a@127.0.0.1', 'a@b.example,c@d.example', '<a@b.example>', 'a@b.example\0'],
  ...['a@b..example', '.a@b.example', 'a@-b.example', 'a(x)@b.example', 'postmaster@localhost'],
  ...[
    `${'a'.repeat(65)}@b.example`,
    `a@${'b'.repeat(250)}.example`,
    'a@xn--a.example',
    'A@B.EXAMPLE',
  ],
]

const CODINGS = [
  ...['%', '%2', '%zz', '%00', '%ff', '%c0%80', '%ed%a0%80', '%f4%90%80%80', '%u0041', '%25%30%30'],
  ...['+', '%20', '%2b', '=', '==', '&', ';', 'a[]=1', 'a[0]', 'a.b', 'a[b][c]', '=a', 'a=b=c'],
  ...['eyJhbGciOiJub25lIn0.e30.', 'eyJhbGciOiJkaXIifQ....', '....', 'AAAA', '=A', '"', '\\u0000'],
  ...['{', '[', '[]', '{}', '[[', '{"a":', '"', 'true', '{"__proto__":{"a":1}}', '[{}]', '$1:a:a'],
]

const LENGTHS = [
  'x'.repeat(255),
  'x'.repeat(4097),
  'é'.repeat(300),
  '😀'.repeat(129),
  'A'.repeat(9000),
]

/** All hostile texts. */
export const HOSTILE_TEXT: readonly string[] = [
  ...[NOTHING, NUMBERS, NAMES, QUERIES, MARKUP, COMMANDS, PATHS, LINES, TERMINALS],
  ...[SCRIPTS, ADDRESSES, CODINGS, LENGTHS],
].flat()
