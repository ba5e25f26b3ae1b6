package io.starlingdb.node.schema;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as text: Cassandra's {@code 1y2mo3w4d5h6m7s8ms9us10ns}, and ISO 8601's three forms. */
final class DurationText {
    private static final long MICRO = 1_000L;
    private static final long MILLI = 1_000 * MICRO;
    private static final long SECOND = 1_000 * MILLI;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    private static final Pattern UNITS = Pattern.compile("(?:(\\d+)y)?(?:(\\d+)mo)?(?:(\\d+)w)?(?:(\\d+)d)?(?:(\\d+)h)?"
            + "(?:(\\d+)m)?(?:(\\d+)s)?(?:(\\d+)ms)?(?:(\\d+)(?:us|µs))?(?:(\\d+)ns)?");
    private static final Pattern ISO = Pattern.compile(
            "p(?:(\\d+)y)?(?:(\\d+)m)?(?:(\\d+)w)?(?:(\\d+)d)?(?:t(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?)?()()()");
    private static final Pattern ISO_CALENDAR =
            Pattern.compile("p(\\d{4})-(\\d{2})()-(\\d{2})t(\\d{2}):(\\d{2}):(\\d{2})()()()");

    private DurationText() {}

    /** The duration, or null when the text is none or its parts are too large. */
    static @Nullable CqlDuration parse(String text) {
        boolean negative = text.startsWith("-");
        String amount = (negative ? text.substring(1) : text).toLowerCase(Locale.ROOT);
        if (amount.isEmpty() || amount.equals("p") || amount.endsWith("t")) {
            return null;
        }
        for (Pattern form : new Pattern[] {UNITS, ISO, ISO_CALENDAR}) {
            Matcher parts = form.matcher(amount);
            if (parts.matches()) {
                return duration(parts, negative);
            }
        }
        return null;
    }

    static String print(CqlDuration duration) {
        StringBuilder text = new StringBuilder();
        if (duration.months() < 0 || duration.days() < 0 || duration.nanos() < 0) {
            text.append('-');
        }
        long months = Math.abs((long) duration.months());
        append(text, months / 12, "y");
        append(text, months % 12, "mo");
        append(text, Math.abs((long) duration.days()), "d");
        // the amount of Long.MIN_VALUE nanoseconds is right as an unsigned number
        long nanos = Math.abs(duration.nanos());
        append(text, Long.divideUnsigned(nanos, HOUR), "h");
        long rest = Long.remainderUnsigned(nanos, HOUR);
        append(text, rest / MINUTE, "m");
        append(text, rest % MINUTE / SECOND, "s");
        append(text, rest % SECOND / MILLI, "ms");
        append(text, rest % MILLI / MICRO, "us");
        append(text, rest % MICRO, "ns");
        return text.isEmpty() ? "0ns" : text.toString();
    }

    private static void append(StringBuilder text, long amount, String unit) {
        if (amount != 0) {
            text.append(amount).append(unit);
        }
    }

    private static @Nullable CqlDuration duration(Matcher parts, boolean negative) {
        BigInteger months = sum(parts, 1, 12, 1);
        BigInteger days = sum(parts, 3, 7, 1);
        BigInteger nanos = sum(parts, 5, HOUR, MINUTE, SECOND, MILLI, MICRO, 1);
        try {
            return negative
                    ? new CqlDuration(
                            months.negate().intValueExact(),
                            days.negate().intValueExact(),
                            nanos.negate().longValueExact())
                    : new CqlDuration(months.intValueExact(), days.intValueExact(), nanos.longValueExact());
        } catch (ArithmeticException e) {
            return null;
        }
    }

    private static BigInteger sum(Matcher parts, int firstGroup, long... units) {
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < units.length; i++) {
            String amount = parts.group(firstGroup + i);
            if (amount != null && !amount.isEmpty()) {
                sum = sum.add(new BigInteger(amount).multiply(BigInteger.valueOf(units[i])));
            }
        }
        return sum;
    }
}
