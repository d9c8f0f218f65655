"""What a twin answers where its page refuses."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _


def refused(context: Mapping[str, Any]) -> dict[str, Any]:
    """{"errors": {parameter: [words]}}; what is wrong with no parameter alone stands under `detail`."""
    for name in ("bound", "dated"):
        if name in context and not context[name].is_valid():
            found = context[name].form.errors.items()
            return {"errors": {field: [str(words) for words in said] for field, said in found}}
    return {"errors": {"detail": [str(words) for words in context.get("errors", ())] or [_detail(context)]}}


def _detail(context: Mapping[str, Any]) -> str:
    if context.get("message"):
        return str(context["message"])
    if "slug" in context:
        return _("“%(slug)s” was removed") % {"slug": context["slug"]}
    return _("there is nothing of this name")
