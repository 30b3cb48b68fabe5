/*
 * Code in a page: Markdown and Liquid write the elements around it, and ask
 * this hook for the code itself, in colour.  So they need not know who
 * highlights.
 */

#ifndef FAIMI_CODE_H
#define FAIMI_CODE_H

#include "faimi_buf.h"


/* Whether the time for code is over, asked while it is highlighted. */
typedef struct {
    bool  (*late)(void *data);      /* NULL: there is no end */
    void   *data;
} faimi_code_deadline_t;


typedef struct faimi_code_hook_s  faimi_code_hook_t;

struct faimi_code_hook_s {
    /* Appends `code` as HTML with its tokens marked.  `language` is as the
     * page has it ("ruby", "php?start_inline=1").  False: there is nothing to
     * mark, and nothing was appended. */
    bool                  (*highlight)(const faimi_code_hook_t *hook,
                                       faimi_slice_t language,
                                       faimi_slice_t code,
                                       faimi_arena_t *arena, faimi_buf_t *out);
    void                   *data;   /* of `highlight` */
    faimi_code_deadline_t   deadline;
};


/* Appends code as HTML, in colour where the hook can (NULL: never). */
static inline void
faimi_code_put(const faimi_code_hook_t *hook, faimi_slice_t language,
    faimi_slice_t code, faimi_arena_t *arena, faimi_buf_t *out)
{
    if (hook->highlight == NULL
        || !hook->highlight(hook, language, code, arena, out))
    {
        faimi_buf_html(out, code);
    }
}

#endif
