/*
 * Kramdown's extensions: {::name options}body{:/}, attribute list definitions
 * and the attribute lists of blocks.  There are three extensions: comment,
 * nomarkdown and options.
 *
 * The reference: kramdown/parser/kramdown/extensions.rb.
 */

#include "faimi_md_rules.h"


typedef struct {
    faimi_slice_t  name;
    faimi_slice_t  options;
    bool           stop;      /* {:/name} */
    bool           closed;    /* {::name /} */
    size_t         end;
} faimi_md_ext_t;


/* stop ::= '{:/' name? '}'
 * Its end, or 0. */
static size_t
faimi_md_ext_stop(faimi_slice_t s, size_t at, faimi_slice_t *name)
{
    size_t  end;

    end = faimi_md_id_name(s, at + 3);
    end = (end == 0) ? at + 3 : end;
    *name = faimi_slice_sub(s, at + 3, end);

    return (faimi_md_char(s, end) == '}') ? end + 1 : 0;
}


/* tag ::= '{::' \w+ (\s options)? '/'? '}' | stop
 * EXT_START_STR and EXT_STOP_STR of extensions.rb. */
static bool
faimi_md_ext_tag(faimi_md_src_t *src, size_t at, faimi_md_ext_t *ext)
{
    size_t         name, close;
    faimi_slice_t  s;

    s = src->text;

    if (faimi_md_char(s, at) != '{' || faimi_md_char(s, at + 1) != ':') {
        return false;
    }

    ext->stop = (faimi_md_char(s, at + 2) == '/');

    if (ext->stop) {
        ext->end = faimi_md_ext_stop(s, at, &ext->name);
        return ext->end != 0;
    }

    for (name = at + 3; faimi_is_word(faimi_md_char(s, name)); name++) {
        /* void */
    }

    close = faimi_md_next(src, FAIMI_MD_NEXT_BRACE, name);

    if (faimi_md_char(s, at + 2) != ':' || name == at + 3 || close == s.len) {
        return false;
    }

    ext->name = faimi_slice_sub(s, at + 3, name);
    ext->end = close + 1;
    ext->closed = close > name && s.data[close - 1] == '/';
    close -= ext->closed;
    ext->options = faimi_slice_sub(s, name, close);

    return close == name || faimi_is_space(s.data[name]);
}


enum {
    FAIMI_MD_EXT_COMMENT = 0, FAIMI_MD_EXT_NOMARKDOWN, FAIMI_MD_EXT_OPTIONS,
    FAIMI_MD_EXTENSIONS
};

static const char *const  faimi_md_ext_names[] = {
    "comment", "nomarkdown", "options"
};


/* The number of the extension's name; FAIMI_MD_EXTENSIONS if there is no such
 * extension.  It is also the index into src->unstopped. */
static size_t
faimi_md_ext_which(faimi_slice_t name)
{
    size_t  i;

    for (i = 0; i < FAIMI_MD_EXTENSIONS; i++) {
        if (faimi_slice_eq(name, faimi_slice_str(faimi_md_ext_names[i]))) {
            break;
        }
    }

    return i;
}


/* end ::= stop | ' '{0,3} stop \s* '\n', for a block
 * The end of the stop tag at `at`, or 0 if it closes another extension; in
 * *from where the body ends. */
static size_t
faimi_md_ext_end(faimi_slice_t s, size_t at, const faimi_md_ext_t *ext,
    bool span, size_t *from)
{
    size_t         stop;
    faimi_slice_t  name;

    stop = faimi_md_ext_stop(s, at, &name);
    *from = at;

    if (stop == 0 || (name.len > 0 && !faimi_slice_eq(name, ext->name))) {
        return 0;
    }

    if (span) {
        return stop;
    }

    while (*from > ext->end && at - *from < 3 && s.data[*from - 1] == ' ') {
        (*from)--;
    }

    return (*from == ext->end || s.data[*from - 1] == '\n')
           ? faimi_md_to_eol(s, stop) : 0;
}


/* body ::= .*? end
 * Sets the body, and in *end where its stop tag ends; false if nothing closes
 * it.  That is remembered for the extension's name: a text of start tags is
 * searched once. */
static bool
faimi_md_ext_body(faimi_md_src_t *src, const faimi_md_ext_t *ext, bool span,
    faimi_slice_t *body, size_t *end)
{
    size_t         at, from, *none;
    faimi_slice_t  s;

    s = src->text;
    none = &src->unstopped[faimi_md_ext_which(ext->name)];

    if (*none != 0 && ext->end + 1 >= *none) {
        return false;
    }

    for (at = ext->end; /* void */ ; at++) {
        at = faimi_md_next(src, FAIMI_MD_NEXT_STOP, at);

        if (at == s.len) {
            *none = ext->end + 1;
            return false;
        }

        *end = faimi_md_ext_end(s, at, ext, span, &from);

        if (*end != 0) {
            *body = faimi_slice_sub(s, ext->end, from);
            return true;
        }
    }
}


/* {::options name="value" ... /}: they hold from here to the end of the page,
 * and for all that is rendered, since kramdown renders last. */
static void
faimi_md_ext_options(faimi_md_doc_t *doc, const faimi_md_ial_t *options)
{
    const faimi_md_attr_t  *attr;

    for (attr = options->attrs.first; attr != NULL; attr = attr->next) {
        faimi_md_page_option(doc, attr->name, attr->value.s);
    }
}


/* Whether a {::nomarkdown} is meant for HTML: type="latex" is for other
 * converters, no type is for all (convert_raw of kramdown/converter/html.rb).
 */
static bool
faimi_md_ext_for_html(const faimi_md_ial_t *options)
{
    size_t                  at, end;
    faimi_slice_t           s;
    const faimi_md_attr_t  *type;

    type = faimi_md_attr_get(&options->attrs, "type");

    if (type == NULL || faimi_slice_trim(type->value.s).len == 0) {
        return true;
    }

    s = type->value.s;

    for (at = 0; at < s.len; at = end + 1) {
        for (end = at; end < s.len && !faimi_is_space(s.data[end]); end++) {
            /* void */
        }

        if (faimi_slice_eq(faimi_slice_sub(s, at, end), FAIMI_SLICE("html"))) {
            return true;
        }
    }

    return false;
}


/* extension ::= tag (body)?
 * Runs the extension at src->pos: parse_extension_start_tag and
 * handle_extension of extensions.rb.  FAIMI_NOT_FOUND: no tag is there.
 * FAIMI_ERROR: there is one, but it stays text (an unknown name, no stop tag),
 * and nothing has moved. */
faimi_rc_t
faimi_md_extension(faimi_md_doc_t *doc, faimi_md_src_t *src,
    faimi_md_node_t *tree, bool span)
{
    size_t            at, end, which;
    faimi_slice_t     body;
    faimi_md_ext_t    ext;
    faimi_md_ial_t   *options;
    faimi_md_node_t  *node;

    at = span ? src->pos : faimi_md_opt_space(src->text, src->pos);
    memset(&ext, 0, sizeof(faimi_md_ext_t));

    if (!faimi_md_ext_tag(src, at, &ext)) {
        return FAIMI_NOT_FOUND;
    }

    ext.end = span ? ext.end : faimi_md_to_eol(src->text, ext.end);
    which = faimi_md_ext_which(ext.name);

    if (ext.end == 0 || ext.stop || which == FAIMI_MD_EXTENSIONS) {
        return FAIMI_ERROR;
    }

    body = FAIMI_EMPTY;
    end = ext.end;

    if (!ext.closed && !faimi_md_ext_body(src, &ext, span, &body, &end)) {
        return FAIMI_ERROR;
    }

    src->pos = end;
    options = NULL;
    faimi_md_ial_parse(doc, ext.options, &options);

    if (!span && faimi_slice_ends(body, FAIMI_SLICE("\n"))) {
        body.len--;
    }

    if (which == FAIMI_MD_EXT_OPTIONS) {
        faimi_md_ext_options(doc, options);

    } else if (!ext.closed) {
        node = faimi_md_node(&doc->pool, (which == FAIMI_MD_EXT_COMMENT)
                                         ? FAIMI_MD_COMMENT : FAIMI_MD_RAW);
        node->value.s = body;
        node->span = span;
        node->kind = 1;
        node->closed = !faimi_md_ext_for_html(options);
        faimi_md_append(tree, node);
    }

    return FAIMI_OK;
}


/* ald ::= ' '{0,3} '{:' name ':' content '}' \s* '\n'
 * An attribute list definition, ALD_START of extensions.rb.  What is defined
 * twice is joined. */
static bool
faimi_md_ald(faimi_md_block_t *b)
{
    size_t                at, name, close, end;
    faimi_slice_t         s, key;
    faimi_md_ial_t       *ial;
    const faimi_value_t  *old;

    s = b->src->text;
    at = faimi_md_opt_space(s, b->src->pos) + 2;
    name = faimi_md_id_name(s, at);

    if (name == 0 || faimi_md_char(s, name) != ':') {
        return false;
    }

    close = faimi_md_next(b->src, FAIMI_MD_NEXT_BRACE, name + 1);
    close = faimi_md_brace(s, name + 1, close, true);
    end = faimi_md_to_eol(s, close + 1);

    if (close == 0) {
        return false;
    }

    key = faimi_slice_sub(s, at, name);
    old = faimi_map_get(b->doc->alds, key);
    ial = (old == NULL) ? NULL : old->u.object.data;
    faimi_md_ial_parse(b->doc, faimi_slice_sub(s, name + 1, close), &ial);
    faimi_map_set(b->doc->arena, b->doc->alds, key,
                  FAIMI_V_OBJECT(NULL, ial));
    b->src->pos = end;
    faimi_md_new_eob(b, FAIMI_MD_EOB_ALD);

    return true;
}


/* Whether an attribute list after this block belongs to it: not after a blank
 * line, nor after what shows nothing and has no attributes
 * (parse_block_extensions). */
static bool
faimi_md_takes_ial(const faimi_md_node_t *last)
{
    if (last == NULL || last->type == FAIMI_MD_BLANK) {
        return false;
    }

    return last->type != FAIMI_MD_EOB || last->kind == FAIMI_MD_EOB_LINK
           || last->kind == FAIMI_MD_EOB_ABBR
           || last->kind == FAIMI_MD_EOB_NOTE;
}


/* ial ::= ' '{0,3} '{:' content '}' \s* '\n'
 * IAL_BLOCK_START: of the block before it, else of the block after it, for
 * which it waits in b->ial.  After the last of several lists an EOB marks that
 * the block has ended: what comes next begins another paragraph. */
static bool
faimi_md_block_ial(faimi_md_block_t *b)
{
    size_t            end;
    faimi_slice_t     content;
    faimi_md_node_t  *last;

    end = faimi_md_ial_line(b->src, b->src->pos, 3, &content);

    if (end == 0) {
        return false;
    }

    b->src->pos = end;
    last = b->tree->last;

    if (!faimi_md_takes_ial(last)) {
        faimi_md_ial_parse(b->doc, content, &b->ial);
        return true;
    }

    faimi_md_ial_parse(b->doc, content, &last->ial);

    if (faimi_md_ial_line(b->src, end, 3, NULL) == 0) {
        faimi_md_new_eob(b, FAIMI_MD_EOB_IAL);
    }

    return true;
}


/* block ::= ald | extension | ial
 * In this order, as `{:x:y}' could be two of them.  An extension of options
 * leaves nothing in the tree but an EOB, so that a paragraph ends there. */
bool
faimi_md_extension_block(faimi_md_block_t *b)
{
    bool    options;
    size_t  at;

    at = faimi_md_opt_space(b->src->text, b->src->pos);

    if (faimi_md_char(b->src->text, at) != '{'
        || faimi_md_char(b->src->text, at + 1) != ':')
    {
        return false;
    }

    if (faimi_md_ald(b)) {
        return true;
    }

    options = faimi_md_char(b->src->text, at + 3) == 'o';

    if (faimi_md_extension(b->doc, b->src, b->tree, false) == FAIMI_OK) {
        if (options) {
            faimi_md_new_eob(b, FAIMI_MD_EOB_EXTENSION);
        }

        return true;
    }

    return faimi_md_block_ial(b);
}
