/* The search box: the index is a script beside this one, loaded when somebody begins to search; no network, no library. */
(function () {
  "use strict";
  /* On a phone the pages stand in a strip: move it, and nothing else, to where the reader is. */
  var here = document.querySelector(".menu [aria-current]");
  if (here) {
    var strip = here.closest("ul");
    var place = here.getBoundingClientRect();
    strip.scrollLeft += place.left - strip.getBoundingClientRect().left - (strip.clientWidth - place.width) / 2;
  }

  var form = document.getElementById("search-form");
  if (!form) { return; }
  var root = form.getAttribute("data-root");
  var box = document.getElementById("search");
  var panel = document.getElementById("search-results");
  var list = document.getElementById("search-found");
  var told = document.getElementById("search-status");
  var MOST = 30;
  var index = null;
  var loading = false;
  form.hidden = false;

  function plain(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  }

  window.ropaIndex = function (data) {
    index = data.items.map(function (item) {
      return { title: item[0], kind: data.kinds[item[1]], href: item[2], name: plain(item[0]), words: plain(item[3]) };
    });
    show();
  };

  function load() {
    if (index || loading) { return; }
    loading = true;
    var script = document.createElement("script");
    script.src = root + "assets/search.js";
    script.onerror = function () { loading = false; tell("The search index is not there. The list A to Z has every name."); };
    document.head.appendChild(script);
  }

  /* 0 is best: the name itself, its beginning, the beginning of one of its words, inside it, another word for it. */
  function rank(entry, words) {
    var worst = 0;
    for (var i = 0; i < words.length; i += 1) {
      var word = words[i];
      var at = entry.name.indexOf(word);
      var found = 9;
      if (entry.name === word) { found = 0; }
      else if (at === 0) { found = 1; }
      else if (at > 0 && !/[a-z0-9]/.test(entry.name.charAt(at - 1))) { found = 2; }
      else if (at > 0) { found = 3; }
      else if ((" " + entry.words).indexOf(" " + word) >= 0) { found = 4; }
      else if (entry.words.indexOf(word) >= 0) { found = 5; }
      if (found === 9) { return 9; }
      worst = Math.max(worst, found);
    }
    return worst;
  }

  function matches(text) {
    var words = plain(text).split(/\s+/).filter(Boolean);
    var found = [];
    index.forEach(function (entry, place) {
      var value = rank(entry, words);
      if (value < 9) { found.push([value, place, entry]); }
    });
    found.sort(function (a, b) { return a[0] - b[0] || a[1] - b[1]; });
    return found.map(function (item) { return item[2]; });
  }

  function tell(text) {
    panel.hidden = false;
    told.textContent = text;
  }

  function close() {
    panel.hidden = true;
    list.textContent = "";
    told.textContent = "";
  }

  function line(entry) {
    var item = document.createElement("li");
    var link = document.createElement("a");
    var name = document.createElement("bdi");
    var kind = document.createElement("span");
    link.href = root + entry.href;
    name.textContent = entry.title;
    kind.textContent = entry.kind;
    kind.className = "kind";
    link.appendChild(name);
    link.appendChild(kind);
    item.appendChild(link);
    return item;
  }

  function show() {
    var text = box.value.trim();
    if (!text) { close(); return; }
    load();
    if (!index) { tell("Loading the names."); return; }
    var found = matches(text);
    list.textContent = "";
    found.slice(0, MOST).forEach(function (entry) { list.appendChild(line(entry)); });
    var more = found.length > MOST ? ", the first " + MOST + " are shown" : "";
    tell(found.length ? found.length + (found.length === 1 ? " name" : " names") + more : "No name or other word holds this.");
  }

  function move(step) {
    var links = Array.prototype.slice.call(list.querySelectorAll("a"));
    if (!links.length) { return; }
    var place = links.indexOf(document.activeElement) + step;
    if (place < 0) { box.focus(); return; }
    links[Math.min(place, links.length - 1)].focus();
  }

  box.addEventListener("focus", load);
  box.addEventListener("input", show);
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    var first = list.querySelector("a");
    if (first) { window.location.href = first.href; }
  });
  form.addEventListener("keydown", function (event) {
    if (event.key === "ArrowDown") { event.preventDefault(); move(1); }
    if (event.key === "ArrowUp") { event.preventDefault(); move(-1); }
    if (event.key === "Escape") { box.value = ""; close(); box.focus(); }
  });
  document.addEventListener("click", function (event) {
    if (!form.contains(event.target)) { close(); }
  });
  document.addEventListener("keydown", function (event) {
    var typing = /^(input|textarea|select)$/i.test(event.target.tagName);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      box.focus();
    }
  });
}());
