/*
 * Cuts a template into texts, outputs and tags (liquid/tokenizer.rb).
 *
 * Ruby splits the whole source by one regular expression; here tokens are cut
 * one at a time, each a view of the source.  What is never closed is a token,
 * too, without its end: the parser says what is missing.  Each byte is read
 * once, since a search that came to the end of the source is not repeated.
 */

#include "faimi_lq_parse.h"


static size_t
faimi_lq_lex_newlines(faimi_slice_t s)
{
    size_t       n;
    const char  *p, *end;

    end = s.data + s.len;
    n = 0;

    for (p = s.data; p < end; p++) {
        p = memchr(p, '\n', (size_t) (end - p));

        if (p == NULL) {
            break;
        }

        n++;
    }

    return n;
}


/* The end of the token that begins at `at` with "{%" or "{{".  A search that
 * found nothing is not made again: nothing follows later either. */
static size_t
faimi_lq_lex_end(faimi_lq_lexer_t *lexer, size_t at)
{
    size_t         end;
    faimi_slice_t  s;

    s = lexer->text;

    if (s.data[at + 1] == '%') {
        end = lexer->no_tag_end ? s.len
              : faimi_slice_find(s, FAIMI_SLICE("%}"), at + 2);
        lexer->no_tag_end = (end == s.len);

        return (end == s.len) ? at + 2 : end + 2;
    }

    end = lexer->no_output_end ? s.len : faimi_slice_find_char(s, '}', at + 2);
    lexer->no_output_end = (end == s.len);

    if (end == s.len) {
        return at + 2;
    }

    return end + 1 + (end + 1 < s.len && s.data[end + 1] == '}');
}


/* Where the next "{%" or "{{" is. */
static size_t
faimi_lq_lex_open(faimi_slice_t s, size_t at)
{
    while (at < s.len) {
        at = faimi_slice_find_char(s, '{', at);

        if (at + 1 < s.len && (s.data[at + 1] == '%' || s.data[at + 1] == '{'))
        {
            return at;
        }

        at++;
    }

    return s.len;
}


/* A line of {% liquid %} is a tag without its delimiters. */
static faimi_lq_token_t
faimi_lq_lex_line(faimi_lq_lexer_t *lexer)
{
    size_t            end;
    faimi_lq_token_t  token;

    end = faimi_slice_find_char(lexer->text, '\n', lexer->at);

    token.kind = FAIMI_LQ_TAG;
    token.text = faimi_slice_sub(lexer->text, lexer->at, end);
    token.line = lexer->line++;
    lexer->at = end + 1;

    return token;
}


faimi_lq_token_t
faimi_lq_lex(faimi_lq_lexer_t *lexer)
{
    size_t            at, end;
    faimi_lq_token_t  token;

    at = lexer->at;

    if (at >= lexer->text.len) {
        return (faimi_lq_token_t) { FAIMI_LQ_END, FAIMI_EMPTY, lexer->line };
    }

    if (lexer->lines) {
        return faimi_lq_lex_line(lexer);
    }

    end = faimi_lq_lex_open(lexer->text, at);
    token.kind = FAIMI_LQ_TEXT;

    if (end == at) {
        token.kind = (lexer->text.data[at + 1] == '%') ? FAIMI_LQ_TAG
                                                       : FAIMI_LQ_OUTPUT;
        end = faimi_lq_lex_end(lexer, at);
    }

    token.text = faimi_slice_sub(lexer->text, at, end);
    token.line = lexer->line;
    lexer->line += faimi_lq_lex_newlines(token.text);
    lexer->at = end;

    return token;
}
