/* A browser that wants to be a wall: shows a code until an operator confirms it, then loads the wall by itself.
   One request at a time, each with a time limit; the wall is loaded only once it answers, so that no error page of
   the browser is left standing in the dark. */
(function () {
  "use strict";
  var page = document.getElementById("pasang");
  if (!page) return;
  var EVERY = 5, RETRY = [5, 10, 20, 30]; // seconds; the last one repeats
  var TIMEOUT = 15000; // ms for one answer
  var tries = 0;

  function text(id, words) { var one = document.getElementById(id); if (one && one.textContent !== words) one.textContent = words; }
  function asked(address, how) {
    var stop = new AbortController(), limit = setTimeout(function () { stop.abort(); }, TIMEOUT);
    return fetch(address, Object.assign({ cache: "no-store", signal: stop.signal }, how))
      .finally(function () { clearTimeout(limit); });
  }
  function enter() {
    return asked(location.href).then(function (answer) {
      if (!answer.ok) throw new Error(String(answer.status));
      location.reload();
      return 60;
    });
  }
  function told(found) {
    if (found.terpasang) return enter();
    if (found.tunggu) { text("pasang-keadaan", page.dataset.crowded); return found.tunggu; }
    text("kode", found.kode);
    text("pasang-keadaan", page.dataset.left.replace("{minutes}", Math.max(1, Math.ceil(found.sisa / 60))));
    return EVERY;
  }
  function ask() {
    asked("/layar/-/kode", { method: "post" })
      .then(function (answer) {
        if (!answer.ok && answer.status !== 429) throw new Error(String(answer.status));
        return answer.json();
      })
      .then(told)
      .then(function (seconds) { tries = 0; return seconds; })
      .catch(function () {
        text("pasang-keadaan", page.dataset.lost);
        tries += 1;
        return RETRY[Math.min(tries, RETRY.length) - 1];
      })
      .then(function (seconds) { setTimeout(ask, seconds * 1000); });
  }
  ask();
})();
