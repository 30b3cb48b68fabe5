/*
 * What keeps the span parser linear.
 *
 * All frames of a kind read the same positions in the same way, so what one
 * of them found out is true for the next that comes by.  Frames of emphasis:
 * one that reached the end of the text without its mark leaves a note at every
 * position that it passed, and another need not go on from there.  Frames of
 * links: each bracket that one passed has a partner or none; and from each
 * position the next closing bracket that is not the partner of a later one is
 * known.  So the end of a link's text, and whether a link can come of it,
 * shows without reading that text again.
 */

#include "faimi_md_memo.h"


/* In the tables of brackets 0 is "not known", this is "there is none", and any
 * other value is a position plus 2. */
#define FAIMI_MD_NO_BRACKET  1


/* Two frames of emphasis read the same text in the same way if they agree in
 * their mark, its width, and in what is open around them.  The number of that
 * kind is a bit of p->failed[], 16 in all. */
static unsigned
faimi_md_memo_kind(const faimi_md_frame_t *f)
{
    unsigned  other;

    other = (f->width == 2) ? FAIMI_MD_IN_EM : FAIMI_MD_IN_STRONG;

    return (f->width == 2 ? 8u : 0) + (f->mark == '_' ? 4u : 0)
           + ((f->flags & other) ? 2u : 0)
           + ((f->flags & FAIMI_MD_IN_LINK) ? 1u : 0);
}


/* Which of the four tables of brackets counts for a frame: inside of emphasis
 * its marks are text, so that brackets may pair differently. */
static unsigned
faimi_md_memo_around(const faimi_md_frame_t *f)
{
    return f->flags & (FAIMI_MD_IN_EM | FAIMI_MD_IN_STRONG);
}


/* Whether a frame of this kind has been at this position and found no end. */
bool
faimi_md_memo_fails(const faimi_md_spans_t *p, const faimi_md_frame_t *f)
{
    return p->failed != NULL
           && (p->failed[p->src.pos] & (1u << faimi_md_memo_kind(f))) != 0;
}


/* Notes that the frame passes src.pos.  The entries of a frame are the last
 * ones of p->visited, from f->visited on. */
void
faimi_md_memo_visit(faimi_md_spans_t *p)
{
    if (p->nvisited == p->cvisited) {
        p->visited = faimi_arena_grow(p->doc->arena, p->visited, p->nvisited,
                                      &p->cvisited, sizeof(size_t));
    }

    p->visited[p->nvisited++] = p->src.pos;
}


/* Notes an opening bracket: the frame's own, or one in its text. */
void
faimi_md_memo_open(faimi_md_spans_t *p, size_t at)
{
    if (p->nopen == p->copen) {
        p->open = faimi_arena_grow(p->doc->arena, p->open, p->nopen,
                                   &p->copen, sizeof(faimi_md_open_t));
    }

    p->open[p->nopen].at = at;
    p->open[p->nopen++].visited = p->nvisited;
}


/* A table of the text's length, made of zeros when it is first needed: most
 * texts have no links. */
static uint32_t *
faimi_md_memo_table(faimi_md_spans_t *p, uint32_t **table)
{
    if (*table == NULL) {
        *table = faimi_alloc(p->doc->arena,
                             p->src.text.len * sizeof(uint32_t));
    }

    return *table;
}


/* The innermost open bracket gets its partner, and all positions passed since
 * then their next closing bracket.  Each entry of p->visited is written once
 * and dropped: linear in what was visited. */
static void
faimi_md_memo_pair(faimi_md_spans_t *p, const faimi_md_frame_t *f,
    uint32_t value)
{
    size_t     i;
    unsigned   n;
    uint32_t  *next;

    n = faimi_md_memo_around(f);
    p->nopen--;
    faimi_md_memo_table(p, &p->partner[n])[p->open[p->nopen].at] = value;
    next = faimi_md_memo_table(p, &p->closing[n]);

    for (i = p->open[p->nopen].visited; i < p->nvisited; i++) {
        next[p->visited[i]] = value;
    }

    p->nvisited = p->open[p->nopen].visited;
}


/* A closing bracket at `at`: true if it is the frame's own, else it closes an
 * inner one. */
bool
faimi_md_memo_close(faimi_md_spans_t *p, const faimi_md_frame_t *f, size_t at)
{
    if (p->nopen == f->open + 1) {
        return true;
    }

    faimi_md_memo_pair(p, f, (uint32_t) at + 2);

    return false;
}


/* An image that was HTML (html_to_native). kramdown takes it for one whose
 * bracket it has counted (parse_link of link.rb), so its tag, which ends at
 * `at`, closes the innermost bracket here.  If that is the frame's own, there
 * is no link. */
void
faimi_md_memo_image(faimi_md_spans_t *p, faimi_md_frame_t *f, size_t at)
{
    f->lost = (p->nopen == f->open + 1);
    faimi_md_memo_pair(p, f, (uint32_t) at + 2);
}


/* The frame found its bracket at `at`, but what follows makes it no link: the
 * bracket is known all the same. */
void
faimi_md_memo_unlinked(faimi_md_spans_t *p, const faimi_md_frame_t *f,
    size_t at)
{
    faimi_md_memo_pair(p, f, (uint32_t) at + 2);
}


/* The text ended: none of the brackets that are open in the frame has a
 * partner. */
void
faimi_md_memo_unclosed(faimi_md_spans_t *p, const faimi_md_frame_t *f)
{
    while (p->nopen > f->open) {
        faimi_md_memo_pair(p, f, FAIMI_MD_NO_BRACKET);
    }
}


/* The partner of the bracket at `at`: 0 if it is not known, 1 if there is
 * none, else its position plus 2. */
size_t
faimi_md_memo_partner(const faimi_md_spans_t *p, const faimi_md_frame_t *f,
    size_t at)
{
    unsigned  n;

    n = faimi_md_memo_around(f);

    return (p->partner[n] == NULL) ? 0 : p->partner[n][at];
}


/* Goes from the frame's position from one known closing bracket to the next,
 * one for each that is open, without reading the text between.  Returns the
 * last one, the frame's own, in the same code as memo_partner(); one step for
 * each bracket. */
size_t
faimi_md_memo_ahead(const faimi_md_spans_t *p, const faimi_md_frame_t *f)
{
    size_t           at, left;
    uint32_t         value;
    const uint32_t  *next;

    next = p->closing[faimi_md_memo_around(f)];
    at = p->src.pos;
    value = 0;

    if (next == NULL) {
        return 0;
    }

    for (left = p->nopen - f->open; left > 0; left--) {
        value = (at < p->src.text.len) ? next[at] : FAIMI_MD_NO_BRACKET;

        if (value <= FAIMI_MD_NO_BRACKET) {
            break;
        }

        at = faimi_md_token(p, f, value - 1);
        faimi_md_step(p->doc, 1);
    }

    return value;
}


/* The frame is given up for what memo_ahead() told.  Its open brackets get the
 * partners that they would have got, had it been read on: other frames rely on
 * them. */
void
faimi_md_memo_giveup(faimi_md_spans_t *p, const faimi_md_frame_t *f)
{
    size_t    at;
    uint32_t  value;

    at = p->src.pos;

    while (p->nopen > f->open) {
        value = (at < p->src.text.len)
                ? p->closing[faimi_md_memo_around(f)][at]
                : FAIMI_MD_NO_BRACKET;
        faimi_md_memo_pair(p, f, value);
        at = (value > FAIMI_MD_NO_BRACKET) ? faimi_md_token(p, f, value - 1)
                                           : p->src.text.len;
    }
}


/* The frame ends.  One of emphasis that found no mark leaves its bit at every
 * position that it passed; a link has noted its brackets while it was read. */
void
faimi_md_memo_end(faimi_md_spans_t *p, const faimi_md_frame_t *f, bool found)
{
    size_t    i;
    uint16_t  bit;

    if (f->until == FAIMI_MD_UNTIL_MARK && !found) {
        if (p->failed == NULL) {
            p->failed = faimi_alloc(p->doc->arena,
                                    p->src.text.len * sizeof(uint16_t));
        }

        bit = (uint16_t) (1u << faimi_md_memo_kind(f));

        for (i = f->visited; i < p->nvisited; i++) {
            p->failed[p->visited[i]] |= bit;
        }
    }

    if (f->until != FAIMI_MD_UNTIL_BRACKET) {
        p->nvisited = f->visited;
    }
}
