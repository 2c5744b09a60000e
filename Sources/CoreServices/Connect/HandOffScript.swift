/// The hand-off page's own script.
///
/// A token that could not be handed over is kept in memory and sent again; whatever goes wrong is said in words, and
/// there is always something left to press.
enum HandOffScript {
    static let text = #"""
        "use strict";
        (() => {
          const data = JSON.parse(document.getElementById("data").textContent);
          const state = document.getElementById("state");
          const button = document.getElementById("connect");
          const otherwise = document.getElementById("otherwise");
          let token = null;
          let isReady = false;
          const say = (text) => { state.textContent = text; };
          const ready = () => {
            if (isReady) return;
            isReady = true;
            button.disabled = false;
            say("Press Connect to choose your system and give it leave.");
          };
          const missing = () => {
            if (isReady) return;
            say("Kombo's library could not be loaded from " + data.host +
              ". A blocker or a network may be in the way: allow it and load this page again.");
            otherwise.hidden = false;
          };
          const present = () => typeof window.KomboConnect === "object" && window.KomboConnect !== null
            && typeof window.KomboConnect.showKomboConnect === "function";
          const pause = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

          const handOver = async () => {
            for (const seconds of [1, 2, 4, 0]) {
              try {
                const response = await fetch(location.pathname + "/token", {
                  method: "POST",
                  headers: { "Content-Type": "application/json" },
                  body: JSON.stringify({ token }),
                  credentials: "omit",
                  referrerPolicy: "no-referrer",
                });
                if (response.status !== 429 && response.status !== 503) return await response.json();
              } catch (error) {
                // The same as an answer that it cannot be stored now: it is tried again.
              }
              if (seconds > 0) await pause(seconds);
            }
            return null;
          };

          const finish = async () => {
            button.disabled = true;
            say("Finishing...");
            const answer = await handOver();
            if (answer === null) {
              button.disabled = false;
              button.textContent = "Try again";
              say("What you connected could not be handed over, because this page's server does not answer. Press Try again.");
              return;
            }
            if (answer.outcome === "failed") {
              token = null;
              button.disabled = false;
              button.textContent = "Connect";
            } else {
              button.hidden = true;
              otherwise.hidden = true;
            }
            say(answer.message);
          };

          button.addEventListener("click", async () => {
            if (token !== null) return finish();
            button.disabled = true;
            say("Follow the steps in Kombo's window.");
            try {
              token = await window.KomboConnect.showKomboConnect(data.link);
            } catch (error) {
              button.disabled = false;
              say("The window was closed before it was finished. Press Connect to go on.");
              return;
            }
            if (typeof token !== "string" || token === "") {
              token = null;
              button.disabled = false;
              say("Kombo gave nothing back. Press Connect to try again.");
              return;
            }
            await finish();
          });

          window.addEventListener("DOMContentLoaded", () => {
            const library = document.getElementById("library");
            const check = () => { if (present()) ready(); else missing(); };
            library.addEventListener("load", check);
            library.addEventListener("error", missing);
            if (present()) ready();
            setTimeout(check, 15000);
          });
        })();
        """#
}
