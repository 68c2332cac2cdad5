"""Places are right: a word that a library wants avoided is told at its very byte, wherever it stands and whatever markup is before it, in text, quotations and lists."""
import itertools
import json
import os
import re
import struct
import subprocess
import sys
import tempfile
import zlib

BINARY = os.environ["STS_BINARY"]

# Each @ becomes a word of its own. A blank line of %% parts the texts, each of which is the body of a section, and is tried again in a quotation and in a list.
BODIES = r"""
Text @ and @ again.
%%
Text &amp; @ and &copy; @ then &#169;@ x, &#x200B;@.
%%
Hard&nbsp;space @, 3 &lt; 4 @, &notanentity; @.
%%
A \* @ and \[@\] and \_@ and \\ @ and \x @.
%%
A [link](https://example.org/x "title") @ and @.
%%
A [link](https://example.org/aaa
  "title") @ and
@ next.
%%
A [link](<https://example.org/a b>
"two
lines") @ and @.
%%
A [link]( https://example.org/aaa
) @ and [another](
https://example.org/bbb ) @
and @.
%%
A [a
b](https://example.org) @ and @.
%%
A [link @ text](https://example.org/a_(b)_c 'title \' x') @ and @.
%%
A [ref
text][r1] @ and [@][r1] then [r1] @ and [r1][] @.

[r1]: https://example.org/r1
  "a title"
%%
A [ref][r1
] @ and [text][r1] @.

[r1]: https://example.org/r1
%%
**bold
@** and *it @* @.
%%
***@*** and ___@___ and **a *@* b** @.
%%
`code` @ and `` a
b `` @ x.
%%
A `a  b` @ and `` ` `` @.
%%
A line\
@ after break.
%%
A line  
@ after break.
%%
Text
   @ indented continuation @.
%%
Text
	@ after a tab @.
%%
> Quote @
> and @
lazy @ continuation.
%%
- item @
  next @
lazy @
- second &amp; @

  para @ in item
%%
1. one @
   - nested @
     cont @
%%
1) one
   > quoted @
   > again &amp; @
%%
| A @ | B \| @ |
|---|---|
| c \| @ | d &amp; @ |
| `x` @ | **b @** c @ |

: Caption \* @ and @.
%%
A @ | B \| @
--- | ---
`a \| b` @ | [x](https://example.org "t \| u") @
x | \* @
%%
![alt text](dot.png) @ after
%%
Term @
: Definition @ and
  cont @
: Second &amp; @
%%
> [!NOTE]
> Text @ of
> note \* @.
%%
Note[^n1] here @ and[^n1] @.

[^n1]: A note @ that &amp; @
    goes on @ here.
%%
Text [span]{lang=es} @ and [x &amp; y]{lang="es"} @.
%%
Before
`code` @ after
``co ` de`` @ after
![a](dot.png) @ after
<https://example.org> @ after
&amp; @ after
\\* @ after
**@** after
[x](https://example.org) @ after
<sup>2</sup> @ after
[x]{lang=es} @ after
%%
> Quoted
   lazy @ more
   `code` @ more
%%
- item
   lazy @ more

     para @ more
     ``x`` @ more
%%
[r2]: https://example.org/r2
Text [r2] @ and
  more &amp; @.
%%
[r3]: https://example.org/r3
  "title"
Text [r3](
https://example.org) @ and
more @.
%%
H<sub>2</sub>O @ and x<sup>2</sup> @.
%%
Text <!-- comment --> @ and <!-- two
lines --> @.
%%
## Heading @ &amp; @

Text @.
%%
## Heading \# @ ##

Text.
%%
Heading @
*over* @
-------

Text @.
%%
https://example.org/auto @ and <https://example.org> @ and <a@example.org> x.
%%
Tab	@ and	@.
%%
Plain é @ and ½ @ — @.
%%
- [ ] task @
- [x] done &amp; @
%%
Text @ at the end \
&amp; @
%%
![](dot.png "x")

Text @.
%%
A ![a](dot.png
"x y") @ and
@ after.
%%
A &amp;
&amp; @ and
\* @.
%%
Text <https://example.org/a?b&amp;c> @ and [x](https://example.org/?a&amp;b "c &quot; d") @.
%%
Text @ x[^n2].

[^n2]: First @.
%%
**Bold:** @ *a*\* @ **b**&nbsp;@.
%%
A "quoted 'text' @" -- and --- @ ... @.
"""

# Texts of YAML by how they are written, each further line with a # for its indentation.
SCALARS = [
    "Plain @ and é @",
    "Plain @ and\n#@ folded\n#  @ twice @",
    "@ plain\n\n#@ after a blank line",
    '"Quoted @ and @"',
    r'"@ \"a\" @ and \\\\ @ x \u00e9 \xe9 @\u0020@, \U0001F4A7 @"',
    r'"@ line\n@ feed\n\n@ and @"',
    '"@ folded \n#  @ and\n\n#@ \\"x\\" @"',
    '"@ joined \\\n#  @ and \\\n\n#\\ @"',
    "'Single @ and @'",
    "'@ it''s @ and ''x'' @'",
    "'@ it''s\n#@ and ''\n\n#x @'",
    "|\n#@ literal\n#@ and \"x\" @",
    ">\n#@ folded\n#@ and \"x\" @\n\n#@ ''x'' \\\\ @",
    ">\n\n#@ after a blank line\n#@ é\n\n\n#@",
    ">-\n#@ kept\n\n#  @ further in\n#  @ again\n\n#@ back\n#@",
    ">2\n#@ with a number\n#@",
    "> # a comment\n#@ one @\n#@",
    '"中\n#文 @ é\n#中文\n#中 @"',
    "中\n#文 @",
]

# Where they stand: before the text, the indentation of its further lines, and what is told there: a word, or, as words
# of references are not, a note that is not there.
KEYS = [
    ("title: {}\nlast-revised: 2018-04-06\nreferences: [A study.]", "  ", "@"),
    ("title: T\nlast-revised: 2018-04-06\nreferences: [A study.]\ndisclaimer: {}", "  ", "@"),
    ("title: T\nlast-revised: 2018-04-06\nreferences:\n  - {}", "    ", "r[^@]"),
    ("title: T\nlast-revised:\n  waived: {}\nreferences: [A study.]", "    ", "r[^@]"),
    ("title: T\nlast-revised: 2018-04-06\nreferences:\n  lost: {}", "    ", "r[^@]"),
    ("title: T\nlast-revised: 2018-04-06\nreferences: [A study.]\nsource:\n  kind: adapted\n  title: {}", "    ", "r[^@]"),
    ("title: T\nlast-revised: 2018-04-06\nreferences: [A study.]\ngaps:\n  - id: g\n    lost: A line.\n    print: {}", "      ", "@"),
]


def words():
    for letters in itertools.product("abcdefgh", repeat=4):
        yield "zq" + "".join(letters)


def fill(text, source):
    return re.sub(r"(?:(?<![a-z])|(?<=\\n))@(?!example)", lambda _: next(source), text)


def quoted(body):
    return "\n".join(("> " + line).rstrip() for line in body.split("\n"))


def listed(body):
    return "- " + "\n".join(("  " + line) if line else "" for line in body.split("\n")).lstrip()


def section(body, title="T"):
    return f"---\ntitle: {title}\nlast-revised: 2018-04-06\n---\n\n{body}\n\n## References\n\nDoe J. A study. 2017.\n"


def write_dot(path):
    def part(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + part(b"IHDR", header) + part(b"IDAT", zlib.compress(b"\0\0")) + part(b"IEND", b""))


def sections():
    source = words()
    for body in (body.strip("\n") for body in BODIES.split("\n%%\n")):
        for wrap in (str, quoted, listed):
            yield section("Before.\n\n" + fill(wrap(body), source))
    for scalar in SCALARS:
        for key, indent, told in KEYS:
            for end in ("\n", "\r\n"):
                text = f"---\n{key.format(scalar.replace('@', told).replace(chr(10) + '#', chr(10) + indent))}\n---\n\nText.\n"
                yield fill(text, source).replace("\n", end)


with tempfile.TemporaryDirectory() as scratch:
    os.chdir(scratch)
    os.mkdir("library")
    write_dot("library/dot.png")
    texts = {f"library/s{number}.md": text for number, text in enumerate(sections())}
    for path, text in texts.items():
        with open(path, "w", newline="") as file:
            file.write(text)
    avoided = [word for text in texts.values() for word in re.findall("zq[a-h]{4}", text)]
    with open("library/library.yaml", "w") as file:
        file.write("title: Places\nlanguage: en\nidentifier: urn:uuid:5b0f9a54-7a0e-4d7e-9c0b-6a1d5a6c1f02\ndisclaimer: Ask.\n"
                   f"terms: {{right: [{', '.join(avoided)}]}}\nsections: [{', '.join(path[8:-3] for path in texts)}]\n")
    answer = subprocess.run([BINARY, "--check", "--json", "-C", "library"], stdout=subprocess.PIPE)
    told = {}
    for fault in json.loads(answer.stdout):
        word = re.search("zq[a-h]{4}", fault["text"])
        if word and fault["rule"] in ("term-avoided", "note-undefined"):
            column = fault["column"] + (len("[^") if fault["rule"] == "note-undefined" else 0)
            told.setdefault(word[0], []).append((fault["file"], fault["line"], column))
    wrong = 0
    for path, text in texts.items():
        for line, written in enumerate(text.split("\n"), 1):
            for word in re.finditer("zq[a-h]{4}", written):
                place = (path, line, len(written[:word.start()].encode()) + 1)
                if told.get(word[0]) != [place]:
                    wrong += 1
                    print(f"{place[1]}:{place[2]} is told as {told.get(word[0])} in:\n{written}\n")
    print(len(avoided), "words,", wrong, "wrong")
    sys.exit(wrong > 0 or len(avoided) < 300)
