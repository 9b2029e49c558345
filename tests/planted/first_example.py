"""A pytest plugin: few examples, and any counter-example will do."""

from hypothesis import Phase, settings


def pytest_sessionstart():
    """After the project's own profile is loaded, before tests are read."""
    phases = (Phase.explicit, Phase.generate)
    settings.register_profile("first example", phases=phases, max_examples=20)
    settings.load_profile("first example")
