/*
 * Which template a name means: of a tag, an include, a layout.
 *
 * The names of layouts and includes are looked up twice for each page, when
 * its key is computed and when it is rendered.  Both use the functions of this
 * file: if they disagreed, a page would depend on other files than it shows.
 *
 * Nothing is opened here.  Files are found among those that were read, by the
 * whole path, so that no name can lead out of the site.
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


/* Jekyll joins the folder's path and the name, so that a slash in front of the
 * name changes nothing (jekyll/path_manager.rb).  Only one is removed: with
 * two the name is invalid. */
static faimi_slice_t
faimi_view_include_name(faimi_slice_t name)
{
    return faimi_slice_sub(name, faimi_slice_starts(name, FAIMI_SLICE("/")),
                           name.len);
}


/* The record of an include: the site's, or the theme's if the site has none,
 * or has one that never parsed.  A broken record is returned if there is no
 * better one, for its error. */
static const faimi_file_t *
faimi_view_include_file(const faimi_view_input_t *input,
    const faimi_config_t *config, faimi_slice_t name)
{
    int                  n;
    char                 path[FAIMI_MAX_PATH];
    faimi_slice_t        key;
    const faimi_file_t  *own, *themed;

    name = faimi_view_include_name(name);
    n = snprintf(path, sizeof(path), "%.*s/%.*s",
                 FAIMI_FMT(config->folders.includes), FAIMI_FMT(name));

    if (n < 0 || n >= (int) sizeof(path)) {
        return NULL;
    }

    key = faimi_slice(path, (size_t) n);
    own = faimi_files_find(input->files, FAIMI_TREE_SITE, key);

    if (own != NULL && own->parsed != NULL) {
        return own;
    }

    themed = faimi_files_find(input->files, FAIMI_TREE_THEME, key);

    return (themed != NULL && (own == NULL || themed->parsed != NULL))
           ? themed : own;
}


static bool
faimi_view_is_include(const faimi_file_t *file)
{
    return file != NULL && file->where.kind == FAIMI_FILE_INCLUDES;
}


const faimi_file_t *
faimi_view_include(const faimi_view_input_t *input,
    const faimi_config_t *config, faimi_slice_t name)
{
    const faimi_file_t  *file;

    file = faimi_view_include_file(input, config, name);

    return (faimi_view_is_include(file) && file->parsed != NULL) ? file
                                                                 : NULL;
}


const faimi_error_t *
faimi_view_include_problem(const faimi_view_input_t *input,
    const faimi_config_t *config, faimi_slice_t name)
{
    const faimi_file_t  *file;

    file = faimi_view_include_file(input, config, name);

    return faimi_view_is_include(file) ? file->problem : NULL;
}


/* Relative to the page (jekyll/tags/include.rb, IncludeRelativeTag). */
static const faimi_file_t *
faimi_view_relative_file(const faimi_view_input_t *input,
    const faimi_page_t *page, faimi_slice_t name)
{
    return (page->file == NULL) ? NULL
           : faimi_files_relative(input->files, page->file->path,
                                  faimi_view_include_name(name));
}


const faimi_file_t *
faimi_view_relative(const faimi_view_input_t *input,
    const faimi_page_t *page, faimi_slice_t name)
{
    const faimi_file_t  *file;

    file = faimi_view_relative_file(input, page, name);

    return (file != NULL && file->parsed != NULL) ? file : NULL;
}


const faimi_error_t *
faimi_view_relative_problem(const faimi_view_input_t *input,
    const faimi_page_t *page, faimi_slice_t name)
{
    const faimi_file_t  *file;

    file = faimi_view_relative_file(input, page, name);

    return (file != NULL) ? file->problem : NULL;
}


/* The layout that a name means for a page; false: none.  A layout that does
 * not exist is left out, as by Jekyll, which warns (Renderer#validate_layout).
 * Where the site has no layouts at all, the built-in one takes its place. */
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


/* Whether the chain has come by this name already.  The list is at most
 * FAIMI_MAX_LAYOUT_DEPTH long. */
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


/* The chain of layouts (Renderer#place_in_layouts).  It ends where a layout
 * would come again, as in Jekyll, and at the limit. */
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
