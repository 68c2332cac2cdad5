"""The front matter of a document that is complete by itself."""


def front_matter(title, language="en", more=""):
    """Lines of the keys that a text needs, those of `more`, and an empty line."""
    return f"""---
title: {title}
language: {language}
identifier: urn:uuid:6f9619ff-8b86-4d01-b42d-10c04fc964aa
status: approved
last-revised: 2024-08-02
disclaimer: Ask.
references: {{waived: "none"}}
{more}---

"""
