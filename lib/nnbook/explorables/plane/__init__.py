"""What a layer does to the plane of its inputs."""

from .widget import PlaneExplorer

__all__ = ["PlaneExplorer"]
