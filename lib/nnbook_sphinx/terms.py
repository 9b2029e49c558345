"""Terms: a word in bold leads to the glossary, and the glossary back.

A notebook says `**bias**`, which JupyterLab shows as it should. When the book
is built, such a word becomes what the role `{term}` makes, if the glossary
has it, and its entry there gets a link to each section that has it in bold.
"""

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

# How a plural ends, and its singular.
ENDINGS = [("", ""), ("s", ""), ("es", ""), ("ices", "ix"), ("ies", "y")]


def find(text, terms):
    """Return the term that a word is, perhaps in the plural; None if none.

    `terms` are names by their lower case.
    """
    word = " ".join(text.lower().split())
    for plural, singular in ENDINGS:
        if word.endswith(plural):
            stem = word[: len(word) - len(plural)] + singular
            if stem in terms:
                return terms[stem]
    return None


def glossary(env):
    """Return the names of all terms, by their lower case."""
    objects = env.get_domain("std").objects
    return {name.lower(): name for kind, name in objects if kind == "term"}


class LinkTerms(SphinxPostTransform):
    """Make each term in bold a link to the glossary."""

    default_priority = 5  # before the references are resolved

    def run(self, **kwargs):
        """Called by Sphinx for each page."""
        terms = glossary(self.env)
        for strong in list(self.document.findall(nodes.strong)):
            name = find(strong.astext(), terms)
            if name and may_be_linked(strong):
                strong.replace_self(link(name, strong, self.env.docname))


def may_be_linked(strong):
    """Return whether a word is in running text and no link already."""
    if strong.next_node(addnodes.pending_xref):
        return False
    node = strong.parent
    while node and not isinstance(node, nodes.document):
        if isinstance(node, nodes.title | nodes.reference | nodes.term):
            return False
        node = node.parent
    return True


def link(name, strong, docname):
    """Return what the role `{term}` makes, with the word still in bold."""
    word = strong.deepcopy()
    word["classes"] += ["xref", "std", "std-term"]
    return addnodes.pending_xref(
        "",
        word,
        refdoc=docname,
        refdomain="std",
        reftype="term",
        reftarget=name,
        refexplicit=True,
        refwarn=True,
    )


class LinkBack(SphinxPostTransform):
    """Say below each definition where the term stands in bold."""

    default_priority = 6

    def run(self, **kwargs):
        """Called by Sphinx for each page."""
        for entries in self.document.findall(addnodes.glossary):
            terms = glossary(self.env)
            places = by_term(self.env, terms)
            for term in list(entries.findall(nodes.term)):
                found = places.get(find(term.astext(), terms), [])
                if found:
                    term.parent[-1] += self.line(found)

    def line(self, places):
        """Return the paragraph with a link to each place."""
        line = nodes.paragraph(classes=["nn-places"])
        for docname, anchor, title in places:
            if line.children:
                line += nodes.Text(" · ")
            page = self.env.titles[docname]
            line += self.to(docname, "", page)
            if anchor:
                line += nodes.Text(": ")
                line += self.to(docname, anchor, title)
        return line

    def to(self, docname, anchor, title):
        """Return a link that reads as a title does."""
        words = nodes.inline()
        words += [child.deepcopy() for child in title.children]
        here, builder = self.env.docname, self.app.builder
        return make_refnode(builder, here, docname, anchor, words)


def by_term(env, terms):
    """Return, for each term, the sections with it in bold, in order."""
    places = {}
    for docname in in_order(env, env.config.root_doc):
        for text, anchor, title in env.nnbook_bold.get(docname, ()):
            place = (docname, anchor, title)
            known = places.setdefault(find(text, terms), [])
            if (docname, anchor) not in [old[:2] for old in known]:
                known.append(place)
    return places


def in_order(env, docname):
    """Yield the names of the pages in the order of the contents."""
    yield docname
    for below in env.toctree_includes.get(docname, ()):
        yield from in_order(env, below)


def collect(app, doctree):
    """Note what a page has in bold, and in which section."""
    found = []
    for strong in doctree.findall(nodes.strong):
        section = strong.parent
        while section and not isinstance(section, nodes.section):
            section = section.parent
        if section and may_be_linked(strong):
            first = isinstance(section.parent, nodes.document)
            anchor = "" if first else section["ids"][0]
            title = section.next_node(nodes.title).deepcopy()
            found.append((strong.astext(), anchor, title))
    app.env.nnbook_bold[app.env.docname] = found


def prepare(app):
    """Give a new environment its lists."""
    for name in ("nnbook_bold", "nnbook_linked"):
        if not hasattr(app.env, name):
            setattr(app.env, name, {})


def forget(app, env, docname):
    """Drop what was noted of a page that is gone or read again."""
    env.nnbook_bold.pop(docname, None)


def merge(app, env, docnames, other):
    """Take over what another process has noted."""
    for docname in docnames:
        env.nnbook_bold[docname] = other.nnbook_bold.get(docname, [])


def outdated(app, env):
    """Name the pages whose links have changed though their text has not."""
    terms = glossary(env)
    bold = {
        name: [(text, anchor, title.astext()) for text, anchor, title in all]
        for name, all in env.nnbook_bold.items()
    }
    old, env.nnbook_linked = env.nnbook_linked, {"terms": terms, "bold": bold}
    if old == env.nnbook_linked:
        return []
    if old.get("terms") != terms:
        return list(env.found_docs)
    objects = env.get_domain("std").objects.items()
    return {docname for (kind, _), (docname, _) in objects if kind == "term"}


def setup(app):
    """Connect to Sphinx; called by the extension."""
    app.add_post_transform(LinkTerms)
    app.add_post_transform(LinkBack)
    app.connect("builder-inited", prepare)
    app.connect("doctree-read", collect)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    app.connect("env-updated", outdated)
