/* Maps: nothing is asked of another host before the reader presses the button. Without this script
   the drawn map, the numbers and the list do the same. Words come from the page. */
(function () {
  "use strict";

  const field = (scope, name) => scope.querySelector("[name=" + name + "]");

  function load(kind, attributes) {
    return new Promise((done, failed) => {
      const element = Object.assign(document.createElement(kind), attributes, { onload: done, onerror: failed });
      document.head.append(element);
    });
  }

  function pin() {
    return window.L.divIcon({ className: "map-pin", iconSize: [24, 24], iconAnchor: [12, 24], popupAnchor: [0, -24] });
  }

  function typed(scope) {
    const numbers = ["latitude", "longitude"].map((name) => parseFloat(field(scope, name).value.replace(",", ".")));
    return numbers.some(Number.isNaN) || Math.abs(numbers[0]) > 90 || Math.abs(numbers[1]) > 180 ? null : numbers;
  }

  function fill(scope, latitude, longitude) {
    scope.querySelector("[data-point-numbers]").open = true;
    field(scope, "latitude").value = latitude.toFixed(5);
    field(scope, "longitude").value = longitude.toFixed(5);
    field(scope, "latitude").dispatchEvent(new Event("change", { bubbles: true }));
    field(scope, "longitude").dispatchEvent(new Event("change", { bubbles: true }));
  }

  /* A map on which one point is chosen: pressing, dragging and typing all say the same. */
  function choose(map, box) {
    const scope = box.closest("[data-point]");
    let marker = null;
    function show(at) {
      if (marker) marker.setLatLng(at);
      else {
        marker = window.L.marker(at, { icon: pin(), draggable: true, alt: box.dataset.here, title: box.dataset.here }).addTo(map);
        marker.on("dragend", () => fill(scope, marker.getLatLng().lat, marker.getLatLng().wrap().lng));
      }
    }
    map.on("click", (press) => { const at = press.latlng.wrap(); show(at); fill(scope, at.lat, at.lng); });
    scope.addEventListener("change", () => {
      const at = typed(scope);
      if (!at) return;
      show(at);
      if (!map.getBounds().contains(at)) map.setView(at);
    });
    const at = typed(scope);
    if (at) { show(at); map.setView(at, Math.max(map.getZoom(), 15)); }
  }

  function link(one) {
    const made = document.createElement("a");
    made.href = one.properties.url;
    made.textContent = one.properties.title;
    made.lang = one.properties.language;
    made.dir = "auto";
    return made;
  }

  async function points(map, box) {
    const answer = await fetch(box.dataset.points, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(String(answer.status));
    const markers = (await answer.json()).features.map((one) => window.L.marker(
      [one.geometry.coordinates[1], one.geometry.coordinates[0]],
      { icon: pin(), alt: one.properties.title, title: one.properties.title },
    ).bindPopup(link(one)).addTo(map));
    if (markers.length) map.fitBounds(window.L.featureGroup(markers).getBounds().pad(0.1), { maxZoom: 16 });
  }

  async function open(box) {
    const status = box.querySelector("[data-map-status]");
    status.textContent = "";
    try {
      if (!window.L) {
        await Promise.all([
          load("link", { rel: "stylesheet", href: box.dataset.style }),
          load("script", { src: box.dataset.script }),
        ]);
      }
    } catch (error) { status.textContent = box.dataset.failed; return; }
    const frame = box.querySelector("[data-map-frame]");
    const drawn = document.querySelector("[data-map-drawn]");
    [frame, box.querySelector("[data-map-credit]")].forEach((part) => { part.hidden = false; });
    box.querySelector("[data-map-ask]").hidden = true;
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const map = window.L.map(frame, { attributionControl: false, zoomControl: false, fadeAnimation: !calm, zoomAnimation: !calm, markerZoomAnimation: !calm });
    window.L.control.zoom({ zoomInTitle: box.dataset.nearer, zoomOutTitle: box.dataset.farther }).addTo(map);
    window.L.tileLayer(box.dataset.tiles, { maxZoom: 19 }).addTo(map);
    const centre = box.dataset.latitude ? [Number(box.dataset.latitude), Number(box.dataset.longitude)] : null;
    map.setView(centre || [20, 10], centre ? Number(box.dataset.zoom) : 2);
    if (box.dataset.map === "choose") choose(map, box);
    if (box.dataset.map === "one") {
      const at = box.dataset.at.split(",").map(Number);
      map.setView(at, 15);
      window.L.marker(at, { icon: pin(), alt: box.dataset.here, keyboard: false, interactive: false }).addTo(map);
    }
    if (box.dataset.map === "points") {
      try { await points(map, box); } catch (error) { status.textContent = box.dataset.failed; return; }
      if (drawn) drawn.hidden = true;
    }
    frame.focus({ preventScroll: true });
  }

  document.querySelectorAll("[data-map]").forEach((box) => {
    box.querySelector("[data-map-ask]").hidden = false;
    box.querySelector("[data-map-load]").addEventListener("click", () => open(box));
  });

  document.querySelectorAll("[data-where]").forEach((button) => {
    if (!navigator.geolocation) return;
    const scope = button.closest("[data-point]");
    const status = scope.querySelector("[data-where-status]");
    scope.querySelector("[data-where-ask]").hidden = false;
    button.addEventListener("click", () => {
      status.textContent = button.dataset.working;
      navigator.geolocation.getCurrentPosition(
        (found) => { fill(scope, found.coords.latitude, found.coords.longitude); status.textContent = button.dataset.done; },
        () => { status.textContent = button.dataset.denied; },
        { timeout: 20000, maximumAge: 60000 },
      );
    });
  });
}());
