package io.starlingdb.node.schema;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Timestamps as text. Read: milliseconds since 1970, or ISO 8601 and Cassandra's variants of it (a blank for the {@code T},
 * zones as {@code Z}, {@code UTC}, {@code +01}, {@code +0100}, {@code +01:00}); what has no zone is UTC. Written: ISO 8601
 * in UTC with three digits of a second.
 */
final class TimestampText {
    private static final Pattern FORM = Pattern.compile("([+-]?\\d{4,9}-\\d{2}-\\d{2})"
            + "(?:[T ](\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?))?\\s?(Z|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?)?");
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");
    private static final Instant YEAR_0 = Instant.parse("0000-01-01T00:00:00Z");

    private TimestampText() {}

    /** The instant, or null when the text is none. */
    static @Nullable Instant parse(String text) {
        try {
            Matcher parts = FORM.matcher(text);
            if (!parts.matches()) {
                return Instant.ofEpochMilli(Long.parseLong(text));
            }
            String time = parts.group(2);
            return LocalDate.parse(parts.group(1))
                    .atTime(time == null ? LocalTime.MIDNIGHT : LocalTime.parse(time))
                    .toInstant(zone(parts.group(3)));
        } catch (DateTimeException | NumberFormatException e) {
            return null;
        }
    }

    static String print(Instant instant) {
        boolean fourDigitYear = instant.isBefore(YEAR_10000) && !instant.isBefore(YEAR_0);
        return fourDigitYear ? MILLIS.format(instant) : instant.toString();
    }

    private static ZoneOffset zone(@Nullable String text) {
        boolean utc = text == null || text.equals("Z") || text.equals("UTC") || text.equals("GMT");
        return utc ? ZoneOffset.UTC : ZoneOffset.of(text);
    }
}
