/* global document, fetch */
// Stand-in for the application bundle: reads config.json as the real one does and shows one value of it.
const answer = await fetch("config.json", { cache: "no-cache" });
const config = await answer.json();
document.querySelector("#homeserver").textContent = config.default_server_config["m.homeserver"].base_url;
