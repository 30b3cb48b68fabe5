#include "test_zone.h"


/*
 * The zone by itself: what it keeps, what it lets go, and thousands of random
 * operations beside a model that knows no blocks, chains or tables.
 */

#define KEYS    40
#define PATHS   12
#define ROWS    (PATHS + KEYS)
#define STEPS   6000
#define SIZE    (160 * 1024)


static bool
has(faimi_zone_t *z, uint32_t k, faimi_slice_t b)
{
    faimi_zone_found_t  found;

    return faimi_zone_peek(z, key(k), &found) && copied_is(z, &found, b);
}


static bool
gone(faimi_zone_t *z, uint32_t k)
{
    faimi_zone_found_t  found;

    return !faimi_zone_peek(z, key(k), &found);
}


static void
test_format(void)
{
    char                *mem;
    faimi_zone_t        *z;
    faimi_zone_stats_t   stats;

    mem = aligned_alloc(4096, 1 << 20);
    CHECK(faimi_zone_format(mem, 0, 0) == NULL);
    CHECK(faimi_zone_format(mem, 4096, 0) == NULL);
    CHECK(faimi_zone_format(mem, 16 * FAIMI_ZONE_BLOCK, 0) == NULL);

    z = faimi_zone_format(mem, 1 << 20, 0);
    CHECK(z != NULL && sound(z));
    CHECK(!faimi_zone_enter(z));
    CHECK(z->blocks + (size_t) z->n * FAIMI_ZONE_BLOCK <= 1 << 20);
    CHECK((size_t) z->n * FAIMI_ZONE_BLOCK > 96 * (1 << 20) / 100);

    faimi_zone_stats(z, &stats);
    CHECK(stats.size == 1 << 20 && stats.used == 0);
    CHECK(stats.entries == 0 && stats.sources == 0);
    free(mem);
}


static void
test_sizes(void)
{
    bool                ok;
    size_t              i, len;
    faimi_zone_t       *z;
    static const long   edges[] = { -20, -12, -1, 0, 1, 8 };

    z = make_zone(1 << 20);
    ok = true;

    for (len = 0; len < 6 * FAIMI_ZONE_BLOCK; len += FAIMI_ZONE_BLOCK) {
        for (i = 0; i < sizeof(edges) / sizeof(edges[0]); i++) {
            size_t  n = len + FAIMI_ZONE_ROOM + (size_t) edges[i];

            ok = ok && put(z, 1 + i, FAIMI_EMPTY, content(len, n), 5, NULL)
                 && has(z, 1 + i, content(len, n)) && sound(z);
        }
    }

    CHECK(ok);
    CHECK(put(z, 90, FAIMI_EMPTY, content(0, 0), 5, NULL));
    CHECK(has(z, 90, content(0, 0)));
    CHECK(gone(z, 91));
    CHECK(z->hits == 37 && z->misses == 1 && z->stores == 37);
    free(z);
}


static void
test_order(void)
{
    uint32_t       i, n;
    faimi_zone_t  *z;

    z = make_zone(SIZE);
    n = z->n;

    for (i = 0; i < n; i++) {
        put(z, i, FAIMI_EMPTY, content(i, 100), 5, NULL);
    }

    CHECK(z->n_free == 0 && z->evictions == 0);
    CHECK(has(z, 0, content(0, 100)));
    put(z, n, FAIMI_EMPTY, content(n, 100), 5, NULL);
    CHECK(z->evictions == 1 && gone(z, 1) && has(z, 0, content(0, 100)));

    put(z, n + 1, FAIMI_EMPTY, content(7, 3 * FAIMI_ZONE_BLOCK), 5, NULL);
    CHECK(gone(z, 2) && gone(z, 3) && gone(z, 4) && gone(z, 5) && !gone(z, 6));
    CHECK(sound(z));
    free(z);
}


static void
test_large(void)
{
    size_t         all;
    faimi_zone_t  *z;

    z = make_zone(SIZE);
    all = (size_t) z->n * FAIMI_ZONE_BLOCK;
    put(z, 1, path(1), content(1, 100), 5, NULL);

    CHECK(!put(z, 2, path(2), content(0, all), 5, NULL));
    CHECK(z->too_large == 1 && z->evictions == 0 && !gone(z, 1));
    CHECK(put(z, 3, path(3), content(0, all - 2 * FAIMI_ZONE_BLOCK), 5, NULL));
    CHECK(gone(z, 1) && sound(z));
    CHECK(has(z, 3, content(0, all - 2 * FAIMI_ZONE_BLOCK)));
    free(z);
}


/* The time is that of a key's first store, and never that of another content
 * of the same path. */
static void
test_time(void)
{
    int64_t        t;
    faimi_zone_t  *z;

    z = make_zone(SIZE);
    put(z, 1, path(1), content(1, 10), 100, &t);
    CHECK(t == 100);
    put(z, 2, path(1), content(2, 10), 100, &t);
    CHECK(t == 101);
    put(z, 1, path(1), content(1, 10), 100, &t);
    CHECK(t == 100);
    put(z, 3, path(1), content(3, 10), 100, &t);
    CHECK(t == 102);
    put(z, 4, path(1), content(4, 10), 200, &t);
    CHECK(t == 200);
    put(z, 5, path(2), content(4, 10), 100, &t);
    CHECK(t == 100);
    put(z, 1, path(1), content(1, 10), 300, &t);
    CHECK(t == 100);
    CHECK(!put(z, 6, path(1), content(0, SIZE), 200, &t));
    CHECK(t == 201);
    put(z, 7, path(1), content(0, 9), 200, &t);
    CHECK(t == 202 && sound(z));
    free(z);
}


static void
test_source(void)
{
    faimi_zone_t        *z;
    faimi_zone_found_t   found;

    z = make_zone(SIZE);
    CHECK(!faimi_zone_source(z, path(1), &found));
    CHECK(tell(z, 1, content(1, 5000), false));
    CHECK(faimi_zone_source(z, path(1), &found));
    CHECK(copied_is(z, &found, content(1, 5000)));
    CHECK(!faimi_zone_last(z, path(1), &found));

    put(z, 1, path(1), content(3, 3000), 5, NULL);
    put(z, 2, path(2), content(2, 3000), 5, NULL);
    CHECK(faimi_zone_last(z, path(1), &found));
    CHECK(copied_is(z, &found, content(3, 3000)));
    CHECK(faimi_zone_last(z, path(2), &found));
    CHECK(!faimi_zone_source(z, path(2), &found));

    /* A ticket of a record that was replaced is worth nothing. */

    CHECK(faimi_zone_source(z, path(1), &found));
    CHECK(tell(z, 1, content(9, 5000), false));
    CHECK(!copied_is(z, &found, content(1, 5000)));
    CHECK(faimi_zone_source(z, path(1), &found));
    CHECK(copied_is(z, &found, content(9, 5000)));

    /* The last entry is handed down, with an empty source too. */

    CHECK(tell(z, 1, faimi_slice("", 0), false));
    CHECK(faimi_zone_source(z, path(1), &found) && found.body_len == 0);
    CHECK(faimi_zone_last(z, path(1), &found));

    faimi_zone_drop(z, path(1));
    CHECK(!faimi_zone_source(z, path(1), &found));
    CHECK(!faimi_zone_last(z, path(1), &found));
    CHECK(has(z, 1, content(3, 3000)) && sound(z));
    free(z);
}


/* Who makes a page: one at a time, until it says so, or its time is over. */
static void
test_claim(void)
{
    uint32_t       i;
    uint8_t        key[FAIMI_ZONE_KEY] = { 1 };
    faimi_zone_t  *z;

    z = make_zone(SIZE);
    CHECK(faimi_zone_claim(z, key, 10, 100, 200) == 0);
    CHECK(faimi_zone_claim(z, key, 11, 150, 300) == 10);
    CHECK(faimi_zone_claim(z, key, 10, 150, 300) == 0);
    faimi_zone_release(z, key, 11);
    CHECK(faimi_zone_claim(z, key, 11, 250, 400) == 10);
    faimi_zone_release(z, key, 10);
    CHECK(faimi_zone_claim(z, key, 11, 250, 400) == 0);
    CHECK(faimi_zone_claim(z, key, 12, 400, 500) == 0);
    CHECK(faimi_zone_claim(z, key, 13, 400, 500) == 12);

    /* More than there is room for: the last ones are not kept. */

    for (i = 1; i <= FAIMI_ZONE_CLAIMS; i++) {
        key[1] = (uint8_t) i;
        key[2] = (uint8_t) (i >> 8);
        CHECK(faimi_zone_claim(z, key, 12, 400, 500) == 0);
    }

    CHECK(faimi_zone_claim(z, key, 13, 400, 500) == 0);
    CHECK(faimi_zone_claim(z, key, 13, 500, 600) == 0);
    CHECK(faimi_zone_claim(z, key, 14, 500, 600) == 13);
    CHECK(sound(z));
    free(z);
}


/* Why a page cannot be made, next to the page itself. */
static void
test_failure(void)
{
    uint32_t             i;
    uint8_t              key[FAIMI_ZONE_KEY] = { 7 };
    faimi_zone_t        *z;
    faimi_zone_found_t   found;

    z = make_zone(SIZE);
    CHECK(!faimi_zone_failure(z, key, &found));
    CHECK(faimi_zone_fail(z, key, FAIMI_SLICE("1"), content(1, 700), 5));
    CHECK(faimi_zone_failure(z, key, &found) && found.body_len == 700);
    CHECK(z->hits == 0 && z->misses == 0);
    CHECK(!faimi_zone_peek(z, key, &found));
    CHECK(faimi_zone_fail(z, key, FAIMI_SLICE("2"), content(2, 700), 5));
    CHECK(z->records[FAIMI_ZONE_ENTRY] == 1);
    CHECK(faimi_zone_failure(z, key, &found) && found.etag_len == 1);
    CHECK(sound(z));

    for (i = 0; i < 500; i++) {
        put(z, i, path(50), content(i, 3000), 5, NULL);
    }

    CHECK(!faimi_zone_failure(z, key, &found) && sound(z));
    free(z);
}


static void
test_broken(void)
{
    uint32_t             i;
    faimi_zone_t        *z;
    faimi_zone_found_t   found;

    z = make_zone(SIZE);
    tell(z, 1, content(1, 5000), false);
    put(z, 1, path(1), content(1, 3000), 5, NULL);
    tell(z, 2, content(2, 5000), false);
    put(z, 2, path(2), content(2, 3000), 5, NULL);
    tell(z, 1, FAIMI_EMPTY, true);
    CHECK(z->lists[1].blocks == 3 + 2 && sound(z));

    for (i = 100; i < 300; i++) {
        put(z, i, path(50), content(i, 3000), 5, NULL);
    }

    CHECK(!faimi_zone_source(z, path(2), &found) && gone(z, 2));
    CHECK(faimi_zone_source(z, path(1), &found) && !gone(z, 1));
    CHECK(faimi_zone_last(z, path(1), &found));
    CHECK(copied_is(z, &found, content(1, 3000)));

    /* A newer last entry is spared in the place of the old one. */

    put(z, 3, path(1), content(3, 9000), 5, NULL);
    CHECK(z->lists[1].blocks == 3 + 5 && sound(z));
    tell(z, 1, content(1, 5000), false);
    CHECK(z->lists[1].blocks == 0 && sound(z));

    /* What comes for an ordinary page never takes what is spared. */

    for (i = 0; i < 100; i++) {
        tell(z, i % PATHS, content(i, 30000), true);
    }

    CHECK(z->lists[1].blocks > z->n - 20 && sound(z));
    CHECK(!put(z, 4, path(60), content(3, 60000), 5, NULL));
    CHECK(tell(z, 3, content(1, 60000), true));
    CHECK(faimi_zone_source(z, path(3), &found) && sound(z));
    free(z);
}


/* An entry may need so many blocks that the source of its own path goes. */
static void
test_own_source(void)
{
    size_t               len;
    faimi_zone_t        *z;
    faimi_zone_found_t   found;

    for (len = 1000; len < 60000; len += 1000) {
        z = make_zone(64 * 1024);
        CHECK(tell(z, 1, content(1, 20000), false));

        if (put(z, 1, path(1), content(2, len), 5, NULL)) {
            CHECK(has(z, 1, content(2, len)));
            CHECK(faimi_zone_last(z, path(1), &found));
            CHECK(copied_is(z, &found, content(2, len)));
        }

        CHECK(sound(z));
        free(z);
    }
}


/* An entry that fills the zone, whose path has lost its record: making one
 * may not cost the entry. */
static void
test_no_keeper(void)
{
    size_t         len, n;
    faimi_zone_t  *z;

    z = make_zone(64 * 1024);
    n = z->n;
    len = (n - 1) * FAIMI_ZONE_ROOM - 200;
    CHECK(put(z, 1, path(1), content(2, len), 5, NULL));
    faimi_zone_drop(z, path(1));
    CHECK(tell(z, 2, content(1, 100), true));
    CHECK(put(z, 1, path(1), content(2, len), 5, NULL));
    CHECK(has(z, 1, content(2, len)) && sound(z));
    free(z);
}


static void
test_first(void)
{
    uint32_t       i, n;
    uint8_t        digest[32] = { 1 };
    faimi_zone_t  *z;

    z = make_zone(SIZE);
    CHECK(faimi_zone_first(z, digest, 1000, 60));
    CHECK(!faimi_zone_first(z, digest, 1000, 60));
    CHECK(!faimi_zone_first(z, digest, 1059, 60));
    CHECK(faimi_zone_first(z, digest, 1060, 60));
    CHECK(faimi_zone_first(z, digest, 500, 60));

    for (i = 0, n = 0; i < 1000; i++) {
        memcpy(digest + 4, &i, 4);
        n += faimi_zone_first(z, digest, 2000, 60);
    }

    CHECK(n == 1000);
    CHECK(!faimi_zone_first(z, digest, 2001, 60) && sound(z));
    free(z);
}


/*
 * The model: records with their sizes in one array, the order of use in a
 * counter.
 */

typedef struct {
    bool           there;
    bool           source;        /* else an entry */
    bool           whole;
    bool           broken;
    uint32_t       path;          /* PATHS: none */
    faimi_slice_t  content;
    int            last;          /* the key; -1: none */
    int64_t        modified;      /* of a source: the newest */
    size_t         blocks;
    uint64_t       used;
} row_t;

typedef struct {
    row_t     rows[ROWS]; /* sources by path, then entries by key */
    size_t    total;
    uint64_t  clock;
} model_t;


static bool
model_spared(model_t *m, row_t *row)
{
    row_t  *source;

    source = row;

    if (!row->source) {
        if (row->path == PATHS) {
            return false;
        }

        source = &m->rows[row->path];

        if (source->last != row - m->rows - PATHS) {
            return false;
        }
    }

    return source->there && source->broken;
}


static size_t
model_sum(model_t *m, bool spared_too)
{
    size_t   n;
    row_t   *row;

    n = 0;

    for (row = m->rows; row < m->rows + ROWS; row++) {
        if (row->there && (spared_too || !model_spared(m, row))) {
            n += row->blocks;
        }
    }

    return n;
}


/* A change of one thing may spare others or stop it: these count as used. */
static void
model_shift(model_t *m, const bool *before)
{
    size_t  i;

    for (i = 0; i < ROWS; i++) {
        if (m->rows[i].there && model_spared(m, &m->rows[i]) != before[i]) {
            m->rows[i].used = ++m->clock;
        }
    }
}


static void
model_spares(model_t *m, bool *spared)
{
    size_t  i;

    for (i = 0; i < ROWS; i++) {
        spared[i] = m->rows[i].there && model_spared(m, &m->rows[i]);
    }
}


static void
model_remove(model_t *m, row_t *row)
{
    bool  before[ROWS];

    model_spares(m, before);
    row->there = false;
    model_shift(m, before);
}


static row_t *
model_victim(model_t *m, bool spared)
{
    row_t  *row, *victim;

    victim = NULL;

    for (row = m->rows; row < m->rows + ROWS; row++) {
        if (row->there && model_spared(m, row) == spared
            && (victim == NULL || row->used < victim->used))
        {
            victim = row;
        }
    }

    return victim;
}


static bool
model_room(model_t *m, size_t n, bool spared)
{
    row_t  *victim;

    if (n > m->total - (spared ? 0 : model_sum(m, true) - model_sum(m, false)))
    {
        return false;
    }

    while (m->total - model_sum(m, true) < n) {
        victim = model_victim(m, false);
        model_remove(m, victim != NULL ? victim : model_victim(m, true));
    }

    return true;
}


static void
model_touch(model_t *m, row_t *row)
{
    row->used = ++m->clock;
}


/* Fills a row as a record that was just made; false: no room. */
static bool
model_add(model_t *m, row_t *row, row_t new, bool spared)
{
    bool  before[ROWS];

    if (!model_room(m, new.blocks, spared)) {
        return false;
    }

    new.there = true;
    new.used = ++m->clock;
    model_spares(m, before);
    *row = new;
    before[row - m->rows] = model_spared(m, row);
    model_shift(m, before);

    return true;
}


static size_t
model_blocks(uint32_t k, uint32_t p, faimi_slice_t b)
{
    char    etag[32];
    size_t  n;

    n = b.len + (p < PATHS ? path(p).len : 0);

    if (k < KEYS) {
        n += 9 + (size_t) snprintf(etag, sizeof(etag), "\"%zx-%zx\"",
                                   b.data - body, b.len);
    }

    return faimi_zone_need(n);
}


static bool
model_fits(model_t *m, row_t *source, size_t n)
{
    bool  spared;

    spared = source != NULL && source->there && source->broken;

    return n + (source != NULL)
           <= m->total - (spared ? 0
                                 : model_sum(m, true) - model_sum(m, false));
}


static int64_t
model_time(row_t *source, int64_t now)
{
    return (source != NULL && source->there && source->modified >= now)
           ? source->modified + 1 : now;
}


static row_t *
model_keeper(model_t *m, row_t *source, bool room)
{
    row_t  empty = { .source = true, .last = -1, .blocks = 1 };

    if (source == NULL) {
        return NULL;
    }

    if (source->there) {
        model_touch(m, source);
        return source;
    }

    empty.path = (uint32_t) (source - m->rows);

    return room && model_add(m, source, empty, false) ? source : NULL;
}


/* A source that goes for its own entry leaves a record without a source. */
static void
model_store(model_t *m, row_t *row, row_t new, row_t *source)
{
    row_t  old;

    if (source == NULL) {
        model_add(m, row, new, false);
        return;
    }

    old = *source;
    model_add(m, row, new, old.broken);

    if (!source->there) {
        old.whole = false;
        old.content = FAIMI_EMPTY;
        old.blocks = 1;
        model_add(m, source, old, old.broken);
    }
}


static bool
model_put(model_t *m, uint32_t k, uint32_t p, faimi_slice_t b, int64_t now)
{
    bool    same, room, fits, before[ROWS];
    row_t  *row, *source, new = { .whole = true, .path = p, .last = -1 };

    row = &m->rows[PATHS + k];
    source = (p < PATHS) ? &m->rows[p] : NULL;
    same = row->there && row->path == p && row->content.data == b.data
           && row->content.len == b.len;
    new.content = b;
    new.blocks = model_blocks(k, p, b);
    room = model_fits(m, source, new.blocks);
    fits = same || room;
    new.modified = same ? row->modified : model_time(source, now);

    if (!fits && (source == NULL || !source->there)) {
        return false;
    }

    if (same) {
        model_touch(m, row);
    }

    source = model_keeper(m, source, room);

    if (fits && !same) {
        model_store(m, row, new, source);
    }

    if (source != NULL) {
        model_spares(m, before);
        source->last = fits ? (int) k : source->last;

        if (new.modified > source->modified) {
            source->modified = new.modified;
        }

        model_shift(m, before);
    }

    return fits;
}


static void
model_break(model_t *m, row_t *row, bool broken)
{
    bool  before[ROWS];

    model_spares(m, before);
    row->broken = broken;
    model_shift(m, before);
}


static void
model_tell(model_t *m, uint32_t p, faimi_slice_t source, bool broken)
{
    bool    known;
    row_t  *row, new = { .source = true, .whole = true, .last = -1 };

    row = &m->rows[p];
    known = row->there && row->whole && faimi_slice_eq(row->content, source);

    if (broken && source.len == 0) {
        known = row->there;

        if (!known) {
            return;
        }
    }

    if (known && row->broken == broken) {
        return;
    }

    if (row->there) {
        new.last = row->last;
        new.modified = row->modified;

        if (row->broken != broken) {
            model_break(m, row, broken);
        }
    }

    if (known) {
        return;
    }

    if (row->there) {
        model_touch(m, row);
    }

    new.path = p;
    new.broken = broken;
    new.content = source;
    new.blocks = model_blocks(KEYS, p, source);
    model_add(m, row, new, broken);
}


static void
model_get(model_t *m, uint32_t k)
{
    row_t  *row, *other, *source;

    row = &m->rows[PATHS + k];

    for (other = m->rows; other < m->rows + ROWS; other++) {
        if (other->there && other->used > row->used
            && model_spared(m, other) == model_spared(m, row))
        {
            source = (row->path < PATHS) ? &m->rows[row->path] : NULL;

            if (source != NULL && source->there && source->last == (int) k) {
                model_touch(m, source);
            }

            model_touch(m, row);
            return;
        }
    }
}


/* Whether a record is what its row says, without using it. */
static bool
agrees(faimi_zone_t *z, model_t *m, row_t *row)
{
    uint32_t              i, n;
    faimi_zone_at_t       at;
    faimi_zone_last_t    *last;
    faimi_zone_record_t  *rec;

    n = (uint32_t) (row - m->rows);
    i = (n < PATHS) ? faimi_zone_find_source(z, path(n))
                    : faimi_zone_find_entry(z, key(n - PATHS));

    if (i == FAIMI_ZONE_NONE || !row->there) {
        return i == FAIMI_ZONE_NONE && !row->there;
    }

    rec = faimi_zone_record(z, i);
    at = faimi_zone_data(z, i);
    faimi_zone_skip(&at, rec->path_len + rec->etag_len + rec->type_len);

    if (rec->body_len != row->content.len || rec->blocks != row->blocks
        || !faimi_zone_equal(&at, row->content)
        || (rec->whole != 0) != row->whole)
    {
        return false;
    }

    if (n >= PATHS) {
        return rec->modified == row->modified;
    }

    last = faimi_zone_last_of(z, i);

    return rec->broken == row->broken && last->newest == row->modified
           && (last->set ? memcmp(last->key, key((uint32_t) row->last), 32) == 0
                         : row->last == -1);
}


static bool
all_agree(faimi_zone_t *z, model_t *m)
{
    row_t  *row;

    for (row = m->rows; row < m->rows + ROWS; row++) {
        if (!agrees(z, m, row)) {
            return false;
        }
    }

    return z->n - z->n_free == model_sum(m, true) && sound(z);
}


static faimi_slice_t
random_content(uint32_t n)
{
    return content(n * 7 + (uint32_t) rand() % 2,
                   (rand() % 40 == 0) ? (size_t) rand() % sizeof(body) / 2
                                      : (size_t) rand() % 20000);
}


static bool
random_step(faimi_zone_t *z, model_t *m, int64_t now)
{
    uint32_t             k, p;
    faimi_slice_t        b;
    faimi_zone_found_t   found;

    k = (uint32_t) rand() % KEYS;
    p = (rand() % 8 == 0) ? (uint32_t) rand() % (PATHS + 1) : k % PATHS;
    b = m->rows[PATHS + k].there && rand() % 4
        ? m->rows[PATHS + k].content : random_content(k);

    switch (rand() % 8) {

    case 0: case 1: case 2:
        return put(z, k, p < PATHS ? path(p) : FAIMI_EMPTY, b, now, NULL)
               == model_put(m, k, p, b, now);

    case 3: case 4:
        if (!faimi_zone_peek(z, key(k), &found)) {
            return !m->rows[PATHS + k].there;
        }

        model_get(m, k);
        return copied_is(z, &found, m->rows[PATHS + k].content);

    case 5: case 6:
        p %= PATHS;
        k = (uint32_t) rand() % 3;
        b = rand() % 3 ? random_content(p) : m->rows[p].content;
        b = (b.data == NULL || rand() % 5 == 0) ? FAIMI_EMPTY : b;
        model_tell(m, p, b, k == 0);
        tell(z, p, b, k == 0);
        return true;

    default:
        if (rand() % 4 == 0) {
            p %= PATHS;
            faimi_zone_drop(z, path(p));
            model_remove(m, &m->rows[p]);
        }

        return true;
    }
}


/* From time to time all that is derived is made anew, as after a death: it
 * must make no difference, in what there is and in who goes next. */
static void
test_random(unsigned int seed)
{
    int            i;
    faimi_zone_t  *z;
    model_t        m;

    srand(seed);
    z = make_zone(SIZE);
    memset(&m, 0, sizeof(m));
    m.total = z->n;

    for (i = 0; i < ROWS; i++) {
        m.rows[i].source = i < PATHS;
    }

    for (i = 0; i < STEPS; i++) {
        if (!random_step(z, &m, 1000 + i / 50) || !all_agree(z, &m)) {
            break;
        }

        if (i % 97 == 0) {
            z->dirty = 1;
            faimi_zone_enter(z);
        }
    }

    printf("# seed %u: %d steps, %u evictions, %u spared blocks\n", seed, i,
           (unsigned) z->evictions, z->lists[1].blocks);
    CHECK(i == STEPS);
    free(z);
}


int
main(void)
{
    unsigned int  seed;

    fill_body();

    test_format();
    test_sizes();
    test_order();
    test_large();
    test_time();
    test_source();
    test_broken();
    test_claim();
    test_failure();
    test_own_source();
    test_no_keeper();
    test_first();

    for (seed = 1; seed <= 5; seed++) {
        test_random(seed);
    }

    return test_end();
}
