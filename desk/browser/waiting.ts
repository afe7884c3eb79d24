const EACH_MILLISECONDS = 3000;

/** Asks where the guest stands, and goes on when it is another place: to the page of that state, or into the room. */
export function keepWaiting(): void {
  const asked = document.getElementById("asked");
  const status = document.getElementById("state");
  if (asked === null) return;
  const { state = "", token = "", offline = "", entering = "", enterFailed = "", waiting = "", shared } = asked.dataset;
  const say = (text: string): void => {
    if (status !== null && status.textContent !== text) status.textContent = text;
  };

  const enter = async (): Promise<boolean> => {
    say(entering);
    const address = await addressOf(token);
    if (address === undefined) say(enterFailed);
    else location.assign(address);
    return address !== undefined;
  };
  document.getElementById("enter")?.addEventListener("click", () => void enter());

  let timer = 0;
  let failed = false;
  const askOnAndOn = (): void => {
    timer = setInterval(() => void ask(), EACH_MILLISECONDS);
  };
  const ask = async (): Promise<void> => {
    const now = await stateNow(token);
    if (now === undefined) {
      if (state === "waiting") say(offline);
    } else if (now === "admitted" && state === "waiting" && !failed) {
      clearInterval(timer);
      failed = !(await enter());
      // Once the desk answers again, on to the page with the button that enterFailed speaks of.
      if (failed) askOnAndOn();
    } else if (now !== state) {
      clearInterval(timer);
      // Where the device has places at two meetings, its first one may be the other page's.
      if (shared === "yes") goTo(token);
      else location.replace("/v");
    } else if (state === "waiting") say(waiting);
  };
  askOnAndOn();
}

/** Loads the page of the place whose token this is. */
function goTo(token: string): void {
  const form = document.createElement("form");
  form.method = "post";
  form.action = "/v/place";
  form.hidden = true;
  const field = document.createElement("input");
  field.name = "token";
  field.value = token;
  form.append(field);
  document.body.append(form);
  form.submit();
}

async function stateNow(token: string): Promise<string | undefined> {
  try {
    const answer = await fetch("/v/state", { cache: "no-store", headers: { place: token } });
    if (!answer.ok && answer.status !== 404) return undefined;
    const told: unknown = await answer.json();
    return typeof told === "object" && told !== null && "state" in told && typeof told.state === "string"
      ? told.state
      : undefined;
  } catch {
    return undefined;
  }
}

async function addressOf(token: string): Promise<string | undefined> {
  try {
    const answer = await fetch("/v/enter", { method: "POST", body: new URLSearchParams({ token }) });
    const told: unknown = await answer.json();
    return typeof told === "object" && told !== null && "address" in told && typeof told.address === "string"
      ? told.address
      : undefined;
  } catch {
    return undefined;
  }
}
