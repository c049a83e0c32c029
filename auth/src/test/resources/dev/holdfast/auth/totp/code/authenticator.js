// An authenticator: reads key URIs and instants, one pair a line, and says what it read and what it shows.
const { TOTP, URI } = require('otpauth');
const lines = require('fs').readFileSync(0, 'utf8').split('\n').filter((line) => line.length > 0);
for (const line of lines) {
  const [uri, second, code] = line.split('\t');
  const timestamp = Number(second) * 1000;
  const read = URI.parse(uri);
  // The same credential, made and written by this library alone.
  const own = new TOTP({
    issuer: read.issuer,
    label: read.label,
    secret: read.secret,
    algorithm: read.algorithm,
    digits: read.digits,
    period: read.period,
  });
  console.log(
    [
      read.issuer,
      read.label,
      read.secret.base32,
      read.algorithm,
      read.digits,
      read.period,
      read.generate({ timestamp }),
      read.validate({ token: code, timestamp, window: 0 }),
      own.toString(),
    ].join('\t'),
  );
}
