/// The scripts of the simulated Kombo's pages and library.
enum KomboConnectScripts {
    /// `KomboConnect.showKomboConnect(link)`: a promise of the activation token; rejected when the frame is closed.
    static let library = #"""
        (() => {
          const showKomboConnect = (link) => new Promise((resolve, reject) => {
            const origin = new URL(link).origin;
            const frame = document.createElement("iframe");
            frame.id = "kombo-connect";
            frame.title = "Kombo";
            frame.src = link;
            frame.setAttribute("style", "position:fixed;inset:0;width:100%;height:100%;border:0;background:#fff");
            const finish = (settle, value) => {
              window.removeEventListener("message", listen);
              frame.remove();
              settle(value);
            };
            const listen = (event) => {
              if (event.origin !== origin || event.source !== frame.contentWindow) return;
              if (event.data && event.data.type === "kombo-success") finish(resolve, event.data.token);
              if (event.data && event.data.type === "kombo-close") finish(reject, new Error("closed"));
            };
            window.addEventListener("message", listen);
            document.body.append(frame);
          });
          window.KomboConnect = { showKomboConnect };
        })();
        """#

    static let page = #"""
        const state = document.getElementById("state");
        const silent = document.getElementById("silent");
        const link = JSON.parse(document.getElementById("token").textContent);
        const isFramed = window.parent !== window;
        const tell = (message) => { if (isFramed) window.parent.postMessage(message, "*"); };
        document.addEventListener("click", async (event) => {
          const button = event.target.closest("button");
          if (!button) return;
          if (button.dataset.outcome === "close") return tell({ type: "kombo-close" });
          const outcome = button.dataset.outcome || "connect";
          const response = await fetch("/kombo-connect/press", {
            method: "POST",
            headers: { "Content-Type": "application/json" },
            body: JSON.stringify({ link, tool: button.dataset.tool, outcome, tells: !silent.checked }),
          });
          const answer = await response.json();
          if (!response.ok) { state.textContent = answer.error; return; }
          if (outcome === "fail") { state.textContent = "The system refused the credentials."; return; }
          // The real Kombo shows no token to people; here it can be pasted to try that way.
          state.textContent = isFramed ? "Connected." : "Connected. The activation token is " + answer.token;
          tell({ type: "kombo-success", token: answer.token });
        });
        """#
}
