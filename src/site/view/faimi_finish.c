/*
 * What plugins do to the HTML of a finished page: Jekyll's hooks
 * [:pages, :documents], :post_render.  Which plugins there are is in
 * faimi_plugins.h; each gets what the one before it made.
 */

#include "faimi_plugins.h"
#include "faimi_view_int.h"


typedef struct {
    const faimi_page_t  *page;
    faimi_arena_t       *arena;
    faimi_slice_t        html;
} faimi_finish_t;


static void
faimi_finish_plugin(void *data, const faimi_plugin_t *plugin)
{
    faimi_buf_t     *b;
    faimi_finish_t  *f = data;

    b = faimi_buf_create(f->arena, FAIMI_MAX_OUTPUT);

    if (plugin->html(f->page, b, f->html)) {
        f->html = faimi_buf_slice(b);
    }
}


bool
faimi_finish_wanted(const faimi_page_t *page)
{
    size_t                 i, n;
    const faimi_plugin_t  *rows;

    /* jemoji and jekyll-mentions ask for the ending or for a permalink */
    if (page->made.map_of != NULL
        || (!faimi_slice_eq(page->out.ext, FAIMI_SLICE(".html"))
            && !(page->out.permalink
                 && faimi_slice_ends(page->url, FAIMI_SLICE("/")))))
    {
        return false;
    }

    rows = faimi_plugins(&n);

    for (i = 0; i < n; i++) {
        if (rows[i].html != NULL
            && faimi_plugins_on(&rows[i], page->index->config))
        {
            return true;
        }
    }

    return false;
}


void
faimi_finish(const faimi_page_t *page, faimi_arena_t *arena,
    faimi_slice_t html, faimi_buf_t *out)
{
    faimi_finish_t  f;

    f = (faimi_finish_t) { page, arena, html };
    faimi_plugins_each(page->index->config, FAIMI_PLUGIN_HTML,
                       faimi_finish_plugin, &f);
    faimi_buf_add(out, f.html);
}
