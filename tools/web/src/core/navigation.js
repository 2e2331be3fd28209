// The contents: follows the reader, and keeps language and section in the address.
import { h } from "./dom.js";
import { address, parse_address, t } from "./language.js";

let watcher = null;

export function go_to(section, smooth = true) {
  document.getElementById(section)?.scrollIntoView({ behavior: smooth ? "smooth" : "auto", block: "start" });
}

export function contents(sections, names) {
  const links = sections.map(({ id }, i) => h("li", {}, h("a", { href: address(id), "data-section": id, onclick: (event) => {
    event.preventDefault();
    history.replaceState(null, "", address(id));
    go_to(id);
  } }, names[i])));
  return h("nav", { class: "contents", "aria-label": t("page.contents") }, h("ol", {}, links));
}

/// Mark the section in view; on a phone keep its link in sight.
export function watch_sections() {
  watcher?.disconnect();
  const nav = document.querySelector("nav.contents ol");
  const mark = (id) => {
    for (const link of nav.querySelectorAll("a")) {
      const here = link.dataset.section === id;
      if (here) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
      if (here && nav.scrollWidth > nav.clientWidth) nav.scrollTo({ left: link.offsetLeft - nav.clientWidth / 3 });
    }
  };
  const first = document.querySelector("main section");
  if (first) mark(first.id);
  watcher = new IntersectionObserver((entries) => {
    const seen = entries.filter((e) => e.isIntersecting).map((e) => e.target.id);
    if (seen.length) mark(seen[0]);
  }, { rootMargin: "-15% 0px -75% 0px" });
  document.querySelectorAll("main section").forEach((section) => watcher.observe(section));
}

/// Links to a source open its list entry without losing the language in the address.
export function follow_sources(root) {
  root.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-source]");
    if (!link) return;
    event.preventDefault();
    const entry = document.getElementById(`source-${link.dataset.source}`);
    entry?.closest("details")?.setAttribute("open", "");
    entry?.scrollIntoView({ behavior: "smooth", block: "center" });
    entry?.classList.add("found");
    setTimeout(() => entry?.classList.remove("found"), 2000);
  });
}

export function start_section() {
  const { section } = parse_address(location.hash);
  if (section) go_to(section, false);
}
