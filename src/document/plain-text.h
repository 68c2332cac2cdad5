/* The text of a tree as a reader would hear it: what both outputs must say (promise 2) and what fingerprints are made
 * from.
 *
 * One line a leaf block (heading, paragraph, cell, caption, term, each line of a code block), white space normalised,
 * in tree order. A callout's label is a line of its own before its content. A figure gives a line with its image's
 * alternative text, then its caption; an inline image gives its alternative text in the line. A task item's state, list
 * markers, note letters and link numbers: superscript marks in the text (NOTE_REFERENCE, LINK_NUMBER) are text;
 * labels of list items and notes are not. The contents' page numbers are not. A line break is a space. A rule gives
 * nothing. What nobody sees or hears is left out: soft hyphens, zero-width spaces and joiners, marks of direction.
 * A slot that a clinic has filled gives the words of its author, and where he wrote none, itself: "{clinic.hours}".
 * Superscript and subscript digits and signs are the characters that Unicode has for them (document/script.h).
 */
#ifndef STS_DOCUMENT_PLAIN_TEXT_H
#define STS_DOCUMENT_PLAIN_TEXT_H

#include "document/node.h"

/* Returns the lines of `root` (any node), each ended by '\n'; free with g_free(). */
char *sts_node_plain_text(const StsNode *root);

/* The same with the letters as they are in the source, wherever they stand on the line; free with g_free(). */
char *sts_node_written_text(const StsNode *root);

/* Whether that text is empty, found without making it. */
bool sts_node_says_nothing(const StsNode *root);

/* What a mark says, and the label of what it leads to. Notes and links are two series, so that none is taken for the
 * other: letters for a NOTE_REFERENCE and its NOTE (a to z, aa, ab ...), in every language; digits for a LINK_NUMBER
 * and its ITEM. Empty where the node has no number. */
typedef struct {
  char text[16];
} StsMark;

StsMark sts_node_mark(const StsNode *node);
/* That of the note with the number, from 1. */
StsMark sts_note_mark(int number);

/* What is shown of a note's way back to a mark after the first: no text, like all labels. */
#define STS_WAY_BACK "^"

/* The form of a NOTE_REFERENCE or LINK_NUMBER. */
StsNumberForm sts_node_number_form(const StsNode *mark);

/* Whether another mark follows it after a comma. */
bool sts_node_number_goes_on(const StsNode *mark);

/* Appends the mark of a NOTE_REFERENCE or LINK_NUMBER as it is printed, in the form that assembly gave it. Nothing
 * where it has none. */
void sts_node_append_number(GString *out, const StsNode *node);

/* Appends what counts as the text of a slot: its words, or where it has none (""), its written form, without which it
 * could be moved into a dose. */
void sts_plain_text_append_slot(GString *out, const char *key, const char *words);

/* Returns the text of the inlines below `node` on one line, normalised; free with g_free(). */
char *sts_node_inline_text(const StsNode *node);

/* The same without the numbers of links and notes: what a heading is called in a contents list or an outline; free with
 * g_free(). */
char *sts_node_title_text(const StsNode *heading);

/* The text from which a heading's anchor is made (document/links.h): letters as in the source, so that a link to
 * "#h2o" leads to H<sub>2</sub>O; free with g_free(). */
char *sts_node_anchor_text(const StsNode *heading);

/* The SHA-256 of lines, as sts_node_plain_text() gives them, after Unicode NFC, in lower-case hex; free with g_free().
 */
char *sts_plain_text_fingerprint(const char *lines);

/* Whether nobody sees or hears the character: soft hyphens, zero-width spaces and joiners, marks of direction,
 * vowels of Khmer and variants of Mongolian that no font draws. A printed page cannot keep all of them, and nobody
 * misses them. */
bool sts_plain_text_is_unseen(gunichar c);

/* Whether the first letter of the text is of a script that is read from right to left. */
bool sts_plain_text_begins_rtl(const char *text);

/* Whether the inline is read from left to right in text of any direction: the numbers of links and notes, and links to
 * telephones and values of a clinic, unless their text holds letters of the other direction. Left to itself, the
 * bidirectional algorithm shows 555-0100 as 0100-555 there (UAX #9, W4 to W7). */
bool sts_node_is_left_to_right(const StsNode *node);

/* Whether the node is a heading or a line that the program adds to a section, the cover or the contents, in another
 * language than theirs: it begins where the lines of the page do, whatever its own direction. */
bool sts_node_is_program_line(const StsNode *node);

/* Whether the node is a paragraph of the references whose first letter is of a script that is read from left to right,
 * or one of the notes, or of a clinic's part, with no other letters: on a page of the other direction, its base
 * direction is that of its first strong character (Unicode Standard Annex 9, P2 and P3), or its marks would stand at
 * the wrong end. */
bool sts_node_is_latin_reference(const StsNode *node);

/* Appends the text as one line, ended by '\n': white space normalised, what nobody sees or hears left out. Nothing
 * where nothing is left, or the text is NULL. */
void sts_plain_text_append_line(GString *out, const char *text);

/* Returns one line of plain text: white space normalised, what nobody sees or hears left out, in Unicode NFC; free with
 * g_free(). */
char *sts_plain_text_line(const char *text);

#endif
