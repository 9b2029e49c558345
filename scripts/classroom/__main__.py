"""What a class costs: memory by chapter, a hub at work, the pages under load.

    python -m scripts.classroom          all three (the book must be built)
    python -m scripts.classroom memory   only this: memory, hub or pages

It measures and prints; it never fails for a slow machine. The hub is a
JupyterHub with local processes, installed in `_build/class` when it is first
needed; the pages come from nginx with deploy/nginx/book.conf.
"""

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from scripts.bench.chromium import launch

from . import hub, memory, static

ROOT = Path(__file__).resolve().parents[2]
HTML = ROOT / "_build" / "html"
PAGE = "chapters/02-perceptron.html"
PARTS = ("memory", "hub", "pages")


def machine():
    """One line on what this ran on."""
    load = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} processors, Python {sys.version.split()[0]},"
        f" {time.strftime('%Y-%m-%d')}, load before {load:.1f}"
    )


def middle_and_p95(values):
    """Median and 95th percentile."""
    ordered = sorted(values)
    if len(ordered) < 2:
        return ordered[0], ordered[0]
    p95 = statistics.quantiles(ordered, n=20, method="inclusive")[-1]
    return statistics.median(ordered), p95


def bench_memory(options):
    """Print the memory of a kernel after each chapter."""
    print(f"\nMemory of a fresh kernel after all cells (MB, {options.runs}"
          " runs, median)")  # fmt: skip
    print("  in all   its own   at its peak   chapter")
    for name, found in memory.measure(memory.chapters(), options.runs):
        print(
            f"  {found['rss']:6.0f}   {found['uss']:7.0f}"
            f"   {found['peak']:11.0f}   {name}"
        )


def bench_hub(options):
    """Print how a class fares on one machine."""
    try:
        proxy = hub.prepare()
    except (RuntimeError, subprocess.CalledProcessError) as problem:
        print(f"\nNo hub: {problem}")
        return
    command = [hub.PYTHON, "-m", "scripts.classroom.hub"]
    command += [str(options.students), options.chapter, proxy]
    done = subprocess.run(
        command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    found = json.loads(done.stdout.splitlines()[-1])
    print(f"\n{options.students} students at once on a JupyterHub, "
          f"{options.chapter} (seconds from the login of all)")  # fmt: skip
    for step, words in (
        ("log_in", "logged in"),
        ("start", "server ready"),
        ("fetch", "book fetched"),
        ("run", "every cell run"),
    ):
        times = [each[step] for each in found["times"]]
        middle, p95 = middle_and_p95(times)
        print(f"  {words:15s} median {middle:6.1f}   p95 {p95:6.1f}")
    print("Costs            processes   MB each   MB, shared"
          "   processor s each")  # fmt: skip
    for name, each in sorted(found["costs"].items()):
        size, cpu = (
            statistics.median(one[key] for one in each)
            for key in ("rss", "cpu")
        )
        shared = sum(one["pss"] for one in each)
        print(
            f"  {name:15s} {len(each):9d} {size:9.0f} {shared:12.0f}"
            f" {cpu:18.1f}"
        )
    together = sum(
        one["pss"] for each in found["costs"].values() for one in each
    )
    print(f"  {'together':15s} {'':9s} {'':9s} {together:12.0f}")


def bench_pages(options):
    """Print what nginx does with the static book."""
    missing = [name for name in ("nginx", "wrk") if not static.tool(name)]
    if missing:
        print(f"\nNo load on the pages: {', '.join(missing)} not installed")
        return
    if not (HTML / PAGE).is_file():
        sys.exit("The book is not built yet: run `make book` first.")
    port = hub.free_ports(1)[0]
    with static.nginx(HTML, port) as address:
        paths = files_to_load(address)
        print(f"\nThe perceptron page from nginx: {len(paths)} files")
        print("  connections   requests/s   visits/s    MB/s   p50 ms   p95 ms"
              "   p99 ms   errors")  # fmt: skip
        for connections in (10, 50, 300):
            runs = [
                static.wrk(address, paths, connections, options.seconds)
                for _ in range(options.runs)
            ]
            one = {
                key: statistics.median(run[key] for run in runs)
                for key in runs[0]
            }
            print(
                f"  {connections:11d} {one['requests']:12.0f}"
                f" {one['requests'] / len(paths):10.0f}"
                f" {one['megabytes']:7.1f} {one['p50']:8.2f} {one['p95']:8.2f}"
                f" {one['p99']:8.2f} {one['errors']:8.0f}"
            )
        print_class(port, paths, options)


def files_to_load(address):
    """The files of the perceptron page, by a real browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = launch(playwright)
        try:
            return static.files_of(browser, address, PAGE)
        finally:
            browser.close()


def print_class(port, paths, options):
    """Print how long a class waits that opens the page at one moment."""
    middles, tails = [], []
    for _ in range(options.runs):
        begun = time.perf_counter()
        found = asyncio.run(static.open_together(port, paths, options.readers))
        seconds = time.perf_counter() - begun
        middle, p95 = middle_and_p95([wait for wait, _ in found])
        middles.append(middle)
        tails.append(p95)
    size = statistics.median(size for _, size in found)
    print(
        f"  {options.readers} readers at one moment: page and files after"
        f" median {statistics.median(middles):.0f} ms,"
        f" p95 {statistics.median(tails):.0f} ms"
        f" ({size / 1000:.0f} KB each, the last run {seconds:.1f} s in all)"
    )


def main():
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", metavar="memory, hub, pages")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--students", type=int, default=10)
    parser.add_argument("--readers", type=int, default=300)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--chapter", default="02-perceptron.ipynb")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"{', '.join(unknown)}: expected {', '.join(PARTS)}")
    print(machine())
    for part in options.parts or PARTS:
        globals()[f"bench_{part}"](options)


if __name__ == "__main__":
    main()
