/*
 * What keeps the span parser linear.  A frame of emphasis that reached the end
 * of the text without its mark leaves a mark of its own at every position that
 * it passed: another frame of that kind which comes by need not go on.  And
 * each bracket that a frame of a link passed has a partner or none, known from
 * then on; whether a link can come of it shows without reading its text again.
 */

#include "faimi_md_span.h"


#define FAIMI_MD_NO_PARTNER  1


/* Frames of one kind read the same positions in the same way. */
unsigned
faimi_md_memo_kind(const faimi_md_frame_t *f)
{
    unsigned  other;

    other = (f->width == 2) ? FAIMI_MD_IN_EM : FAIMI_MD_IN_STRONG;

    return (f->width == 2 ? 8u : 0) + (f->mark == '_' ? 4u : 0)
           + ((f->flags & other) ? 2u : 0)
           + ((f->flags & FAIMI_MD_IN_LINK) ? 1u : 0);
}


bool
faimi_md_memo_fails(const faimi_md_spans_t *p, const faimi_md_frame_t *f,
    size_t at)
{
    return p->failed != NULL
           && (p->failed[at] & (1u << faimi_md_memo_kind(f))) != 0;
}


static void
faimi_md_memo_push(faimi_arena_t *arena, size_t **list, size_t *n,
    size_t *cap, size_t value)
{
    if (*n == *cap) {
        *list = faimi_arena_grow(arena, *list, *n, cap, sizeof(size_t));
    }

    (*list)[(*n)++] = value;
}


void
faimi_md_memo_visit(faimi_md_spans_t *p, const faimi_md_frame_t *f)
{
    (void) f;

    faimi_md_memo_push(p->doc->arena, &p->visited, &p->nvisited, &p->cvisited,
                       p->src.pos);
}


static uint32_t *
faimi_md_memo_partners(faimi_md_spans_t *p, const faimi_md_frame_t *f)
{
    unsigned  i;

    i = f->flags & (FAIMI_MD_IN_EM | FAIMI_MD_IN_STRONG);

    if (p->partner[i] == NULL) {
        p->partner[i] = faimi_alloc(p->doc->arena,
                                    p->src.text.len * sizeof(uint32_t));
    }

    return p->partner[i];
}


void
faimi_md_memo_open(faimi_md_spans_t *p, size_t at)
{
    faimi_md_memo_push(p->doc->arena, &p->open, &p->nopen, &p->copen, at);
}


/* A closing bracket: true if it is the frame's own. */
bool
faimi_md_memo_close(faimi_md_spans_t *p, const faimi_md_frame_t *f)
{
    p->nopen--;
    faimi_md_memo_partners(p, f)[p->open[p->nopen]] =
        (uint32_t) p->src.pos + 1 + FAIMI_MD_NO_PARTNER;

    return p->nopen == f->open;
}


/* 0: not known; 1: there is none; else its position plus 2. */
size_t
faimi_md_memo_partner(const faimi_md_spans_t *p, const faimi_md_frame_t *f,
    size_t at)
{
    unsigned  i;

    i = f->flags & (FAIMI_MD_IN_EM | FAIMI_MD_IN_STRONG);

    return (p->partner[i] == NULL) ? 0 : p->partner[i][at];
}


void
faimi_md_memo_end(faimi_md_spans_t *p, const faimi_md_frame_t *f, bool found)
{
    size_t     i;
    uint32_t  *partner;

    if (f->until == FAIMI_MD_UNTIL_MARK && !found) {
        if (p->failed == NULL) {
            p->failed = faimi_alloc(p->doc->arena,
                                    p->src.text.len * sizeof(uint16_t));
        }

        for (i = f->visited; i < p->nvisited; i++) {
            p->failed[p->visited[i]] |=
                (uint16_t) (1u << faimi_md_memo_kind(f));
        }
    }

    if (f->until == FAIMI_MD_UNTIL_BRACKET && !found) {
        partner = faimi_md_memo_partners(p, f);

        for (i = f->open; i < p->nopen; i++) {
            partner[p->open[i]] = FAIMI_MD_NO_PARTNER;
        }

        p->nopen = f->open;
    }

    p->nvisited = f->visited;
}
