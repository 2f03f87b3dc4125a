"""What must be true of a report's page in a browser. Each check yields what it found wrong: a kind, and words."""

import picture

# Names that a person sorts otherwise than a computer.
NUMBERED = ("build 9", "build 10")
SCROLLED = "document.querySelector('.scroll')"
# The words of a page's table, row by row, with its hidden parts.
ROWS = "[...document.querySelectorAll('tbody tr')].map(row => [...row.children].map(cell => cell.textContent))"
SMALLEST = """
Math.min(...[...document.querySelectorAll('svg text')].map(text => {
    const svg = text.ownerSVGElement
    return parseFloat(getComputedStyle(text).fontSize) * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width
}))
"""
# The lowest contrast between a text and what lies behind it, by the formula of WCAG.
CONTRAST = """
(() => {
    const parts = color => color.match(/[\\d.]+/g).map(Number)
    const light = color => {
        const [r, g, b] = parts(color).map(c => c / 255).map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
        return .2126 * r + .7152 * g + .0722 * b
    }
    const behind = node => {
        for (; node; node = node.parentElement) {
            const color = getComputedStyle(node).backgroundColor
            if (parts(color)[3] !== 0) return color
        }
        return 'rgb(255, 255, 255)'
    }
    let worst = [99, '']
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
        const node = walker.currentNode.parentElement
        if (!walker.currentNode.data.trim() || !node.getClientRects().length || node.closest('title, script')) continue
        const style = getComputedStyle(node)
        const [a, b] = [light(node.closest('svg') ? style.fill : style.color), light(behind(node))]
        const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05)
        if (ratio < worst[0]) worst = [ratio, walker.currentNode.data]
    }
    return worst
})()
"""


def quiet(page, url):
    """The page reports no error, and asks for nothing but itself."""
    for event in page.all("Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown"):
        entry = event.get("entry", event)
        if entry.get("level", entry.get("type", "error")) in ("error", "warning", "assert"):
            yield "console", entry.get("text") or str(entry.get("exceptionDetails", entry))[:200]
    for event in page.all("Page.javascriptDialogOpening"):
        yield "dialog", event["message"]
    for event in page.all("Network.requestWillBeSent"):
        if event["request"]["url"] != url:
            yield "request", event["request"]["url"][:200]


def drawn(page, scheme):
    """The screenshot shows something, on paper of the color that the person prefers."""
    # A quarter of the size is read sixteen times as fast, and tells the same.
    counts = picture.colors(page.screenshot(scale=0.25))
    paper, most = counts.most_common(1)[0]
    if len(counts) < 30 or most > 0.97 * counts.total():
        yield "blank", f"{len(counts)} colors, {most / counts.total():.0%} of one"
    if (sum(paper) / 3 > 127) != (scheme == "light"):
        yield "scheme", f"the paper is {paper} where {scheme} is preferred"
    ratio, text = page.value(CONTRAST)
    if ratio < 4.5:
        yield "contrast", f"{ratio:.1f} to 1 for {text!r}"


def fitting(page):
    """Nothing sticks out at the side, and the text of the charts can be read."""
    wide = page.value("document.scrollingElement.scrollWidth")
    # A phone's browser zooms out for what is too wide, so its own idea of the width does not tell.
    if wide > page.width:
        yield "overflow", f"{wide} pixels at a width of {page.width}"
    size = page.value(SMALLEST)
    if not size or size < 11:
        yield "small", f"the text of a chart is {size} pixels high"
    if page.value(f"{SCROLLED}.scrollWidth > {SCROLLED}.clientWidth + 1") and page.width > 1200:
        yield "overflow", f"the table sticks out at a width of {page.width}"


def complete(page, tokens):
    """The table names every token, in the server's order, as it is."""
    rows = page.value(ROWS)
    expected = [f"{token['name']} {token['id']}" for token in tokens]
    names = [row[0] for row in rows]
    if names != expected:
        yield "text", f"{len(rows)} rows; {len(set(expected) - set(names))} of {len(expected)} tokens are missing"
    visible = page.value("document.body.innerText")
    for words in ("API tokens of", "Worth a look", "never expire", "Days since the value changed", "Every token"):
        if words not in visible:
            yield "text", f"nobody can read '{words}'"


def click(page, title):
    """Clicks a heading of the table as a person does; returns whether there is one to click."""
    place = page.value(f"""(() => {{
        const button = [...document.querySelectorAll('thead button')].find(each => each.textContent === {title!r})
        if (!button) return null
        button.scrollIntoView({{block: 'center', inline: 'center'}})
        const box = button.getBoundingClientRect()
        return [box.x + box.width / 2, box.y + box.height / 2]
    }})()""")
    if place:
        page.click(*place)
    return place is not None


def sortable(page, by_name=True):
    """A click on a heading sorts by its column, another one the other way around."""
    before = page.value(ROWS)
    for title, column, key in (("Age in days", 4, int), ("Token", 0, None))[:1 + by_name]:
        for up in (True, False):
            if not click(page, title):
                yield "sort", f"'{title}' can't be clicked"
                return
            rows = page.value(ROWS)
            words = [row[column] for row in rows]
            state = page.value(f"document.querySelectorAll('thead th')[{column}].getAttribute('aria-sort')")
            if key and words != sorted(words, key=key, reverse=not up):
                yield "sort", f"'{title}' is not sorted: {words[:5]}…"
            if sorted(map(str, rows)) != sorted(map(str, before)) or state != ("ascending" if up else "descending"):
                yield "sort", f"after a click on '{title}' the rows are others, or it says that it is {state}"
    if not by_name:
        return
    # The last click turned the order around.
    names = [row[0] for row in page.value(ROWS)]
    numbered = [next(place for place, name in enumerate(names) if name.startswith(f"{wanted} ")) for wanted in NUMBERED]
    if numbered[0] < numbered[1]:
        yield "sort", f"'{NUMBERED[1]}' comes before '{NUMBERED[0]}'"


def still(page):
    """Without its script, nothing on the page pretends to do something."""
    if page.value("document.querySelectorAll('button').length"):
        yield "text", "there are buttons that do nothing"


def printable(page, tokens):
    """On paper it is dark on white whatever the screen prefers, and no column is cut off."""
    # What is left of A4 across between the margins, in pixels.
    page.resize(1032)
    page.prefer("dark", media="print")
    for check in (drawn(page, "light"), fitting(page), complete(page, tokens)):
        for kind, words in check:
            yield "print", f"{kind}: {words}"
    edge = page.value("document.querySelector('tbody tr > :last-child').getBoundingClientRect().right")
    if not 0 < edge <= page.width:
        yield "print", f"the last column ends at {edge} of {page.width}"
