/*
 * Templates with Jekyll's filters.
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
