// A session that ended while the page stood open: the next thing that is asked loads the page anew, which leads to
// the way in. A wall has no session and shows no way in.
(function () {
  var ask = window.fetch;
  window.fetch = function () {
    return ask.apply(this, arguments).then(function (answer) {
      if (answer.status === 401 && !/^\/layar(\/|$)/.test(location.pathname)) location.reload();
      return answer;
    });
  };
})();
