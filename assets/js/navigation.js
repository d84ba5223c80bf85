/* Takes Dash's page when it stands, and turns links and filters into one round trip each.
   Without this script every link and form still works as an ordinary page load. */
(function () {
  "use strict";
  var NEEDS_MAP = /^\/peta(\/|$)/; // the only page with Leaflet
  var PLAIN = /^\/(layar|masuk|akun)(\/|$)/; // pages without Dash
  var dash = document.getElementById("dash");
  if (!dash) return;

  function standing() { return dash.querySelector("[data-page]"); }
  function any(page, what, test) { return Array.prototype.some.call(page.querySelectorAll(what), test); }
  function settled(page) {
    // Blocks are drawn by a script that loads later: until it has come each is empty, or a bare "Loading...".
    return page && !any(page, ".block:not(.tiada, .tiada *)", function (one) { return !one.firstChild; })
      && !any(page, "div:not([class])", function (one) { return one.textContent === "Loading..."; })
      && !page.querySelector("._dash-loading, [data-dash-is-loading=true].block");
  }
  function complete(page) {
    return !any(page, ".chart:not(.tiada *)", function (one) { return !one.querySelector(".main-svg"); })
      && !any(page, ".map-box", function (one) { return !one.querySelector(".leaflet-container path"); });
  }

  // A chart or a map that never comes must not keep the rest of the page from working.
  var late = false;
  setTimeout(function () { late = true; takeOver(); }, 10000); // ms

  // What somebody has begun to fill in is not taken away: such a page stays as the server drew it.
  var begun = false;
  document.addEventListener("input", function (event) {
    if (event.target.closest && event.target.closest("#lukisan-awal form[method=post]")) begun = true;
  });

  function takeOver() {
    var drawn = document.getElementById("lukisan-awal");
    var page = standing();
    if (!drawn || begun || !settled(page) || !(late || complete(page))) return;
    var at = window.scrollY;
    dash.classList.remove("belum");
    drawn.remove();
    window.scrollTo(0, at);
    document.documentElement.dataset.siap = "ya";
  }

  var lastPage = null; // the element: Dash mounts each page anew, even one whose address differs by a filter only
  function path(page) { return page.dataset.page.split("?")[0]; }
  function arrived() {
    var page = standing();
    if (!page || page === lastPage || !settled(page)) return;
    var moved = lastPage !== null && path(lastPage) !== path(page);
    lastPage = page;
    document.documentElement.classList.remove("menunggu");
    if (moved) {
      window.scrollTo(0, 0);
      var goal = location.hash && document.getElementById(location.hash.slice(1));
      if (goal) goal.scrollIntoView();
      var main = page.querySelector("main");
      if (main) main.focus({ preventScroll: true });
    }
  }

  new MutationObserver(function () { takeOver(); arrived(); }).observe(dash, { childList: true, subtree: true, attributes: true });

  function place(url) { return url.pathname + url.search; }
  var told = place(location); // where Dash thinks we are
  var shownFor = told;

  function go(address) {
    var url = new URL(address, location.href);
    var ready = document.documentElement.dataset.siap === "ya";
    var mapMissing = NEEDS_MAP.test(url.pathname) && !window.dash_leaflet;
    if (!ready || mapMissing || PLAIN.test(url.pathname)) { location.assign(url); return; }
    if (place(url) === place(location)) return;
    history.pushState({}, "", url);
    show(url);
  }

  function show(url) {
    document.documentElement.classList.add("menunggu");
    shownFor = place(url);
    var page = standing();
    if (page && page.dataset.shape && path(page) === url.pathname) changeInPlace(page, url);
    else mount(url);
  }

  function mount(url) {
    if (told === place(url)) { location.reload(); return; } // Dash would see no difference
    told = place(url);
    shown = {};
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  }

  // The same page for another period or area: only the parts that differ are set, and the charts stay mounted.
  var shown = {}; // id -> what was set last, as text
  function changeInPlace(page, url) {
    fetch("/bagian" + place(url)).then(function (answer) { return answer.ok ? answer.json() : {}; }).then(
      function (answer) {
        if (place(location) !== place(url)) return; // overtaken by the next step
        if (answer.shape && answer.shape === page.dataset.shape && page === standing()) set(page, answer.parts);
        else mount(url);
      },
      function () { location.assign(url); });
  }

  function set(page, parts) {
    var hand = inHand(page);
    Object.keys(parts).forEach(function (id) {
      var text = JSON.stringify(parts[id]);
      if (shown[id] === text) return;
      shown[id] = text;
      window.dash_clientside.set_props(id, parts[id]);
    });
    requestAnimationFrame(function () {
      giveBack(page, hand);
      document.documentElement.classList.remove("menunggu");
    });
  }

  // Markup that changes takes the focus and the opened tables with it: the reader gets both back.
  function inHand(page) {
    var at = document.activeElement;
    return { name: page.contains(at) && at.getAttribute("name"), open: tables(page, "[open]").map(words) };
  }
  function giveBack(page, hand) {
    var field = hand.name && page.querySelector("form[data-nav] [name='" + hand.name + "']");
    if (field && document.activeElement === document.body) field.focus({ preventScroll: true });
    tables(page, "").forEach(function (one) { one.open = hand.open.indexOf(words(one)) >= 0; });
  }
  function tables(page, which) { return Array.prototype.slice.call(page.querySelectorAll("main details" + which)); }
  function words(table) { return table.querySelector("summary").textContent; }

  // Dash does not know of the steps that were made in place, so the way back is ours to decide.
  window.addEventListener("popstate", function (event) {
    if (document.documentElement.dataset.siap !== "ya") return;
    event.stopImmediatePropagation();
    if (shownFor !== place(location)) show(new URL(location.href)); // else a jump within the page
  }, true);

  window.paser = Object.assign({}, window.paser, { go: go });

  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    var url = new URL(link.getAttribute("href"), location.href); // a link within a drawing has no origin, no pathname
    if (link.hasAttribute("target") || link.hasAttribute("download") || url.origin !== location.origin || url.pathname.indexOf("/unduh") === 0) return;
    if (url.hash && url.pathname === location.pathname) return;
    event.preventDefault();
    go(url.href);
  });

  function address(form) {
    var query = new URLSearchParams();
    new FormData(form).forEach(function (value, name) { if (value !== "") query.append(name, value); });
    var text = query.toString();
    return form.getAttribute("action") + (text ? "?" + text : "");
  }
  document.addEventListener("change", function (event) {
    var form = event.target.closest && event.target.closest("form[data-nav]");
    if (form) go(address(form));
  });
  document.addEventListener("submit", function (event) {
    var form = event.target.closest("form[data-nav]");
    if (form) { event.preventDefault(); go(address(form)); }
  });
})();
