/*
 * YAML by libyaml's events into values, as Psych builds them.
 *
 * libyaml takes its memory from malloc and knows no context to leave by, so a
 * document is read in a run of its own: whatever ends the run, the parser and
 * the event in hand are freed behind it.
 *
 * An alias shares the value of its anchor.  What it stands for is counted all
 * the same, with its depth, so that a document of a few lines cannot unfold
 * into more than the limits let a plain one be.
 */

#include <stdarg.h>
#include <stdio.h>

#include <yaml.h>

#include "faimi_frontmatter.h"
#include "faimi_scalar.h"
#include "faimi_yaml_int.h"


/* A value with what it costs: its nodes, aliases in it unfolded, and levels of
 * nesting. */
typedef struct {
    faimi_value_t  value;
    size_t         nodes;
    unsigned       levels;
    bool           open;     /* an anchor whose collection is being read */
} faimi_yaml_node_t;


typedef struct {
    yaml_parser_t        parser;
    yaml_event_t         event;
    bool                 held;      /* there is an event */
    faimi_arena_t       *arena;
    faimi_slice_t        source;
    faimi_slice_t        file;
    size_t               first;     /* the line of the file of line 0 here */
    faimi_error_t       *err;
    faimi_map_t         *anchors;   /* name -> index of nodes */
    faimi_yaml_node_t  **nodes;
    size_t               n;
    size_t               cap;
    size_t               count;     /* nodes so far, aliases unfolded */
    unsigned             depth;
    faimi_value_t        value;     /* of the document */
} faimi_yaml_t;


static faimi_yaml_node_t faimi_yaml_node(faimi_yaml_t *y);


static void faimi_yaml_fail(faimi_yaml_t *y, yaml_mark_t mark,
    const char *fmt, ...)
    __attribute__((noreturn, format(printf, 3, 4)));


/* Ends the run with an error at the place of a mark. */
static void
faimi_yaml_fail(faimi_yaml_t *y, yaml_mark_t mark, const char *fmt, ...)
{
    char     text[sizeof(((faimi_error_t *) NULL)->message)];
    va_list  args;

    va_start(args, fmt);
    (void) vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);

    (void) faimi_error_set(y->err, y->file, y->first + mark.line,
                           mark.column + 1, "%s", text);
    faimi_guard_raise(faimi_arena_guard(y->arena), FAIMI_ERROR);
}


/* The place of byte `offset`, or of the end of the text, as a mark. */
static yaml_mark_t
faimi_yaml_place(const faimi_yaml_t *y, size_t offset)
{
    yaml_mark_t  mark;

    faimi_error_locate(y->source, offset, &mark.line, &mark.column);
    mark.index = offset;
    mark.line--;
    mark.column--;

    return mark;
}


/* Ends the run with what libyaml complains of. */
static void
faimi_yaml_refuse(faimi_yaml_t *y)
{
    yaml_mark_t    mark, end;
    faimi_slice_t  text;

    mark = y->parser.problem_mark;

    if (y->parser.error == YAML_MEMORY_ERROR) {
        faimi_guard_raise(faimi_arena_guard(y->arena), FAIMI_NOMEM);
    }

    /* what is no text has only an offset */
    if (y->parser.error == YAML_READER_ERROR) {
        mark = faimi_yaml_place(y, y->parser.problem_offset);
    }

    /* to libyaml every text ends with a newline */
    end = faimi_yaml_place(y, y->source.len);
    mark = (mark.line > end.line) ? end : mark;

    text = faimi_yaml_problem(y->arena, &y->parser, y->first);
    faimi_yaml_fail(y, mark, "%.*s", FAIMI_FMT(text));
}


/* The next event; the one before it is given back. */
static void
faimi_yaml_next(faimi_yaml_t *y)
{
    if (y->held) {
        yaml_event_delete(&y->event);
        y->held = false;
    }

    if (!yaml_parser_parse(&y->parser, &y->event)) {
        faimi_yaml_refuse(y);
    }

    y->held = true;
}


/* libyaml's text goes with its event: what is kept is copied. */
static faimi_slice_t
faimi_yaml_copy(faimi_yaml_t *y, const yaml_char_t *text)
{
    return (text == NULL) ? FAIMI_EMPTY
                          : faimi_arena_copy(y->arena,
                                       faimi_slice_str((const char *) text));
}


/* Counts nodes and levels below this one. */
static void
faimi_yaml_spend(faimi_yaml_t *y, yaml_mark_t mark, size_t nodes,
    unsigned levels)
{
    y->count += nodes;

    if (y->count > FAIMI_MAX_YAML_NODES) {
        faimi_yaml_fail(y, mark, "more than %d values, aliases counted for "
                        "all they stand for: split the file",
                        FAIMI_MAX_YAML_NODES);
    }

    if (y->depth + levels > FAIMI_MAX_YAML_DEPTH) {
        faimi_yaml_fail(y, mark, "nested deeper than %d levels",
                        FAIMI_MAX_YAML_DEPTH);
    }
}


/* Notes an anchor, if there is one; a later one of that name replaces it. */
static faimi_yaml_node_t *
faimi_yaml_anchor(faimi_yaml_t *y, const yaml_char_t *name)
{
    faimi_yaml_node_t  *node;

    if (name == NULL) {
        return NULL;
    }

    if (y->n == y->cap) {
        y->nodes = faimi_arena_grow(y->arena, y->nodes, y->n, &y->cap,
                                    sizeof(faimi_yaml_node_t *));
    }

    node = faimi_alloc(y->arena, sizeof(faimi_yaml_node_t));
    node->open = true;
    faimi_map_set(y->arena, y->anchors, faimi_yaml_copy(y, name),
                  FAIMI_V_INT((int64_t) y->n));
    y->nodes[y->n++] = node;

    return node;
}


/* An alias to what is not yet whole would make a circle, which nothing that
 * walks values expects. */
static faimi_yaml_node_t
faimi_yaml_alias(faimi_yaml_t *y)
{
    const char           *name;
    yaml_mark_t           mark;
    faimi_yaml_node_t    *node;
    const faimi_value_t  *index;

    mark = y->event.start_mark;
    name = (const char *) y->event.data.alias.anchor;
    index = faimi_map_get(y->anchors, faimi_slice_str(name));

    if (index == NULL) {
        faimi_yaml_fail(y, mark, "no anchor \"&%s\" before this alias", name);
    }

    node = y->nodes[index->u.integer];

    if (node->open) {
        faimi_yaml_fail(y, mark, "alias \"*%s\" stands inside of what it "
                        "names", name);
    }

    faimi_yaml_spend(y, mark, node->nodes, node->levels);

    return *node;
}


/* A scalar with a tag: !!str and !!float say what it is, !!binary is BASE64,
 * others leave it to the scalar's form. */
static faimi_value_t
faimi_yaml_tagged(faimi_yaml_t *y, faimi_slice_t tag, faimi_slice_t text)
{
    faimi_value_t  v;

    if (faimi_slice_eq(tag, FAIMI_SLICE(YAML_STR_TAG))
        || faimi_slice_eq(tag, FAIMI_SLICE("!str"))
        || faimi_slice_starts(tag, FAIMI_SLICE("!str:")))
    {
        return FAIMI_V_STRING(text);
    }

    if (faimi_slice_eq(tag, FAIMI_SLICE("tag:yaml.org,2002:binary"))
        || faimi_slice_eq(tag, FAIMI_SLICE("!binary")))
    {
        return FAIMI_V_STRING(faimi_yaml_base64(y->arena, text));
    }

    v = faimi_scalar_resolve(y->arena, text);

    if (v.type == FAIMI_INT
        && (faimi_slice_eq(tag, FAIMI_SLICE(YAML_FLOAT_TAG))
            || faimi_slice_eq(tag, FAIMI_SLICE("!float"))))
    {
        return FAIMI_V_FLOAT((double) v.u.integer);
    }

    return v;
}


/* Tags that make Ruby build objects: Jekyll refuses them too. */
static void
faimi_yaml_check_tag(faimi_yaml_t *y, faimi_slice_t tag)
{
    if (faimi_slice_starts(tag, FAIMI_SLICE("!ruby/"))
        && !faimi_slice_starts(tag, FAIMI_SLICE("!ruby/hash")))
    {
        faimi_yaml_fail(y, y->event.start_mark, "tag %.*s makes an object of "
                        "Ruby, which is not allowed", FAIMI_FMT(tag));
    }
}


/* Quoted it is a string; else its tag, or else its form, says what it is. */
static faimi_yaml_node_t
faimi_yaml_scalar(faimi_yaml_t *y)
{
    yaml_event_t       *event;
    faimi_slice_t       tag, text;
    faimi_yaml_node_t   node, *anchor;

    event = &y->event;
    tag = (event->data.scalar.tag == NULL) ? FAIMI_EMPTY
          : faimi_slice_str((const char *) event->data.scalar.tag);
    text = faimi_arena_copy(y->arena,
                     faimi_slice((const char *) event->data.scalar.value,
                                 event->data.scalar.length));

    memset(&node, 0, sizeof(faimi_yaml_node_t));
    node.nodes = 1;
    faimi_yaml_spend(y, event->start_mark, 1, 0);
    faimi_yaml_check_tag(y, tag);
    anchor = faimi_yaml_anchor(y, event->data.scalar.anchor);

    if (event->data.scalar.quoted_implicit) {
        node.value = FAIMI_V_STRING(text);

    } else if (tag.len > 0) {
        node.value = faimi_yaml_tagged(y, tag, text);

    } else {
        node.value = faimi_scalar_resolve(y->arena, text);
    }

    if (anchor != NULL) {
        *anchor = node;
    }

    return node;
}


/* Adds what a child costs to its collection. */
static void
faimi_yaml_adopt(faimi_yaml_node_t *node, const faimi_yaml_node_t *child)
{
    node->nodes += child->nodes;

    if (child->levels + 1 > node->levels) {
        node->levels = child->levels + 1;
    }
}


/* !!omap: a list of maps of one pair each, which is one map. */
static faimi_value_t
faimi_yaml_omap(faimi_yaml_t *y, faimi_value_t list)
{
    size_t          i, k;
    faimi_map_t    *map;
    faimi_value_t  *item;

    map = faimi_map_create(y->arena);

    for (i = 0; i < list.u.array->n; i++) {
        item = &list.u.array->items[i];

        if (item->type != FAIMI_MAP) {
            return list;
        }

        for (k = 0; k < item->u.map->n; k++) {
            faimi_map_put(y->arena, map, item->u.map->pairs[k].key,
                          item->u.map->pairs[k].value);
        }
    }

    return FAIMI_V_MAP(map);
}


/* sequence = start { node } end */
static faimi_yaml_node_t
faimi_yaml_sequence(faimi_yaml_t *y)
{
    faimi_slice_t      tag;
    faimi_yaml_node_t  node, child, *anchor;

    memset(&node, 0, sizeof(faimi_yaml_node_t));
    node.nodes = 1;
    node.levels = 1;
    node.value = FAIMI_V_ARRAY(faimi_array_create(y->arena));
    tag = faimi_yaml_copy(y, y->event.data.sequence_start.tag);
    anchor = faimi_yaml_anchor(y, y->event.data.sequence_start.anchor);

    for ( ;; ) {
        faimi_yaml_next(y);

        if (y->event.type == YAML_SEQUENCE_END_EVENT) {
            break;
        }

        child = faimi_yaml_node(y);
        faimi_yaml_adopt(&node, &child);
        faimi_array_push(y->arena, node.value.u.array, child.value);
    }

    if (faimi_slice_eq(tag, FAIMI_SLICE("tag:yaml.org,2002:omap"))) {
        node.value = faimi_yaml_omap(y, node.value);
    }

    if (anchor != NULL) {
        *anchor = node;
    }

    return node;
}


/* All pairs of `from` over those of `map`. */
static void
faimi_yaml_merge_map(faimi_yaml_t *y, faimi_map_t *map,
    const faimi_map_t *from)
{
    size_t  i;

    for (i = 0; i < from->n; i++) {
        faimi_map_put(y->arena, map, from->pairs[i].key,
                      from->pairs[i].value);
    }
}


/* A list of maps: the first one that has a key gives it. */
static bool
faimi_yaml_merge_list(faimi_yaml_t *y, faimi_map_t *map,
    const faimi_array_t *list)
{
    size_t        i;
    faimi_map_t  *all;

    all = faimi_map_create(y->arena);

    for (i = list->n; i > 0; i--) {
        if (list->items[i - 1].type != FAIMI_MAP) {
            return false;
        }

        faimi_yaml_merge_map(y, all, list->items[i - 1].u.map);
    }

    faimi_yaml_merge_map(y, map, all);

    return true;
}


/* Whether the event in hand is the key "<<", which !!str makes a plain one. */
static bool
faimi_yaml_is_merge(const faimi_yaml_t *y)
{
    const char  *value, *tag;

    if (y->event.type != YAML_SCALAR_EVENT) {
        return false;
    }

    value = (const char *) y->event.data.scalar.value;
    tag = (const char *) y->event.data.scalar.tag;

    return strcmp(value, "<<") == 0
           && (tag == NULL || strcmp(tag, YAML_STR_TAG) != 0);
}


/* The value of the key "<<": a map, or a list of maps written in place, goes
 * over the pairs so far (as in Psych; in YAML earlier pairs would win). False:
 * it is neither. */
static bool
faimi_yaml_merge(faimi_yaml_t *y, faimi_map_t *map, faimi_value_t v,
    bool listed)
{
    if (v.type == FAIMI_MAP) {
        faimi_yaml_merge_map(y, map, v.u.map);
        return true;
    }

    return listed && v.type == FAIMI_ARRAY
           && faimi_yaml_merge_list(y, map, v.u.array);
}


/* pair = node node, whose first event is read */
static void
faimi_yaml_pair(faimi_yaml_t *y, faimi_yaml_node_t *map)
{
    bool               merge, listed;
    faimi_yaml_node_t  key, child;

    merge = faimi_yaml_is_merge(y);
    key = faimi_yaml_node(y);
    faimi_yaml_adopt(map, &key);

    faimi_yaml_next(y);
    listed = y->event.type == YAML_SEQUENCE_START_EVENT;
    child = faimi_yaml_node(y);
    faimi_yaml_adopt(map, &child);

    if (!merge || !faimi_yaml_merge(y, map->value.u.map, child.value, listed))
    {
        faimi_map_put(y->arena, map->value.u.map, key.value, child.value);
    }
}


/* mapping = start { pair } end */
static faimi_yaml_node_t
faimi_yaml_mapping(faimi_yaml_t *y)
{
    faimi_yaml_node_t  node, *anchor;

    memset(&node, 0, sizeof(faimi_yaml_node_t));
    node.nodes = 1;
    node.levels = 1;
    node.value = FAIMI_V_MAP(faimi_map_create(y->arena));
    anchor = faimi_yaml_anchor(y, y->event.data.mapping_start.anchor);

    for ( ;; ) {
        faimi_yaml_next(y);

        if (y->event.type == YAML_MAPPING_END_EVENT) {
            break;
        }

        faimi_yaml_pair(y, &node);
    }

    if (anchor != NULL) {
        *anchor = node;
    }

    return node;
}


/* node = alias | scalar | sequence | mapping, whose first event is read */
static faimi_yaml_node_t
faimi_yaml_node(faimi_yaml_t *y)
{
    faimi_yaml_node_t  node;

    if (y->event.type == YAML_ALIAS_EVENT) {
        return faimi_yaml_alias(y);
    }

    if (y->event.type == YAML_SCALAR_EVENT) {
        return faimi_yaml_scalar(y);
    }

    faimi_yaml_spend(y, y->event.start_mark, 1, 1);
    y->depth++;

    if (y->event.type == YAML_SEQUENCE_START_EVENT) {
        faimi_yaml_check_tag(y, faimi_yaml_copy(y,
                                       y->event.data.sequence_start.tag));
        node = faimi_yaml_sequence(y);

    } else {
        faimi_yaml_check_tag(y, faimi_yaml_copy(y,
                                       y->event.data.mapping_start.tag));
        node = faimi_yaml_mapping(y);
    }

    y->depth--;

    return node;
}


/* stream = start [ document-start node ... ]: what follows the first document
 * is not looked at. */
static faimi_rc_t
faimi_yaml_run(void *data)
{
    faimi_yaml_t  *y = data;

    y->anchors = faimi_map_create(y->arena);

    faimi_yaml_next(y);
    faimi_yaml_next(y);

    if (y->event.type == YAML_STREAM_END_EVENT) {
        return FAIMI_OK;
    }

    faimi_yaml_next(y);
    y->value = faimi_yaml_node(y).value;
    faimi_yaml_next(y);

    return FAIMI_OK;
}


faimi_rc_t
faimi_yaml_parse(faimi_arena_t *arena, faimi_slice_t yaml, faimi_slice_t file,
    size_t first, faimi_value_t *value, faimi_error_t *err)
{
    faimi_rc_t    rc;
    faimi_yaml_t  y;

    memset(&y, 0, sizeof(faimi_yaml_t));
    y.arena = arena;
    y.source = yaml;
    y.file = file;
    y.first = first;
    y.err = err;

    if (!yaml_parser_initialize(&y.parser)) {
        faimi_guard_raise(faimi_arena_guard(arena), FAIMI_NOMEM);
    }

    yaml = (yaml.len == 0) ? FAIMI_EMPTY : yaml;
    yaml_parser_set_input_string(&y.parser,
                                 (const unsigned char *) yaml.data, yaml.len);
    rc = faimi_guard_run(faimi_arena_guard(arena), faimi_yaml_run, &y);

    if (y.held) {
        yaml_event_delete(&y.event);
    }

    yaml_parser_delete(&y.parser);

    if (rc == FAIMI_NOMEM) {
        faimi_guard_raise(faimi_arena_guard(arena), FAIMI_NOMEM);
    }

    if (rc == FAIMI_OK) {
        *value = y.value;
    }

    return rc;
}
