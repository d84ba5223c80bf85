/* The wall: turns the slides, renews them in place, keeps the last picture when the server is gone.
   Its words come with the page, as data- attributes. One timer; one request of a kind at a time, each with a time limit; a reload only after a good answer
   (two for a new script). A screen with a token (data-beat) also tells of itself, is told what to do, and shows a code again once it was revoked. */
(function () {
  "use strict";
  var wall = document.getElementById("layar");
  if (!wall) return;
  var RETRY = [10, 20, 30]; // seconds between tries while the server is gone; the last one repeats
  var TIMEOUT = 20000; // ms for one answer
  var BEAT = 10; // seconds between two times it tells of itself
  var beatIn = 1, beating = false, wish = false, last = 0; // last: number of the newest command carried out
  try { last = Number(sessionStorage.getItem("perintah")) || 0; } catch (_) { /* a browser that keeps nothing */ }
  var at = 0, left = 0, paused = false, lostAt = null, tries = 0, wait = Number(wall.dataset.refresh), asking = false, goodNew = 0, cycles = 0;

  function slides() { return wall.querySelectorAll(".slide"); }
  function text(id, words) { var one = document.getElementById(id); if (one && one.textContent !== words) one.textContent = words; }
  function clock(options) { return new Intl.DateTimeFormat("id-ID", Object.assign({ timeZone: "Asia/Makassar" }, options)).format(new Date()); }
  function time() { return clock({ hour: "2-digit", minute: "2-digit", hour12: false }).replace(":", "."); }

  function show(next) {
    var all = slides();
    if (!all.length) return;
    at = (next + all.length) % all.length;
    all.forEach(function (one, i) { one.classList.toggle("on", i === at); });
    left = Number(all[at].dataset.dwell) || 15;
    text("nomor", (at + 1) + " / " + all.length + (paused ? " · " + wall.dataset.paused : ""));
    if (at === 0) { cycles += 1; wall.style.setProperty("--geser", (cycles % 3) - 1 + "px"); } // spares the panel from burn-in
  }

  function renew(html) {
    var fresh = new DOMParser().parseFromString(html, "text/html");
    var slidesNow = fresh.getElementById("slides"), strip = fresh.getElementById("strip"), script = fresh.querySelector("script[src*='/skrip/']");
    if (!slidesNow || !slidesNow.children.length) throw new Error("no slides in the answer");
    var mine = document.querySelector("script[src*='/skrip/']");
    goodNew = script && mine && script.getAttribute("src") !== mine.getAttribute("src") ? goodNew + 1 : 0;
    if (goodNew >= 2 || wish) { location.reload(); return; }
    Array.prototype.forEach.call(slidesNow.children, function (one, i) { one.classList.toggle("on", i === at); });
    document.getElementById("slides").replaceChildren.apply(document.getElementById("slides"), slidesNow.children);
    document.getElementById("strip").replaceChildren.apply(document.getElementById("strip"), strip ? strip.children : []);
    var stored = fresh.querySelector(".stored"), old = wall.querySelector(".stored");
    if (stored && old) old.textContent = stored.textContent;
    if (at >= slides().length) show(0);
  }

  function ask() {
    if (asking) return;
    asking = true;
    var stop = new AbortController(), limit = setTimeout(function () { stop.abort(); }, TIMEOUT);
    fetch(location.href, { cache: "no-store", signal: stop.signal, headers: { Accept: "text/html" } })
      .then(function (answer) {
        if (answer.status === 401) return answer.text().then(revoked);
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.text();
      })
      .then(function (html) {
        renew(html);
        var back = lostAt !== null;
        lostAt = null; tries = 0; wait = Number(wall.dataset.refresh);
        wall.classList.remove("terputus");
        text("keadaan", back ? wall.dataset.back : wall.dataset.live);
      })
      .catch(function () {
        if (lostAt === null) lostAt = time();
        wait = RETRY[Math.min(tries, RETRY.length - 1)]; tries += 1;
        wall.classList.add("terputus");
        text("keadaan", wall.dataset.lost + " " + lostAt);
      })
      .finally(function () { clearTimeout(limit); asking = false; });
  }

  function revoked(html) { // our own page for a wall without a token, not somebody else's 401
    if (new DOMParser().parseFromString(html, "text/html").getElementById("pasang")) location.reload();
    throw new Error("401");
  }

  function tell() {
    var one = slides()[at], mine = document.querySelector("script[src*='/skrip/']");
    return JSON.stringify({
      slide: (one && one.dataset.kode) || "", skrip: mine ? mine.getAttribute("src").replace(/^.*\/|\.js$/g, "") : "",
      lebar: window.innerWidth, tinggi: window.innerHeight, hidup: Math.round(performance.now() / 1000), perintah: last });
  }

  function beat() {
    if (beating) return;
    beating = true;
    var stop = new AbortController(), limit = setTimeout(function () { stop.abort(); }, TIMEOUT);
    fetch(wall.dataset.beat, { method: "post", cache: "no-store", signal: stop.signal, headers: { "content-type": "application/json" }, body: tell() })
      .then(function (answer) {
        if (answer.status === 401) ask();
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.json();
      })
      .then(function (found) { found.perintah.forEach(obey); })
      .catch(function () { /* whether the server is gone is for ask to tell */ })
      .finally(function () { clearTimeout(limit); beating = false; });
  }

  function obey(one) { // a command whose receipt was lost comes again: each number once
    if (one.nomor <= last) return;
    last = one.nomor;
    try { sessionStorage.setItem("perintah", String(last)); } catch (_) { /* then it is done by number within this page */ }
    if (one.apa === "berikutnya") show(at + 1);
    else if (one.apa === "muat") { wish = true; ask(); }
  }

  function tick() {
    text("jam", clock({ weekday: "long", day: "numeric", month: "short", year: "numeric" }) + " · " + time() + " " + wall.dataset.zone);
    if (!paused && (left -= 1) <= 0) show(at + 1);
    if (wall.dataset.beat && (beatIn -= 1) <= 0) { beatIn = BEAT; beat(); }
    if ((wait -= 1) <= 0 && !asking) { wait = Number(wall.dataset.refresh); ask(); }
  }

  document.addEventListener("keydown", function (event) {
    if (event.key === "ArrowRight") show(at + 1);
    else if (event.key === "ArrowLeft") show(at - 1);
    else if (event.key === " ") { event.preventDefault(); paused = !paused; show(at); }
    else if (event.key === "Escape" && !wall.dataset.beat) location.assign("/"); // a screen may open nothing else
  });
  var quiet;
  document.addEventListener("mousemove", function () {
    document.documentElement.classList.remove("tanpa-kursor");
    clearTimeout(quiet);
    quiet = setTimeout(function () { document.documentElement.classList.add("tanpa-kursor"); }, 5000);
  });
  show(0);
  setInterval(tick, 1000);
})();
