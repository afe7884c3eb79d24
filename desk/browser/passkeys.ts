import {
  browserSupportsWebAuthn,
  startAuthentication,
  startRegistration,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from "@simplewebauthn/browser";

/** Forms that a passkey fills in. */
export function bringPasskeysToLife(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void fillIn(form);
    });
  }
}

async function fillIn(form: HTMLFormElement): Promise<void> {
  const status = form.querySelector('[role="status"]');
  const answer = form.elements.namedItem("answer");
  const { passkey, options = "", failed = "", unsupported = "" } = form.dataset;
  if (status === null || !(answer instanceof HTMLInputElement)) return;
  if (!browserSupportsWebAuthn()) {
    status.textContent = unsupported;
    return;
  }
  try {
    // What the server wrote into its own page; WebAuthn itself looks at every field.
    const optionsJSON: unknown = JSON.parse(options);
    const given =
      passkey === "create"
        ? await startRegistration({ optionsJSON: optionsJSON as PublicKeyCredentialCreationOptionsJSON })
        : await startAuthentication({ optionsJSON: optionsJSON as PublicKeyCredentialRequestOptionsJSON });
    answer.value = JSON.stringify(given);
    form.submit();
  } catch {
    status.textContent = failed;
  }
}
