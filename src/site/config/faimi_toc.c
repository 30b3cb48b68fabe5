/*
 * `toc:` of _config.yml, the settings of jekyll-toc (configuration.rb).
 */

#include "faimi_config.h"


/* The text of a key that is written, else the plugin's own. */
static faimi_slice_t
faimi_toc_text(faimi_arena_t *arena, const faimi_map_t *own, const char *key,
    const char *standard)
{
    return (faimi_map_at(own, key).type == FAIMI_NIL)
           ? faimi_slice_str(standard) : faimi_map_text(arena, own, key);
}


static int
faimi_toc_level(const faimi_map_t *own, const char *key, int standard)
{
    faimi_value_t  v;

    v = faimi_map_at(own, key);

    return (v.type == FAIMI_INT && v.u.integer >= 0 && v.u.integer <= 9)
           ? (int) v.u.integer : standard;
}


const faimi_html_toc_options_t *
faimi_config_toc(const faimi_config_t *config, faimi_arena_t *arena)
{
    faimi_value_t              v;
    const faimi_map_t         *own;
    faimi_html_toc_options_t  *toc;

    if (!faimi_config_has_plugin(config, "jekyll-toc")) {
        return NULL;
    }

    own = faimi_map_map(config->values, "toc");
    toc = faimi_alloc(arena, sizeof(faimi_html_toc_options_t));
    toc->min_level = faimi_toc_level(own, "min_level", 1);
    toc->max_level = faimi_toc_level(own, "max_level", 6);
    toc->ordered = faimi_value_truthy(faimi_map_at(own, "ordered_list"));
    toc->list_id = faimi_toc_text(arena, own, "list_id", "toc");
    toc->list_class = faimi_toc_text(arena, own, "list_class", "section-nav");
    toc->sublist_class = faimi_toc_text(arena, own, "sublist_class", "");
    toc->item_class = faimi_toc_text(arena, own, "item_class", "toc-entry");
    toc->item_prefix = faimi_toc_text(arena, own, "item_prefix", "toc-");

    v = faimi_map_at(own, "no_toc_section_class");
    v = (v.type != FAIMI_NIL) ? v
        : FAIMI_V_STRING(FAIMI_SLICE("no_toc_section"));
    toc->no_toc = faimi_value_texts(arena, v, &toc->nno_toc);

    return toc;
}
