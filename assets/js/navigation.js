/* Takes Dash's page when it stands, and turns links and filters into one round trip each.
   Without this script every link and form still works as an ordinary page load. */
(function () {
  "use strict";
  var NEEDS_MAP = /^\/peta(\/|$)/; // the only page with Leaflet
  var dash = document.getElementById("dash");
  if (!dash) return;

  function standing() { return dash.querySelector("[data-page]"); }
  function settled(page) {
    // Blocks are filled by a lazily loaded script: wait until none of them is empty.
    return page && !Array.prototype.some.call(page.querySelectorAll(".block"), function (one) { return !one.firstChild; })
      && !page.querySelector("._dash-loading, [data-dash-is-loading=true].block");
  }

  function takeOver() {
    var drawn = document.getElementById("lukisan-awal");
    if (!drawn || !settled(standing())) return;
    var at = window.scrollY;
    dash.classList.remove("belum");
    drawn.remove();
    window.scrollTo(0, at);
    document.documentElement.dataset.siap = "ya";
  }

  var lastPage = null;
  function arrived() {
    var page = standing();
    if (!page || page.dataset.page === lastPage || !settled(page)) return;
    var moved = lastPage !== null && lastPage.split("?")[0] !== page.dataset.page.split("?")[0];
    lastPage = page.dataset.page;
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

  function go(address) {
    var url = new URL(address, location.href);
    var ready = document.documentElement.dataset.siap === "ya";
    var mapMissing = NEEDS_MAP.test(url.pathname) && !window.dash_leaflet;
    if (!ready || mapMissing || url.pathname.indexOf("/layar") === 0) { location.assign(url); return; }
    if (url.pathname + url.search === location.pathname + location.search) return;
    document.documentElement.classList.add("menunggu");
    history.pushState({}, "", url);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  }

  window.paser = Object.assign({}, window.paser, { go: go });

  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (link.target || link.hasAttribute("download") || link.origin !== location.origin || link.pathname.indexOf("/unduh") === 0) return;
    if (link.hash && link.pathname === location.pathname) return;
    event.preventDefault();
    go(link.href);
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
