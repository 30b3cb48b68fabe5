/*
 * A text being scanned, and the lexical rules that blocks and spans share.
 *
 * Positions are byte offsets into a text.  Unless it says otherwise, a function
 * that takes (text, at) returns the position after what it matches at `at`, or
 * 0 where that does not match; it takes any `at`, beyond the text as well.
 */

#ifndef FAIMI_MD_LEX_H
#define FAIMI_MD_LEX_H

#include "faimi_md_tree.h"


/* What is looked for far ahead.  The last answer of each is kept with the
 * text, so that a thousand openers without a closer cost one search. */
typedef enum {
    FAIMI_MD_NEXT_GT = 0,
    FAIMI_MD_NEXT_QUOT,       /* a double quote */
    FAIMI_MD_NEXT_APOS,
    FAIMI_MD_NEXT_COMMENT,    /* the end of one */
    FAIMI_MD_NEXT_PI,         /* the end of an instruction */
    FAIMI_MD_NEXT_MATH,       /* two dollars */
    FAIMI_MD_NEXT_BRACKET,    /* one that closes */
    FAIMI_MD_NEXT_BRACE,      /* one that closes, not escaped */
    FAIMI_MD_NEXT_TILDES,     /* two that close */
    FAIMI_MD_NEXT_STOP,       /* of an extension: {:/ */
    FAIMI_MD_NEXT_TITLE1,     /* the end of a link's title in ' ' */
    FAIMI_MD_NEXT_TITLE2,     /* and in " " */
    FAIMI_MD_NEXT_SPACED,     /* white space before a quote */
    FAIMI_MD_NEXT_N
} faimi_md_needle_t;


typedef struct {
    size_t  from;       /* 1 + where the search began; 0: none yet */
    size_t  at;         /* what it found, or the length of the text */
} faimi_md_seek_t;


typedef struct {
    faimi_slice_t    text;
    size_t           pos;
    faimi_md_seek_t  next[FAIMI_MD_NEXT_N];
    size_t           unfenced[2];    /* marks of the shortest fence that
                                      * nothing closes any more, of ` and of
                                      * ~; 0: not known */
    size_t           unstopped[4];   /* by extension: 1 + from where on no
                                      * stop tag comes; 0: not known */
} faimi_md_src_t;


/* A start tag: <name attributes /> */
typedef struct {
    faimi_slice_t  name;       /* as written */
    faimi_slice_t  attrs;      /* all of them, for faimi_md_html_attrs() */
    bool           closed;     /* <name /> */
    size_t         end;        /* the position after it */
} faimi_md_tag_t;


/* Flags of an HTML element; 0 is an unknown one. */
#define FAIMI_MD_EL_KNOWN  1
#define FAIMI_MD_EL_SPAN   2     /* lives within a line */
#define FAIMI_MD_EL_BLOCK  4     /* text when found within a line */
#define FAIMI_MD_EL_VOID   8     /* has no body */
#define FAIMI_MD_EL_MBLOCK 16    /* content: blocks */
#define FAIMI_MD_EL_MSPAN  32    /* content: spans */


/* The byte at `i`, or NUL beyond the text. */
static inline char
faimi_md_char(faimi_slice_t s, size_t i)
{
    return (i < s.len) ? s.data[i] : '\0';
}


static inline void
faimi_md_src_init(faimi_md_src_t *src, faimi_slice_t text)
{
    memset(src, 0, sizeof(faimi_md_src_t));
    src->text = text;
}

/* The next needle at or after `from`, or the length of the text. */
size_t faimi_md_next(faimi_md_src_t *src, faimi_md_needle_t n, size_t from);

/* The '\n' that ends the line, or the length of the text. */
size_t faimi_md_line_end(faimi_slice_t s, size_t at);

/* These three always match: the position after all characters of `set`, after
 * white space, and after at most three blanks. */
size_t faimi_md_skip(faimi_slice_t s, size_t at, const char *set);
size_t faimi_md_skip_space(faimi_slice_t s, size_t at);
size_t faimi_md_opt_space(faimi_slice_t s, size_t at);

/* White space up to the first '\n', and that. */
size_t faimi_md_to_eol(faimi_slice_t s, size_t at);

/* The name of a note, of an attribute list definition, of an attribute. */
size_t faimi_md_id_name(faimi_slice_t s, size_t at);

/* The brace that closes what begins at `from`, where faimi_md_next() has found
 * `close`; with `eol` only one that ends its line.  Its position, or 0. */
size_t faimi_md_brace(faimi_slice_t s, size_t from, size_t close, bool eol);

/* Whether the rest of the line is more than white space. */
bool faimi_md_has_text(faimi_slice_t s, size_t at);

/* Lines that end or begin blocks: blank ones (several in a row), "^" alone, a
 * rule, the indentation of code. */
size_t faimi_md_blank_line(faimi_slice_t s, size_t at);
size_t faimi_md_eob_line(faimi_slice_t s, size_t at);
size_t faimi_md_rule_line(faimi_slice_t s, size_t at);
size_t faimi_md_indented(faimi_slice_t s, size_t at);

/* The marker of a list, after at most `max` blanks; its type is '*', '1' or
 * ':'. */
size_t faimi_md_list_start(faimi_slice_t s, size_t at, char type, size_t max);

/* The attribute list of a block on a line of its own, after at most `max`
 * blanks; *content may be NULL. */
size_t faimi_md_ial_line(faimi_md_src_t *src, size_t at, size_t max,
    faimi_slice_t *content);

/* Whether the tag of a block element begins the line. */
bool faimi_md_html_line(faimi_slice_t s, size_t at, size_t max);

/* Whether a paragraph ends before the line, in whatever block it is. */
bool faimi_md_lazy_end(faimi_md_src_t *src, size_t at);

/* The flags of an element by its name in lower case; 0: an unknown one. */
int faimi_md_element(faimi_slice_t name);

/* HTML: a name, a comment, an end tag (whose name is set even if it closes
 * nothing), a start tag. */
size_t faimi_md_html_name(faimi_slice_t s, size_t at);
size_t faimi_md_html_comment(faimi_md_src_t *src, size_t at);
size_t faimi_md_html_close(faimi_slice_t s, size_t at, faimi_slice_t *name);
bool faimi_md_html_tag(faimi_md_src_t *src, size_t at, faimi_md_tag_t *tag);

/* The reference of a character, &name; or &#number;, whether or not there is
 * such a character. */
size_t faimi_md_reference(faimi_slice_t s, size_t at);

#endif
