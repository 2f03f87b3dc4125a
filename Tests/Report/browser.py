"""A headless Chromium, talked to by the DevTools protocol over a pipe: no port that others could reach, no library."""

import base64
import fcntl
import json
import os
import select
import subprocess
import time


class Browser:
    def __init__(self, program, folder):
        to_browser, from_browser = os.pipe(), os.pipe()
        # Out of the way of 3 and 4, which the browser reads from and writes to.
        ends = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 20) for end in (to_browser[0], from_browser[1])]
        self.out = fcntl.fcntl(to_browser[1], fcntl.F_DUPFD_CLOEXEC, 20)
        self.incoming = fcntl.fcntl(from_browser[0], fcntl.F_DUPFD_CLOEXEC, 20)
        for end in to_browser + from_browser:
            os.close(end)

        def place():
            os.dup2(ends[0], 3)
            os.dup2(ends[1], 4)

        words = [
            program, "--headless", "--remote-debugging-pipe", "--disable-gpu", "--disable-dev-shm-usage",
            "--hide-scrollbars", "--no-first-run", "--disable-background-networking", "--disable-extensions",
            f"--user-data-dir={folder}/profile",
        ]
        # The browser's own sandbox can't be had by root.
        words += ["--no-sandbox"] if os.geteuid() == 0 else []
        self.log = open(f"{folder}/browser.log", "wb")
        self.process = subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, close_fds=False, preexec_fn=place,
            env=dict(os.environ, HOME=folder))
        for end in ends:
            os.close(end)
        self.buffer = b""
        self.last = 0
        self.events = []

    def close(self):
        """Ends the browser and, unless it hangs, the processes that it has started."""
        try:
            self.call("Browser.close")
            self.process.wait(10)
        except (OSError, EOFError, subprocess.TimeoutExpired):
            self.process.kill()
            self.process.wait()

    def message(self, seconds):
        """Returns the next message; it is an error if none comes in time."""
        end = time.monotonic() + seconds
        while b"\0" not in self.buffer:
            if not select.select([self.incoming], [], [], max(0, end - time.monotonic()))[0]:
                raise TimeoutError("the browser does not answer")
            piece = os.read(self.incoming, 1 << 20)
            if not piece:
                raise EOFError(f"the browser has ended: {open(self.log.name).read()[-2000:]}")
            self.buffer += piece
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, session=None, **parameters):
        self.last += 1
        request = {"id": self.last, "method": method, "params": parameters}
        if session:
            request["sessionId"] = session
        rest = json.dumps(request).encode() + b"\0"
        while rest:
            rest = rest[os.write(self.out, rest):]
        while True:
            message = self.message(30)
            if message.get("id") == self.last:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message["result"]
            if "method" in message:
                self.events.append(message)


class Page:
    """One page in a tab of its own, and what happened on it."""

    def __init__(self, browser, url, width, scheme="light", script=True, height=900):
        self.browser = browser
        self.height = height
        self.target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = browser.call("Target.attachToTarget", targetId=self.target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")
        self.resize(width)
        self.prefer(scheme)
        self.call("Emulation.setScriptExecutionDisabled", value=not script)
        self.browser.events.clear()
        self.call("Page.navigate", url=url)
        self.wait("Page.loadEventFired")

    def call(self, method, **parameters):
        return self.browser.call(method, self.session, **parameters)

    def all(self, *methods):
        """Returns what the events of these names said so far."""
        own = [event for event in self.browser.events if event.get("sessionId") == self.session]
        return [event["params"] for event in own if event["method"] in methods]

    def wait(self, method):
        while not self.all(method):
            # A dialog stops the page until somebody answers.
            if len(self.all("Page.javascriptDialogOpening")) > len(self.all("Page.javascriptDialogClosed")):
                self.call("Page.handleJavaScriptDialog", accept=False)
            self.browser.events.append(self.browser.message(30))

    def value(self, expression):
        """Returns what JavaScript makes of an expression; it works where the page's own scripts don't run, too."""
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise RuntimeError(f"{expression}: {result['exceptionDetails']}")
        return result["result"].get("value")

    def click(self, x, y):
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def prefer(self, scheme, media=""):
        self.call(
            "Emulation.setEmulatedMedia", media=media, features=[{"name": "prefers-color-scheme", "value": scheme}])

    def resize(self, width):
        self.width = width
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=self.height, deviceScaleFactor=1,
            mobile=width < 600)

    def screenshot(self, scale=1, height=None):
        """Returns what a person sees first, or the page down to some height."""
        clip = {"x": 0, "y": 0, "width": self.width, "height": height or self.height, "scale": scale}
        answer = self.call(
            "Page.captureScreenshot", format="png", clip=clip, captureBeyondViewport=height is not None)
        return base64.b64decode(answer["data"])

    def whole(self):
        """Returns a screenshot of all of the page."""
        return self.screenshot(height=self.value("document.documentElement.scrollHeight"))

    def close(self):
        self.browser.call("Target.closeTarget", targetId=self.target)
