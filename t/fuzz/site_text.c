/*
 * Texts by the grammar: bytes choose.
 */

#include <stdlib.h>

#include "site.h"


#define SITE_DEPTH  16


static void site_expand_rule(site_bytes_t *in, faimi_slice_t name,
    site_text_t *out, size_t depth);


size_t
site_choose(site_bytes_t *in, size_t n)
{
    if (in->n == 0) {
        return 0;
    }

    in->n--;

    return *in->data++ % n;
}


static void
site_put(site_text_t *out, faimi_slice_t s)
{
    size_t  n;

    n = sizeof(out->data) - 1 - out->n;
    n = (s.len < n) ? s.len : n;
    memcpy(out->data + out->n, s.data, n);
    out->n += n;
    out->data[out->n] = '\0';
}


static size_t
site_name_end(faimi_slice_t s, size_t at)
{
    while (at < s.len && (s.data[at] == '_'
                          || (s.data[at] >= 'a' && s.data[at] <= 'z')))
    {
        at++;
    }

    return at;
}


/* A text in which names stand for others, and "$$" for "$". */
static void
site_expand_text(site_bytes_t *in, faimi_slice_t s, site_text_t *out,
    size_t depth)
{
    size_t  at, end;

    for (at = 0; at < s.len; at = end) {
        end = faimi_slice_find_char(s, '$', at);
        site_put(out, faimi_slice_sub(s, at, end));

        if (end + 1 < s.len && s.data[end + 1] == '$') {
            site_put(out, FAIMI_SLICE("$"));
            end += 2;

        } else if (end < s.len) {
            at = end + 1;
            end = site_name_end(s, at);
            site_expand_rule(in, faimi_slice_sub(s, at, end), out, depth + 1);
        }
    }
}


static const site_rule_t *
site_find(const site_rule_t *rules, faimi_slice_t name)
{
    while (rules->name != NULL
           && !faimi_slice_eq(faimi_slice_str(rules->name), name))
    {
        rules++;
    }

    return (rules->name != NULL) ? rules : NULL;
}


static void
site_expand_rule(site_bytes_t *in, faimi_slice_t name, site_text_t *out,
    size_t depth)
{
    size_t              i, n;
    const site_rule_t  *rule;

    rule = site_find(site_grammar, name);
    rule = (rule != NULL) ? rule : site_find(site_templates, name);

    if (rule == NULL) {
        printf("the grammar has no $%.*s\n", FAIMI_FMT(name));
        abort();
    }

    for (n = 0; rule->choices[n] != NULL; n++) { /* void */ }

    i = (depth < SITE_DEPTH) ? site_choose(in, n) : 0;
    site_expand_text(in, faimi_slice_str(rule->choices[i]), out, depth);
}


void
site_expand(site_bytes_t *in, const char *rule, site_text_t *out)
{
    out->n = 0;
    out->data[0] = '\0';
    site_expand_rule(in, faimi_slice_str(rule), out, 0);
}
