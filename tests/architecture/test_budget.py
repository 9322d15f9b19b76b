"""How long modules and functions may be, and which of them must say what they do."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "caresight"
MODULES = {
    path.relative_to(SOURCE).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(SOURCE.rglob("*.py"))
    if "migrations" not in path.parts
}
NO_CODE = {
    tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT,
}  # fmt: skip

LONGEST_MODULE, LONGEST_FUNCTION = 250, 40
LONGER_MODULES = {
    "pipeline/release_index/documents.py": "declares every shape that a page reads, and no logic",
    "pipeline/release_index/places.py": "the same, for pages of areas",
}
LONGER_FUNCTIONS = {
    "web/intelligence/operations/sharing.py:release_to_provider": "one release, check after check",
    "web/packs/assembling/provider_pack.py:providers_pack": "fills one document, a section a line",
    "pipeline/build.py:_write": "the order of work of a build, one step after another",
    "pipeline/build_index.py:write_index": "hands every document to the index, once each",
    "pipeline/build_measuring.py:_note_silence": "the one signal that no indicator gives",
    "pipeline/build_summary.py:summary": "fills one document, a field a line",
}
"""`module:function` and why it is read more easily in one piece."""

NOT_A_METHOD = {
    "all_of_a_run", "checked_phases", "draw_phase", "for_each_block",
    "mostly_repeats", "named_rule_set", "phase_patterns",
}  # fmt: skip
"""Parts of statistics that hold no method of their own, and so no source of one."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def code_lines(text: str) -> set[int]:
    """Numbers of the lines that hold more than a comment or nothing."""
    held: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in NO_CODE:
            held.update(range(token.start[0], token.end[0] + 1))
    return held


def length(function: Function, held: set[int]) -> int:
    """Lines of code of a body, without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    if not body:
        return 0
    return len(held & set(range(body[0].lineno, (body[-1].end_lineno or 0) + 1)))


def long_functions(text: str) -> list[str]:
    held = code_lines(text)
    return [
        node.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, Function) and length(node, held) > LONGEST_FUNCTION
    ]


def silent_names(body: list[ast.stmt], within: str = "") -> Iterator[str]:
    """Public functions and classes, and public methods of public classes, without a docstring."""
    for node in body:
        if not isinstance(node, Function | ast.ClassDef) or node.name.startswith("_"):
            continue
        if not ast.get_docstring(node):
            yield within + node.name
        if isinstance(node, ast.ClassDef) and not _is_protocol(node):
            yield from silent_names(node.body, f"{node.name}.")


def opens_with_words(text: str) -> bool:
    return ast.get_docstring(ast.parse(text)) is not None


def _is_protocol(node: ast.ClassDef) -> bool:
    return any(isinstance(base, ast.Name) and base.id == "Protocol" for base in node.bases)


def test_every_module_can_be_read_in_one_go() -> None:
    long = {name for name, text in MODULES.items() if text.count("\n") > LONGEST_MODULE}

    assert long - set(LONGER_MODULES) == set()


def test_every_function_fits_a_screen() -> None:
    long = {f"{name}:{one}" for name, text in MODULES.items() for one in long_functions(text)}

    assert long - set(LONGER_FUNCTIONS) == set()


def test_every_module_opens_with_what_it_knows() -> None:
    silent = [name for name, text in MODULES.items() if text and not opens_with_words(text)]

    assert silent == []


def test_what_others_may_call_says_what_it_does() -> None:
    silent = [
        f"{name}:{one}"
        for name, text in MODULES.items()
        for one in silent_names(ast.parse(text).body)
        if not name.startswith("web/")
    ]

    # The help of a command stands in cli/main.py.
    assert [one for one in silent if not re.fullmatch(r"cli/\w+\.py:command", one)] == []


def test_every_statistic_says_what_it_was_checked_against() -> None:
    unchecked = {
        node.name
        for name, text in MODULES.items()
        for node in ast.parse(text).body
        if name.startswith("statistics/") and isinstance(node, ast.FunctionDef)
        if not node.name.startswith("_")
        if "Checked against:" not in (ast.get_docstring(node) or "")
    }

    assert unchecked - NOT_A_METHOD == set()


def test_comments_docstrings_and_blank_lines_are_not_counted() -> None:
    body = "\n".join(f"    # why {n}\n\n    x = {n}" for n in range(LONGEST_FUNCTION))
    text = f'def short():\n    """One.\n\n    Two.\n    """\n{body}\n'

    assert long_functions(text) == []
    assert long_functions(text + "    y = 0\n") == ["short"]


def test_a_public_method_without_a_docstring_is_found() -> None:
    text = 'class Thing:\n    """A thing."""\n    def say(self): ...\n    def _hide(self): ...\n'

    assert list(silent_names(ast.parse(text).body)) == ["Thing.say"]
