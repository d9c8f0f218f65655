"""What wraps every request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from cooperation.models.snapshot import one_state

Handler = Callable[[HttpRequest], HttpResponse]


class PublicSnapshotMiddleware:
    """Let each public GET read one state of the database, so that no page mixes two loads."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD") or request.path.startswith("/admin/"):
            return self.get_response(request)
        with one_state():
            return self.get_response(request)
