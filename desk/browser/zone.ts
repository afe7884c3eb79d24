/** Says in a cookie which time zone the device is in, so that pages show its times; where this one did not yet, it is loaded again, once. */
export function tellZone(): void {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  if (document.cookie.split("; ").includes(`__Host-zone=${timeZone}`)) return;
  document.cookie = `__Host-zone=${timeZone}; Path=/; Secure; SameSite=Lax`;
  const isKept = document.cookie.includes("__Host-zone=");
  const showsTimes = document.querySelector("time, input[name=zone]") !== null;
  // What a form brought can't be loaded again without being sent again.
  const wasSent = document.body.dataset["work"] === "opening";
  if (isKept && showsTimes && !wasSent && document.documentElement.dataset["zone"] !== timeZone)
    location.replace(location.href);
}
