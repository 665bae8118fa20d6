"""The tags `fragment`, for what is kept, and `live`, for what is rendered at every request."""

from typing import Any, cast

from django import template
from django.template.base import Parser, Token
from django.utils.html import conditional_escape

from themes.fragments import MARK, LiveKind, mark_live, render_fragment

register = template.Library()
_TEMPLATE_AT = 1


class FragmentNode(template.Node):
    """A fragment in a page, kept where the page is."""

    def __init__(self, path: str, names: list[str]) -> None:
        self.path = path
        self.names = names

    def render(self, context: template.Context) -> str:
        values = {name: context.get(name, "") for name in self.names}
        return render_fragment(self.path, values, keep=bool(context.get("keep_fragments")))


class LiveNode(template.Node):
    """A template or a value that differs from request to request, or names somebody."""

    def __init__(self, kind: LiveKind, name: str) -> None:
        self.kind = kind
        self.name = name

    def render(self, context: template.Context) -> str:
        mark = context.get(MARK)
        if mark:
            return mark_live(mark, self.kind, self.name)
        if self.kind is LiveKind.VALUE:
            return str(conditional_escape(context.get(self.name) or ""))
        included: Any = cast("Any", context.template).engine.get_template(self.name)
        with context.push():
            return str(included.render(context))


class LiveValueNode(template.Node):
    """A live value whose name is itself a value, such as that of one child of several."""

    def __init__(self, expression: Any) -> None:
        self.expression = expression

    def render(self, context: template.Context) -> str:
        name = str(self.expression.resolve(context))
        return LiveNode(LiveKind.VALUE, name).render(context)


@register.tag
def fragment(parser: Parser, token: Token) -> FragmentNode:
    """`{% fragment "themes/components/footer.html" footer %}`: a template and names for it."""
    path, *names = _read_bits(token)
    return FragmentNode(path, names)


@register.tag
def live(parser: Parser, token: Token) -> LiveNode:
    """`{% live person_name %}`, `{% live "themes/components/children.html" %}`: never kept."""
    bits = token.split_contents()
    if len(bits) != 2:  # noqa: PLR2004 - itself and one more
        raise template.TemplateSyntaxError("live takes one name, or one template in quotes")
    quoted = bits[1][0] in "\"'"
    return (
        LiveNode(LiveKind.TEMPLATE, bits[1][1:-1]) if quoted else LiveNode(LiveKind.VALUE, bits[1])
    )


@register.tag
def live_value(parser: Parser, token: Token) -> LiveValueNode:
    """`{% live_value child.name %}`: the live value that `child.name` names."""
    bits = token.split_contents()
    if len(bits) != 2:  # noqa: PLR2004 - itself and one more
        raise template.TemplateSyntaxError("live_value takes what holds the name of a live value")
    return LiveValueNode(parser.compile_filter(bits[1]))


def _read_bits(token: Token) -> list[str]:
    bits = token.split_contents()
    if len(bits) <= _TEMPLATE_AT or bits[_TEMPLATE_AT][0] not in "\"'":
        raise template.TemplateSyntaxError(
            f'{bits[0]} needs a template in quotes: {{% {bits[0]} "themes/components/a.html" %}}'
        )
    return [bits[_TEMPLATE_AT][1:-1], *bits[_TEMPLATE_AT + 1 :]]
