/*
 * Code blocks: indented and fenced.
 *
 * The reference: kramdown/parser/kramdown/codeblock.rb, and of fences as
 * GFM has them kramdown/parser/gfm.rb.
 */

#include "faimi_md_rules.h"


/* Marks that a fence has at least. */
#define FAIMI_MD_FENCE  3


/* Whether the line continues indented code without being indented: any text
 * does, but for what ends a paragraph (CODEBLOCK_MATCH of codeblock.rb). */
static bool
faimi_md_code_lazy(faimi_md_src_t *src, size_t at)
{
    char    c;
    size_t  from;

    from = faimi_md_opt_space(src->text, at);
    /* what a paragraph ends before begins with one of these */
    c = faimi_md_char(src->text, from);

    if (c == '{' || c == '^' || c == '<') {
        return !faimi_md_lazy_end(src, at);
    }

    return faimi_md_has_text(src->text, at);
}


/* code ::= (blank* (indent text)+ lazy*)*
 * Returns where it ends, or `at` if there is none.  Footnotes have the same
 * body.  Every line is looked at once. */
size_t
faimi_md_code_end(faimi_md_src_t *src, size_t at)
{
    size_t         blank, from;
    faimi_slice_t  s;

    s = src->text;

    for ( ;; ) {
        blank = faimi_md_blank_line(s, at);
        from = (blank == 0) ? at : blank;

        if (faimi_md_indented(s, from) == 0 || !faimi_md_has_text(s, from)) {
            return at;
        }

        do {
            from = faimi_md_line_end(s, from) + 1;
        } while (faimi_md_indented(s, from) && faimi_md_has_text(s, from));

        while (from < s.len && faimi_md_code_lazy(src, from)) {
            from = faimi_md_line_end(s, from) + 1;
        }

        at = from;
    }
}


/* A copy of the lines of `s`, each without what `begin` matches at its
 * beginning: begin() returns the offset after its match, or 0. */
faimi_slice_t
faimi_md_strip(faimi_md_doc_t *doc, faimi_slice_t s,
    size_t (*begin)(faimi_slice_t s, size_t at))
{
    char    *p;
    size_t   at, from, end, n;

    p = faimi_alloc_text(doc->arena, s.len);

    for (at = 0, n = 0; at < s.len; at = end) {
        end = faimi_md_line_end(s, at) + 1;
        end = (end > s.len) ? s.len : end;
        from = begin(s, at);
        from = (from == 0) ? at : from;
        memcpy(p + n, s.data + from, end - from);
        n += end - from;
    }

    return faimi_slice(p, n);
}


/* A copy in which a lazy line is joined to the line before it by a blank:
 * data.gsub!(/\n( {0,3}\S+)/) of parse_codeblock, where "\n" becomes a blank.
 */
static faimi_slice_t
faimi_md_code_join(faimi_md_doc_t *doc, faimi_slice_t s)
{
    char    *p;
    size_t   i, from;

    p = faimi_alloc_text(doc->arena, s.len);
    memcpy(p, s.data, s.len);

    for (i = faimi_md_line_end(s, 0); i < s.len; i = faimi_md_line_end(s, i)) {
        from = faimi_md_opt_space(s, i + 1);

        if (from < s.len && !faimi_is_space(s.data[from])) {
            p[i] = ' ';
        }

        i++;
    }

    return faimi_slice(p, s.len);
}


/* code ::= (blank* (indent text)+ lazy*)+ */
bool
faimi_md_code_indented(faimi_md_block_t *b)
{
    size_t            end;
    faimi_slice_t     s;
    faimi_md_node_t  *node;

    if (faimi_md_indented(b->src->text, b->src->pos) == 0) {
        return false;
    }

    end = faimi_md_code_end(b->src, b->src->pos);
    s = faimi_slice_sub(b->src->text, b->src->pos, end);
    s = faimi_md_strip(b->doc, faimi_md_code_join(b->doc, s),
                       faimi_md_indented);
    b->src->pos = end;
    node = faimi_md_new_block(b, FAIMI_MD_CODE);
    node->value.s = s;
    faimi_md_append(b->tree, node);

    return true;
}


/* How many marks are at `at`: of both kinds, or of `c` alone unless that is
 * NUL. */
static size_t
faimi_md_fence_run(faimi_slice_t s, size_t at, char c)
{
    size_t  n;

    for (n = 0; faimi_md_char(s, at + n) == '`'
         || faimi_md_char(s, at + n) == '~'; n++)
    {
        if (c != '\0' && s.data[at + n] != c) {
            break;
        }
    }

    return n;
}


/* fence ::= ' '{0,3} [~`]{3,} : this alone ends a paragraph */
bool
faimi_md_fence_start(faimi_slice_t s, size_t at)
{
    at = faimi_md_opt_space(s, at);

    return faimi_md_fence_run(s, at, '\0') >= FAIMI_MD_FENCE;
}


/* info ::= \s* word? \s* '\n'
 * Sets the word, or "", and returns where the code begins; 0 if more than a
 * word is there: then it is no fence. */
static size_t
faimi_md_fence_info(faimi_slice_t s, size_t at, faimi_slice_t *word)
{
    size_t  from, end;

    *word = FAIMI_EMPTY;
    end = faimi_md_to_eol(s, at);

    if (end != 0) {
        return end;
    }

    from = at = faimi_md_skip_space(s, at);

    while (at < s.len && !faimi_is_space(s.data[at])) {
        at++;
    }

    *word = faimi_slice_sub(s, from, at);

    return faimi_md_to_eol(s, at);
}


typedef struct {
    bool    flush;     /* without GFM: no blanks before a mark */
    char    c;
    size_t  want;      /* the longest mark that can still be closed */
    size_t  found;     /* its length; 0: nothing closes */
    size_t  at;        /* the line that closes */
    size_t  end;
} faimi_md_close_t;


/* Looks for the line that closes a fence of close->want marks.  The pattern of
 * the reference backtracks: where nothing closes all marks, fewer of them may
 * open, and the rest belong to the language.  So the longest run that closes
 * some is looked for, in one pass.  That none of a length closes from here on
 * is remembered in the source: without it, a text of openers alone would be
 * read once for each of them. */
static void
faimi_md_fence_close(faimi_md_src_t *src, size_t at, faimi_md_close_t *close)
{
    size_t         from, n, end, *limit;
    faimi_slice_t  s;

    s = src->text;
    limit = &src->unfenced[close->c == '~'];

    if (*limit > 0 && close->want >= *limit) {
        close->want = *limit - 1;
    }

    if (close->want < FAIMI_MD_FENCE) {
        return;
    }

    for ( /* void */ ; at < s.len; at = faimi_md_line_end(s, at) + 1) {
        from = close->flush ? at : faimi_md_opt_space(s, at);

        if (faimi_md_char(s, from) != close->c) {
            continue;
        }

        n = faimi_md_fence_run(s, from, close->c);
        end = faimi_md_to_eol(s, from + n);
        n = (n > close->want) ? close->want : n;

        if (end != 0 && n > close->found) {
            close->found = n;
            close->at = at;
            close->end = end;
        }

        if (close->found == close->want) {
            return;
        }
    }

    *limit = close->found + 1;
}


/* fence ::= [~`]{3,}, of both kinds
 * Closed by the same marks and any number of its last one.  Steps bound this
 * search, which nothing remembers: mixed fences are an accident of the
 * pattern. */
static bool
faimi_md_fence_mixed(faimi_md_block_t *b, size_t at, faimi_slice_t fence,
    faimi_md_close_t *close)
{
    size_t         from;
    faimi_slice_t  s;

    s = b->src->text;

    for ( /* void */ ; at < s.len; at = faimi_md_line_end(s, at) + 1) {
        faimi_md_step(b->doc, 1);
        from = faimi_md_opt_space(s, at);

        if (!faimi_slice_starts(faimi_slice_sub(s, from, s.len), fence)) {
            continue;
        }

        from += fence.len;
        from += faimi_md_fence_run(s, from, fence.data[fence.len - 1]);
        close->end = faimi_md_to_eol(s, from);

        if (close->end != 0) {
            close->found = fence.len;
            close->at = at;
            return true;
        }
    }

    return false;
}


/* Finds what closes the fence at `from`, taking as many of its marks as can be
 * closed; false if nothing does.  Mixed runs are tried first, as the pattern
 * is greedy. */
static bool
faimi_md_fence_find(faimi_md_block_t *b, size_t from, faimi_md_close_t *close)
{
    size_t         body, n, run;
    faimi_slice_t  s, word;

    s = b->src->text;
    close->c = s.data[from];
    run = faimi_md_fence_run(s, from, close->c);
    run = (run < FAIMI_MD_FENCE) ? FAIMI_MD_FENCE - 1 : run;

    for (n = close->flush ? run : faimi_md_fence_run(s, from, '\0'); n > run;
         n--)
    {
        faimi_md_step(b->doc, n / 16);
        body = faimi_md_fence_info(s, from + n, &word);

        if (body != 0 && faimi_md_fence_mixed(b, body,
                             faimi_slice_sub(s, from, from + n), close))
        {
            return true;
        }
    }

    body = faimi_md_fence_info(s, from + run, &word);

    if (run < FAIMI_MD_FENCE || body == 0) {
        return false;
    }

    close->want = run;
    faimi_md_fence_close(b->src, body, close);

    return close->found >= FAIMI_MD_FENCE;
}


/* code ::= fence info line* fence '\n'
 * FENCED_CODEBLOCK_MATCH of gfm.rb; without GFM that of codeblock.rb, which
 * knows tildes alone.  The word may have options for rouge after a question
 * mark: the class does not have them. */
bool
faimi_md_code_fenced(faimi_md_block_t *b)
{
    size_t             from, body;
    faimi_slice_t      s, word;
    faimi_md_node_t   *node;
    faimi_md_close_t   close = { 0 };

    s = b->src->text;
    from = faimi_md_opt_space(s, b->src->pos);

    close.flush = !b->doc->options.gfm;

    if (!faimi_md_fence_start(s, b->src->pos)
        || (close.flush && s.data[b->src->pos] != '~')
        || !faimi_md_fence_find(b, from, &close))
    {
        return false;
    }

    /* what is left of the marks belongs to the language */
    body = faimi_md_fence_info(s, from + close.found, &word);

    if (body == 0) {
        return false;
    }

    b->src->pos = close.end;
    node = faimi_md_new_block(b, FAIMI_MD_CODE);
    node->value.s = faimi_slice_sub(s, body, close.at);
    faimi_md_append(b->tree, node);

    if (word.len > 0) {
        node->u.text = word;
        from = faimi_slice_find_char(word, '?', 1);
        word = faimi_slice_sub(word, 0, from);
        word = faimi_arena_printf(b->doc->arena, "language-%.*s",
                                  FAIMI_FMT(word));
        faimi_md_attr_set(b->doc, &node->attrs, FAIMI_SLICE("class"), word);
    }

    return true;
}
