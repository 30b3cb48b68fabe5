/*
 * Floats as text, by the rule of Ruby's Float#to_s (flo_to_s in numeric.c):
 * the fewest digits that read back as the same number, with an exponent where
 * the point is far from them.
 */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "faimi_value_text.h"


/* Digits that tell any double from every other: DBL_DECIMAL_DIG of C11. */
#define FAIMI_FLOAT_DIGITS  17

/* Without exponent: from 0.0001 on, up to the point after so many digits where
 * zeros would have to fill the places before it. */
#define FAIMI_FLOAT_FIRST   (-3)
#define FAIMI_FLOAT_LAST    15


/* Tries 1, 2, ... digits: at most 17 conversions for a number, where Ruby has
 * an algorithm of its own.  Both want the fewest digits, and find the same.
 *
 * The fewest significant digits (no point, no trailing zeros) that read back
 * as `number`, which is finite and positive; returns the place of the point
 * relative to their beginning. */
static int
faimi_float_digits(double number, char digits[FAIMI_FLOAT_DIGITS + 1])
{
    int   n, exponent;
    char  buf[FAIMI_FLOAT_DIGITS + 16];

    for (n = 0; n < FAIMI_FLOAT_DIGITS; n++) {
        (void) snprintf(buf, sizeof(buf), "%.*e", n, number);

        if (strtod(buf, NULL) == number) {
            break;
        }
    }

    exponent = (int) strtol(strchr(buf, 'e') + 1, NULL, 10);
    n = (int) (strchr(buf, 'e') - buf);

    /* buf[1] is the point, or whatever the locale makes of it */
    digits[0] = buf[0];
    n = (n > 2) ? n - 2 : 0;
    memcpy(digits + 1, buf + 2, (size_t) n);

    while (n > 0 && digits[n] == '0') {
        n--;
    }

    digits[n + 1] = '\0';

    return exponent + 1;
}


/* A number that has digits after its point is written without exponent also
 * where it has 16 before it: 1234567890123456.8, but 1.0e+15. */
static bool
faimi_float_is_plain(const char *digits, int point)
{
    return point >= FAIMI_FLOAT_FIRST
           && (point <= FAIMI_FLOAT_LAST || point < (int) strlen(digits));
}


/* Digits with a point at place `point`: zeros fill what is between. */
static void
faimi_float_fixed(faimi_buf_t *out, const char *digits, int point)
{
    int  i, n;

    n = (int) strlen(digits);

    if (point <= 0) {
        faimi_buf_str(out, "0.");
    }

    for (i = point; i < 0; i++) {
        faimi_buf_char(out, '0');
    }

    for (i = 0; i < n || i < point; i++) {
        if (i == point && point > 0) {
            faimi_buf_char(out, '.');
        }

        faimi_buf_char(out, (i < n) ? digits[i] : '0');
    }

    if (n <= point) {
        faimi_buf_str(out, ".0");
    }
}


void
faimi_float_text(faimi_buf_t *out, double number)
{
    int   point;
    char  digits[FAIMI_FLOAT_DIGITS + 1];

    if (isnan(number)) {
        faimi_buf_str(out, "NaN");
        return;
    }

    if (signbit(number)) {
        faimi_buf_char(out, '-');
        number = -number;
    }

    if (isinf(number)) {
        faimi_buf_str(out, "Infinity");

    } else if (number == 0) {
        faimi_buf_str(out, "0.0");

    } else {
        point = faimi_float_digits(number, digits);

        if (faimi_float_is_plain(digits, point)) {
            faimi_float_fixed(out, digits, point);

        } else {
            faimi_buf_printf(out, "%c.%se%+03d", digits[0],
                             (digits[1] == '\0') ? "0" : digits + 1,
                             point - 1);
        }
    }
}
