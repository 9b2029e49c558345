"""A pytest plugin: any counter-example will do, it need not be the smallest."""

from hypothesis import Phase, settings


def pytest_sessionstart():
    """After the project's own profile is loaded, before tests are read."""
    phases = (Phase.explicit, Phase.generate)
    settings.register_profile("first example", phases=phases)
    settings.load_profile("first example")
