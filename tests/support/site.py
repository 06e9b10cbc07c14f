"""Opens the site of `sw doc --html` in Chromium and tells, as JSON, what a reader meets."""

import json
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

site = Path(sys.argv[1]).resolve()
chromium = shutil.which("chromium")
if chromium is None:
    sys.exit("there is no `chromium`: `scripts/tools` installs it")

told = {"requests": [], "errors": []}


def watch(page):
    page.on("request", lambda request: told["requests"].append(request.url))
    page.on("console", lambda line: told["errors"].append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda error: told["errors"].append(str(error)))


def background(browser, scheme):
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    watch(page)
    page.goto((site / "index.html").as_uri())
    shown = [page.evaluate("getComputedStyle(document.body).backgroundColor")]
    page.locator("#theme").click()
    shown.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    context.close()
    return shown


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    watch(page)
    page.goto((site / "index.html").as_uri())

    # A newcomer starts at the first page, and looks up an error and a key of the configuration.
    told["start"] = page.locator("h1").inner_text()
    page.locator("main a", has_text="Start").first.click()
    page.wait_for_url("**/book-start.html")
    told["chapter"] = page.locator("h1").inner_text()
    page.locator("#search").fill("unknown-environment")
    page.keyboard.press("Enter")
    page.wait_for_url("**/errors-project.html#unknown-environment")
    told["error"] = page.locator("#unknown-environment h2").inner_text()
    page.locator("nav a", has_text="Configuration").click()
    told["key"] = page.locator("#environments").inner_text()
    page.goto((site / "index.html").as_uri())

    # Everything by keyboard: the search, the choice, the page.
    page.keyboard.press("/")
    page.keyboard.type("terraform root")
    told["found"] = page.locator("#results .name").all_inner_texts()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url("**/namespace-terraform.html#root")
    told["heading"] = page.locator("#root h2").inner_text()

    # An example is read, and copied.
    example = page.locator("#root .example").first
    told["example"] = example.locator("code").inner_text()
    page.evaluate("navigator.clipboard.writeText('nothing yet')")
    example.locator(".copy").click()
    page.wait_for_function("document.querySelector('#root .copy').textContent === 'Copied'")
    told["copied"] = page.evaluate("navigator.clipboard.readText()")

    # A type in a signature leads to the type, whose method leads on.
    page.locator("#root .signature a", has_text="terraform.root").first.click()
    page.wait_for_url("**/type-*.html")
    told["followed"] = page.locator("h1").inner_text()
    page.locator("a[href='#backend']").first.click()
    told["method"] = page.locator("#backend .signature").first.inner_text()

    # An option, and what the project itself offers.
    page.keyboard.press("s")
    page.keyboard.type("required_version")
    told["option"] = page.locator("#results .name").first.inner_text()
    page.keyboard.press("Escape")
    told["closed"] = page.locator("#results").is_hidden()
    page.locator("nav summary", has_text="Imports").click()
    page.locator("nav a", has_text="./lib/web").click()
    told["own"] = page.locator("#service .signature").inner_text()
    told["own_options"] = page.locator("#service .options td code").all_inner_texts()
    told["unknown"] = (page.locator("#search").fill("qwxyz"), page.locator("#results").inner_text())[1]

    page.set_viewport_size({"width": 400, "height": 800})
    told["too_wide"] = []
    for file in sorted(site.glob("*.html")):
        page.goto(file.as_uri())
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            told["too_wide"].append(file.name)

    told["light"] = background(browser, "light")
    told["dark"] = background(browser, "dark")
    browser.close()

print(json.dumps(told))
