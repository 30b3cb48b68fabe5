/*
 * Abbreviations of zones.
 *
 * A faimi_time_t has eight bits for its own, so that times stay small values
 * without a pointer: a place in the list of the abbreviations that clocks have
 * shown since 1970, or a mark that the abbreviation is the offset ("+0545").
 */

#include <stdio.h>

#include "faimi_tz_int.h"


#define FAIMI_TZ_NUMERIC  1
#define FAIMI_TZ_LISTED   2


static const char *const  faimi_tz_names[] = {
    "ACDT", "ACST", "ADDT", "ADT", "AEDT", "AEST", "AHDT", "AHST", "AKDT",
    "AKST", "AST", "AWDT", "AWST", "BDT", "BST", "CAST", "CAT", "CDT",
    "CEST", "CET", "CST", "ChST", "EAT", "EDT", "EEST", "EET", "EST", "GDT",
    "GMT", "GST", "HDT", "HKST", "HKT", "HST", "IDT", "IST", "JST", "KDT",
    "KST", "LMT", "MDT", "MEST", "MET", "MMT", "MSD", "MSK", "MST", "NDDT",
    "NDT", "NST", "NZDT", "NZST", "PDT", "PKST", "PKT", "PST", "SAST",
    "SST", "UTC", "WAST", "WAT", "WEST", "WET", "WIB", "WIT", "WITA", "YDT",
    "YST"
};

#define FAIMI_TZ_NAMES  (sizeof(faimi_tz_names) / sizeof(faimi_tz_names[0]))


uint8_t
faimi_tz_name(faimi_slice_t name)
{
    size_t  i;

    if (name.len > 0 && (name.data[0] == '+' || name.data[0] == '-')) {
        return FAIMI_TZ_NUMERIC;
    }

    for (i = 0; i < FAIMI_TZ_NAMES; i++) {
        if (faimi_slice_eq(name, faimi_slice_str(faimi_tz_names[i]))) {
            return (uint8_t) (i + FAIMI_TZ_LISTED);
        }
    }

    return 0;
}


/* "+0545", "-03" */
static const char *
faimi_tz_numeric(int32_t offset, char text[FAIMI_TZ_TEXT])
{
    int  minutes;

    minutes = ((offset < 0) ? -offset : offset) / 60;

    if (minutes % 60 == 0) {
        (void) snprintf(text, FAIMI_TZ_TEXT, "%c%02d",
                        (offset < 0) ? '-' : '+', minutes / 60);
    } else {
        (void) snprintf(text, FAIMI_TZ_TEXT, "%c%02d%02d",
                        (offset < 0) ? '-' : '+', minutes / 60, minutes % 60);
    }

    return text;
}


const char *
faimi_tz_text(faimi_time_t t, char text[FAIMI_TZ_TEXT])
{
    if (t.zone == FAIMI_TZ_NUMERIC) {
        return faimi_tz_numeric(t.offset, text);
    }

    if (t.zone >= FAIMI_TZ_LISTED
        && t.zone - FAIMI_TZ_LISTED < (int) FAIMI_TZ_NAMES)
    {
        return faimi_tz_names[t.zone - FAIMI_TZ_LISTED];
    }

    if (t.zone == FAIMI_TIME_DATE) {
        return "+00:00";
    }

    /* of a time with an offset of its own, none */
    return (t.utc || t.local) ? "UTC" : "";
}
