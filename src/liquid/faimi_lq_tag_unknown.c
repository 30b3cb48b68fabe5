/*
 * Tags that stand where they must not, or that do not exist: messages that say
 * which tag was meant.
 */

#include "faimi_lq_tags.h"


/* Longer names of tags are like no other. */
#define FAIMI_LQ_NAME_MAX  24


/* Letters to change, add, drop or swap to make `b` of `a`. */
static size_t
faimi_lq_distance(faimi_slice_t a, faimi_slice_t b)
{
    size_t  d[FAIMI_LQ_NAME_MAX + 1][FAIMI_LQ_NAME_MAX + 1], i, k, n;

    for (i = 0; i <= a.len; i++) {
        for (k = 0; k <= b.len; k++) {
            if (i == 0 || k == 0) {
                d[i][k] = i + k;
                continue;
            }

            n = d[i - 1][k - 1] + (a.data[i - 1] != b.data[k - 1]);
            n = (d[i - 1][k] < n) ? d[i - 1][k] + 1 : n;
            n = (d[i][k - 1] < n) ? d[i][k - 1] + 1 : n;

            if (i > 1 && k > 1 && a.data[i - 1] == b.data[k - 2]
                && a.data[i - 2] == b.data[k - 1] && d[i - 2][k - 2] < n)
            {
                n = d[i - 2][k - 2] + 1;
            }

            d[i][k] = n;
        }
    }

    return d[a.len][b.len];
}


typedef struct {
    faimi_slice_t  name;      /* the unknown one */
    faimi_slice_t  nearest;   /* a known one */
    size_t         least;     /* its distance */
} faimi_lq_guess_t;


static void
faimi_lq_nearer(faimi_lq_guess_t *guess, faimi_slice_t known)
{
    size_t  n;

    n = faimi_lq_distance(guess->name, known);

    if (n < guess->least) {
        guess->least = n;
        guess->nearest = known;
    }
}


/* Looks at all tags first and then at all parts of blocks: of two names that
 * are as near, the first is meant. */
static void
faimi_lq_guess(faimi_lq_guess_t *guess, const faimi_lq_tag_row_t *rows)
{
    size_t                     at, end;
    faimi_slice_t              parts;
    const faimi_lq_tag_row_t  *row;

    for (row = rows; row->name != NULL; row++) {
        faimi_lq_nearer(guess, faimi_slice_str(row->name));
    }

    for (row = rows; row->name != NULL; row++) {
        parts = faimi_slice_str(row->parts ? row->parts : "");

        for (at = 0; at < parts.len; at = end + 1) {
            end = faimi_slice_find_char(parts, ' ', at);
            faimi_lq_nearer(guess, faimi_slice_sub(parts, at, end));
        }
    }
}


void
faimi_lq_tag_unknown(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag)
{
    faimi_lq_guess_t  guess;

    guess = (faimi_lq_guess_t) { .name = tag->name, .least = 4 };

    if (tag->name.len <= FAIMI_LQ_NAME_MAX) {
        faimi_lq_guess(&guess, p->dialect.tags);
    }

    if (guess.nearest.len == 0 || guess.least >= tag->name.len) {
        faimi_lq_parse_fail(p, tag->token, "unknown tag \"%.*s\": take it out, "
                            "or put {%% raw %%} around text with braces",
                            FAIMI_FMT(tag->name));
    }

    if (guess.least == 0) {
        faimi_lq_parse_fail(p, tag->token, "\"%.*s\" does not belong here: "
                            "take it out, or open its block before it",
                            FAIMI_FMT(guess.nearest));
    }

    faimi_lq_parse_fail(p, tag->token, "unknown tag \"%.*s\": did you mean "
                        "\"%.*s\"?", FAIMI_FMT(tag->name),
                        FAIMI_FMT(guess.nearest));
}


void
faimi_lq_parse_stray(faimi_lq_parser_t *p, const faimi_lq_tag_t *tag,
    const faimi_lq_tag_t *end)
{
    if (faimi_slice_starts(end->name, FAIMI_SLICE("end"))) {
        faimi_lq_parse_fail(p, end->token, "\"%.*s\" does not close \"%.*s\" "
                            "of line %zu: put {%% end%.*s %%} before it",
                            FAIMI_FMT(end->name), FAIMI_FMT(tag->name),
                            tag->line,
                            FAIMI_FMT(tag->name));
    }

    if (faimi_slice_eq(end->name, FAIMI_SLICE("else"))) {
        faimi_lq_parse_fail(p, end->token, "\"%.*s\" has no \"else\": take it "
                            "out, or close the block before it",
                            FAIMI_FMT(tag->name));
    }

    faimi_lq_tag_unknown(p, end);
}
