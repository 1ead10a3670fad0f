/* Passkeys: a form with data-passkey="create" or "get" asks the device before it is sent.

   The question stands in the element #passkey-question, or is fetched from data-question-url. The
   answer goes into the field "credential". Without JavaScript the button stays hidden. */
(() => {
  const { webauthnJSON } = window
  const form = document.querySelector('form[data-passkey]')
  if (!form || !webauthnJSON || !webauthnJSON.supported()) return

  const answer = form.elements.namedItem('credential')
  const trouble = document.querySelector('[data-passkey-trouble]')
  document.querySelectorAll('[data-passkey-only]').forEach((part) => { part.hidden = false })

  async function question () {
    const url = form.dataset.questionUrl
    if (!url) return JSON.parse(document.getElementById('passkey-question').textContent)
    const reply = await fetch(url, { headers: { Accept: 'application/json' } })
    if (!reply.ok) throw new Error(`${reply.status}`)
    return reply.json()
  }

  async function ask () {
    const asked = await question()
    if (form.dataset.passkey === 'get') return webauthnJSON.get(asked.request_options)
    const { creation_options: options } = asked
    Object.assign(options.publicKey.authenticatorSelection, {
      residentKey: 'required', requireResidentKey: true, userVerification: 'required'
    })
    return webauthnJSON.create(options)
  }

  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    trouble.hidden = true
    try {
      answer.value = JSON.stringify(await ask())
      form.submit()
    } catch {
      // Somebody said no, or the device knows no passkey for this site.
      trouble.hidden = false
      trouble.focus()
    }
  })
})()
