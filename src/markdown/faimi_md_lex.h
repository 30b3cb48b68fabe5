/*
 * A text being scanned, and the lexical rules that blocks and spans share.
 * A scan returns the position behind its match, or 0.
 */

#ifndef FAIMI_MD_LEX_H
#define FAIMI_MD_LEX_H

#include "faimi_md_tree.h"


/* What is looked for far ahead.  The last answer is kept, so that a thousand
 * openers without a closer cost one search. */
typedef enum {
    FAIMI_MD_NEXT_GT = 0, FAIMI_MD_NEXT_QUOT, FAIMI_MD_NEXT_APOS,
    FAIMI_MD_NEXT_COMMENT, FAIMI_MD_NEXT_PI, FAIMI_MD_NEXT_MATH,
    FAIMI_MD_NEXT_BRACKET, FAIMI_MD_NEXT_BRACE, FAIMI_MD_NEXT_TILDES,
    FAIMI_MD_NEXT_STOP, FAIMI_MD_NEXT_TITLE1, FAIMI_MD_NEXT_TITLE2,
    FAIMI_MD_NEXT_SPACED, FAIMI_MD_NEXT_N
} faimi_md_needle_t;


typedef struct {
    size_t  from;       /* 1 + where the search began; 0: none yet */
    size_t  at;
} faimi_md_seek_t;


typedef struct {
    faimi_slice_t    text;
    size_t           pos;
    faimi_md_seek_t  next[FAIMI_MD_NEXT_N];
    size_t           unfenced[2];    /* no fence this long closes: ` and ~ */
    size_t           unstopped[4];   /* 1 + from where no stop tag comes */
} faimi_md_src_t;


/* A start tag: <name attributes /> */
typedef struct {
    faimi_slice_t  name;
    faimi_slice_t  attrs;
    bool           closed;
    size_t         end;
} faimi_md_tag_t;


/* Flags of an HTML element; 0 is an unknown one. */
#define FAIMI_MD_EL_KNOWN  1
#define FAIMI_MD_EL_SPAN   2     /* lives within a line */
#define FAIMI_MD_EL_BLOCK  4     /* text when found within a line */
#define FAIMI_MD_EL_VOID   8     /* has no body */
#define FAIMI_MD_EL_MBLOCK 16    /* content: blocks */
#define FAIMI_MD_EL_MSPAN  32    /* content: spans */


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

size_t faimi_md_line_end(faimi_slice_t s, size_t at);      /* its '\n' */
size_t faimi_md_skip(faimi_slice_t s, size_t at, const char *set);
size_t faimi_md_skip_space(faimi_slice_t s, size_t at);
size_t faimi_md_opt_space(faimi_slice_t s, size_t at);     /* 0-3 blanks */
size_t faimi_md_to_eol(faimi_slice_t s, size_t at);  /* blank up to '\n' */
size_t faimi_md_id_name(faimi_slice_t s, size_t at);
size_t faimi_md_brace(faimi_slice_t s, size_t from, size_t close, bool eol);
bool faimi_md_has_text(faimi_slice_t s, size_t at);

/* Lines that end or begin blocks; behind the match or 0. */
size_t faimi_md_blank_line(faimi_slice_t s, size_t at);
size_t faimi_md_eob_line(faimi_slice_t s, size_t at);
size_t faimi_md_list_start(faimi_slice_t s, size_t at, char type, size_t max);
size_t faimi_md_rule_line(faimi_slice_t s, size_t at);
size_t faimi_md_indented(faimi_slice_t s, size_t at);
size_t faimi_md_ial_line(faimi_md_src_t *src, size_t at, size_t max,
    faimi_slice_t *content);
bool faimi_md_html_line(faimi_slice_t s, size_t at, size_t max);
bool faimi_md_lazy_end(faimi_md_src_t *src, size_t at);

int faimi_md_element(faimi_slice_t name);
size_t faimi_md_html_name(faimi_slice_t s, size_t at);
size_t faimi_md_html_comment(faimi_md_src_t *src, size_t at);
size_t faimi_md_html_close(faimi_slice_t s, size_t at, faimi_slice_t *name);
bool faimi_md_html_tag(faimi_md_src_t *src, size_t at, faimi_md_tag_t *tag);
size_t faimi_md_reference(faimi_slice_t s, size_t at);     /* &name; */

#endif
