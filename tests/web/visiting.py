"""A visit with a browser, and all that must not happen on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Dialog, Page

_LISTEN = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.violations.push(event.violatedDirective + " " + event.blockedURI);
});
"""
STRANGE = """() => [...document.querySelectorAll("*")].flatMap((element) => [
  ...(element.tagName === "SCRIPT" && !element.src ? ["inline script"] : []),
  ...(["IFRAME", "OBJECT", "EMBED", "BASE", "MARQUEE", "MATH"].includes(element.tagName) ? [element.tagName] : []),
  ...[...element.attributes].filter((one) => /^on|^style$/.test(one.name)).map((one) => one.name),
  ...["href", "src", "action", "formaction"].filter((name) => /^\\s*(javascript|data):/i.test(element.getAttribute(name) || "")),
])"""
"""What no page of ours holds, in terms of the document as the browser understood it."""


@dataclass
class Seen:
    """What happened on a visit."""

    hosts: set[str] = field(default_factory=set)
    dialogs: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def hear(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()


@contextmanager
def visit(browser: Browser, address: str, width: int = 1280, **options: object) -> Iterator[Page]:
    """Open a page at the address; when the visit ends, nothing may have happened that should not."""
    context = browser.new_context(viewport={"width": width, "height": 900}, **options)  # type: ignore[arg-type]
    context.add_init_script(_LISTEN)
    page = context.new_page()
    page.set_default_timeout(20_000)
    seen = Seen()
    page.on("request", lambda request: seen.hosts.add(urlsplit(request.url).netloc))
    page.on("dialog", seen.hear)
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.on("console", lambda message: seen.errors.append(message.text) if message.type == "error" else None)
    page.goto(address)
    try:
        yield page
        assert page.evaluate("window.violations") == []
        assert page.evaluate(STRANGE) == []
    finally:
        context.close()
    assert seen.hosts == {urlsplit(address).netloc}
    assert seen.dialogs == []
    assert [error for error in seen.errors if "status of 4" not in error] == []
