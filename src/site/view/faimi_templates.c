/*
 * Which template stands where: for a tag, an include, a layout.
 */

#include <stdio.h>

#include "faimi_builtin.h"
#include "faimi_plugins.h"
#include "faimi_view_int.h"


struct faimi_builtins_s {
    faimi_template_t  *templates[FAIMI_BUILTINS];
};


faimi_builtins_t *
faimi_builtins_create(faimi_arena_t *arena)
{
    size_t             i;
    faimi_builtins_t  *builtins;

    builtins = faimi_alloc(arena, sizeof(faimi_builtins_t));

    for (i = 0; i < FAIMI_BUILTINS; i++) {
        (void) faimi_render_parse(arena, faimi_builtins_text(i),
                                  FAIMI_SLICE("built-in template"), 1,
                                  &builtins->templates[i], NULL);
    }

    return builtins;
}


const faimi_template_t *
faimi_builtins_get(const faimi_builtins_t *builtins, faimi_builtin_t builtin)
{
    return builtins->templates[builtin];
}


faimi_slice_t
faimi_builtins_text(faimi_builtin_t builtin)
{
    return faimi_slice_str(faimi_builtins[builtin]);
}


const faimi_template_t *
faimi_builtins_tag(const faimi_builtins_t *builtins, faimi_slice_t name)
{
    const faimi_plugin_t  *plugin;

    plugin = faimi_plugins_tag(name);

    return (plugin == NULL) ? NULL : builtins->templates[plugin->template];
}


/* A file of the site that was never good does not hide the theme's. */
const faimi_file_t *
faimi_view_include(const faimi_view_input_t *input,
    const faimi_config_t *config, faimi_slice_t name)
{
    int                  n;
    char                 path[FAIMI_MAX_PATH];
    faimi_slice_t        key;
    const faimi_file_t  *file;

    n = snprintf(path, sizeof(path), "%.*s/%.*s",
                 FAIMI_FMT(config->folders.includes), FAIMI_FMT(name));

    if (n < 0 || n >= (int) sizeof(path)) {
        return NULL;
    }

    key = faimi_slice(path, (size_t) n);
    file = faimi_files_find(input->files, FAIMI_TREE_SITE, key);

    if (file == NULL || file->parsed == NULL) {
        file = faimi_files_find(input->files, FAIMI_TREE_THEME, key);
    }

    return (file != NULL && file->parsed != NULL
            && file->where.kind == FAIMI_FILE_INCLUDES) ? file : NULL;
}


/* Relative to the page (jekyll/tags/include.rb, IncludeRelativeTag). */
const faimi_file_t *
faimi_view_relative(const faimi_view_input_t *input,
    const faimi_page_t *page, faimi_slice_t name)
{
    return (page->file == NULL) ? NULL
           : faimi_files_relative(input->files, page->file->path, name);
}


/* The layout that a name means here; false: none. */
static bool
faimi_view_layout(const faimi_page_t *page, faimi_slice_t name,
    faimi_layout_ref_t *ref)
{
    ref->name = name;
    ref->file = faimi_index_layout(page->index, name);

    if (ref->file != NULL) {
        return true;
    }

    if (page->kind == FAIMI_KIND_SECTION) {
        ref->file = faimi_index_layout(page->index, FAIMI_SLICE("default"));
        ref->builtin = page->index->builtin ? FAIMI_BUILTIN_DEFAULT
                                            : FAIMI_BUILTIN_ALONE;
        return true;
    }

    ref->builtin = FAIMI_BUILTIN_DEFAULT;

    return page->index->builtin && page->out.html;
}


static bool
faimi_view_layout_met(const faimi_layout_ref_t *refs, size_t n,
    faimi_slice_t name)
{
    size_t  i;

    for (i = 0; i < n; i++) {
        if (faimi_slice_eq(refs[i].name, name)) {
            return true;
        }
    }

    return false;
}


size_t
faimi_view_layouts(const faimi_page_t *page,
    faimi_layout_ref_t refs[FAIMI_MAX_LAYOUT_DEPTH])
{
    size_t               n;
    faimi_value_t        v;
    faimi_slice_t        name;

    name = page->layout;

    for (n = 0; n < FAIMI_MAX_LAYOUT_DEPTH && name.len > 0; n++) {
        if (faimi_view_layout_met(refs, n, name)
            || !faimi_view_layout(page, name, &refs[n]))
        {
            break;
        }

        v = refs[n].file ? faimi_map_at(refs[n].file->parsed->data, "layout")
                         : FAIMI_V_NIL;
        name = (v.type == FAIMI_STRING) ? v.u.string : FAIMI_EMPTY;
    }

    return n;
}
