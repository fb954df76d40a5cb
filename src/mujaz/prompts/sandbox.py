"""Templates in Jinja's sandbox, with an end to what a mistake in one can use up.

The sandbox keeps templates from Python's insides (attributes with underscores, changing values). Beyond that, a
template stands alone (no include, import or inheritance), uses no chance (`random`, `lipsum`), and is bounded in its
steps, its numbers and the length of its texts. This is a net for mistakes; an author who wants to use up memory
still can.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterable, Mapping
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, Undefined, nodes
from jinja2.compiler import CodeGenerator
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

__all__ = ["MAX_CHARACTERS", "MAX_STEPS", "FaultyTemplateError", "render"]

MAX_STEPS = 50_000
"""Rounds of loops and calls of macros in one rendering; an article has some thousands of segments at most."""

MAX_CHARACTERS = 4_000_000
"""Length of a message, and of any text on the way to it."""

_MAX_BITS = 4_096
"""Size of a number."""

_PADDING = frozenset({"center", "expandtabs", "format", "format_map", "ljust", "rjust", "zfill"})
"""Methods of texts whose result can be as long as a number says."""

_FILTERS = frozenset({"batch", "center", "format", "indent", "pprint", "random", "slice", "urlize", "wordwrap"})
"""Filters that are not there: by chance, or as long as a number says."""

_ALONE = {
    nodes.Include: "include",
    nodes.Import: "import",
    nodes.FromImport: "import",
    nodes.Extends: "extends",
}


class FaultyTemplateError(Exception):
    """A template that does not compile or render; `line` counts from 1, None where it is not known."""

    def __init__(self, said: str, line: int | None) -> None:
        super().__init__(said)
        self.line = line


def render(source: str, variables: Mapping[str, Any]) -> str:
    """The template's text for these variables. Raises FaultyTemplateError."""
    try:
        template = _template(source)
        _steps.taken = 0
        length, parts = 0, []
        for part in template.generate(variables):
            length += len(part)
            parts.append(part)
            _require(length <= MAX_CHARACTERS, f"the message is longer than {MAX_CHARACTERS:,} characters")
    except TemplateSyntaxError as error:
        raise FaultyTemplateError(error.message or "a syntax error", error.lineno) from error
    except TemplateError as error:
        raise FaultyTemplateError(error.message or type(error).__name__, _line_of(error)) from error
    except RecursionError as error:
        raise FaultyTemplateError("nested too deeply, or a macro that calls itself without an end", None) from error
    except (ArithmeticError, AttributeError, LookupError, MemoryError, TypeError, ValueError) as error:
        raise FaultyTemplateError(f"{type(error).__name__}: {error}", _line_of(error)) from error
    return "".join(parts)


class _Steps(threading.local):
    taken = 0


_steps = _Steps()
"""Of the rendering that the thread is at: one at a time, from its beginning to its end."""


def _require(condition: bool, said: str) -> None:
    if not condition:
        raise SecurityError(said)


class _Code(CodeGenerator):
    def visit_Concat(self, node: nodes.Concat, frame: Any) -> None:  # noqa: N802 - Jinja's name
        self.write("environment.joined((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


class _Sandbox(ImmutableSandboxedEnvironment):
    code_generator_class = _Code
    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def step(self) -> str:
        """Counted in every round of a loop and every call of a macro."""
        _steps.taken += 1
        _require(_steps.taken <= MAX_STEPS, f"more than {MAX_STEPS:,} rounds of loops and calls of macros")
        return ""

    def joined(self, parts: Iterable[Any]) -> str:
        """What `~` does."""
        texts = [str(part) for part in parts]
        _require(sum(map(len, texts)) <= MAX_CHARACTERS, "a text is too long")
        return "".join(texts)

    def wrap_str_format(self, value: Any) -> None:
        """`format` is not let through at all, see `_PADDING`."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        if isinstance(obj, str | bytes) and attr in _PADDING:
            return False
        return super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        _require(operator != "%" or not isinstance(left, str | bytes), "% on a text; join texts with ~")
        if operator == "+" and _sized(left) and _sized(right):
            _require(len(left) + len(right) <= MAX_CHARACTERS, "a text is too long")
        elif operator == "*":
            for one, times in ((left, right), (right, left)):
                if _sized(one) and isinstance(times, int):
                    _require(len(one) * times <= MAX_CHARACTERS, "a text is too long")
            if isinstance(left, int) and isinstance(right, int):
                _require(left.bit_length() + right.bit_length() <= _MAX_BITS, "a number is too large")
        elif operator == "**" and isinstance(left, int) and isinstance(right, int):
            _require(left.bit_length() * max(right, 1) <= _MAX_BITS, "a number is too large")
        return super().call_binop(context, operator, left, right)


def _sized(value: object) -> bool:
    return isinstance(value, str | bytes | list | tuple)


def _printable(value: Any) -> Any:
    """Texts and numbers as they are; other values would show Python's insides, addresses in memory among them."""
    if value is None or isinstance(value, str | int | float | Undefined):
        return value
    raise TypeError(f"a value of the kind {type(value).__name__} cannot be printed")


@functools.lru_cache(maxsize=32)
def _template(source: str) -> Template:
    environment = _Sandbox(
        undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False, finalize=_printable
    )
    del environment.globals["lipsum"]
    for name in _FILTERS:
        del environment.filters[name]
    tree = environment.parse(source)
    for kind, word in _ALONE.items():
        for node in tree.find_all(kind):
            raise TemplateSyntaxError(f"{word!r} is not possible: a prompt's template stands alone", node.lineno)
    for repeated in tree.find_all((nodes.For, nodes.Macro, nodes.CallBlock)):
        count = nodes.Call(nodes.EnvironmentAttribute("step"), [], [], None, None)
        step = nodes.ExprStmt(count).set_lineno(repeated.lineno).set_environment(environment)
        repeated.body.insert(0, step)  # type: ignore[attr-defined]
    return environment.from_string(tree)


def _line_of(error: BaseException) -> int | None:
    """The line of the template in which a rendering error arose; Jinja leaves it in the traceback only."""
    line = None
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
