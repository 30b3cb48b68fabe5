/*
 * Templates with Jekyll's filters (jekyll/filters.rb and jekyll/filters/).
 *
 * Each file has a table of its own, with a row for each filter: its function,
 * the number of its arguments, and what it does to the data that flows through
 * it.  The last two columns are what dependencies are found by; a row without
 * them fails a unit test, since pages would go stale without a trace.
 *
 * A filter that has the name of one of Liquid's takes its place, as a module
 * that is registered later does in Ruby.  The error mode is "warn", Jekyll's
 * default.
 */

#include "faimi_filters_int.h"
#include "faimi_render.h"


const faimi_filter_t *const  faimi_render_filters[] = {
    faimi_filters_date,
    faimi_filters_list,
    faimi_filters_number,
    faimi_filters_plugins,
    faimi_filters_site,
    faimi_filters_text,
    NULL
};


faimi_rc_t
faimi_render_parse(faimi_arena_t *arena, faimi_slice_t source,
    faimi_slice_t file, size_t line, faimi_template_t **template,
    faimi_error_t *err)
{
    static const faimi_liquid_options_t  options = {
        FAIMI_LIQUID_WARN, faimi_render_filters
    };

    return faimi_liquid_parse_as(arena, source, file, line, &options, template,
                                 err);
}
