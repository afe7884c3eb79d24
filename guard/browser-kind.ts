/** What a person can do about a browser that can't encrypt depends on it. */
export type BrowserKind = "apple-mobile" | "inside-an-app" | "other";

/**
 * @param userAgent the browser's own description
 * @param touchPoints how many fingers its screen tells apart
 */
export function browserKind(userAgent: string, touchPoints: number): BrowserKind {
  // An iPad calls itself a Mac (Apple, "Introducing iPadOS 13 desktop-class browsing"); no Mac has a touch screen.
  if (/\b(?:iPhone|iPad|iPod)\b/.test(userAgent) || (/\bMacintosh\b/.test(userAgent) && touchPoints > 1)) {
    return "apple-mobile";
  }
  // Android's WebView says "wv" (developer.chrome.com/docs/multidevice/user-agent, "WebView UA in Lollipop and above").
  if (/\bAndroid\b.*; wv\)/.test(userAgent)) return "inside-an-app";
  return "other";
}
