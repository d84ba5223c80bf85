/* What Leaflet asks of the map page. Text is set as text, never as markup. */
window.paser = Object.assign({}, window.paser, {
  peta: {
    gaya: function (feature) {
      return { className: feature.properties.css, weight: 1.4, fillOpacity: 1, opacity: 1, color: null, fillColor: null };
    },
    wilayah: function (feature, layer) { window.paser.bantuan.area(feature, layer, true); },
    wilayahKecil: function (feature, layer) { window.paser.bantuan.area(feature, layer, false); },
    titik: function (feature, latlng, context) {
      var shown = feature.properties || {}, from = context.hideout || {};
      var marker = L.circleMarker(latlng, { radius: 7, className: "titik titik-" + (from.layer || ""), weight: 2 });
      return marker.bindPopup(window.paser.bantuan.text([shown.name, shown.kind, from.title]));
    },
    gugus: function (feature, latlng, index, context) {
      var count = feature.properties.point_count;
      var from = context && context.hideout ? context.hideout : {};
      var sign = document.createElement("span");
      sign.textContent = count;
      var words = count + " " + from.points;
      return L.marker(latlng, { icon: L.divIcon({ html: sign, className: "gugus titik-" + (from.layer || ""), iconSize: [34, 34] }), title: words, alt: words });
    }
  },
  bantuan: {
    text: function (lines) {
      var box = document.createElement("div");
      lines.filter(Boolean).forEach(function (line, i) {
        var row = document.createElement(i ? "div" : "strong");
        row.textContent = line;
        box.appendChild(row);
      });
      return box;
    },
    area: function (feature, layer, named) {
      var shown = feature.properties;
      if (named) {
        var label = document.createElement("div");
        label.textContent = shown.name;
        var value = document.createElement("b");
        value.textContent = shown.value;
        label.appendChild(value);
        layer.bindTooltip(label, { permanent: true, direction: "center", className: "map-label " + shown.tone });
      } else {
        layer.bindTooltip(window.paser.bantuan.text([shown.name, shown.words]), { sticky: true });
      }
      layer.on("click", function () { window.paser.go(shown.link); });
    }
  }
});
