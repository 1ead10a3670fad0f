/* An OpenID provider with its own pages for signing in. Whoever types an address is that person:
   "unverified-…" has an address that is not verified, "silent-…" one of which nothing is said.
   "zwei-…" was asked for two factors by `amr`, "stufe-…" by `acr`, "eins-…" for a password only.
   Arguments: issuer, port, client id, client secret. */
import Provider from 'oidc-provider'

const [issuer, port, id, secret] = process.argv.slice(2)

function claims (email) {
  const known = { sub: email, email, email_verified: !email.startsWith('unverified-') }
  if (email.startsWith('silent-')) delete known.email_verified
  return known
}

const asked = {
  zwei: { amr: ['pwd', 'otp'] },
  stufe: { acr: 'https://refeds.org/profile/mfa' },
  eins: { amr: ['pwd'], acr: '2' }
}

const provider = new Provider(issuer, {
  clients: [{
    client_id: id,
    client_secret: secret,
    redirect_uris: ['https://example.org/'],
    token_endpoint_auth_method: 'client_secret_post'
  }],
  acrValues: ['1', 'https://refeds.org/profile/mfa', '2'],
  claims: { openid: ['sub', 'acr', 'amr'], email: ['email', 'email_verified'], profile: [] },
  cookies: { keys: ['only for tests'] },
  findAccount: (ctx, email) => ({ accountId: email, claims: () => claims(email) }),
  async loadExistingGrant (ctx) {
    Object.assign(ctx.oidc.session, asked[ctx.oidc.session.accountId.split('-')[0]])
    const grant = new ctx.oidc.provider.Grant({
      clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId
    })
    grant.addOIDCScope('openid email profile')
    await grant.save()
    return grant
  }
})
provider.proxy = true
// The live server of the tests has another port each time.
provider.Client.prototype.redirectUriAllowed = () => true
provider.listen(Number(port), '127.0.0.1', () => console.log('ready'))
