package io.starlingdb.node.cql.value;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.schema.CqlDuration;
import io.starlingdb.node.schema.ScalarType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** Moments and durations: moved by one, or cut down to a multiple of one. */
final class Durations {

    private static final long NANOS_OF_MILLI = 1_000_000;

    private Durations() {}

    /** A timestamp or date moved by a duration: months first, then days, then the rest. */
    static byte[] moved(ScalarType type, byte[] value, CqlDuration duration, int sign) {
        if (type == ScalarType.DATE) {
            if (duration.nanos() != 0) {
                throw StarlingException.invalid("The duration must have a day precision. Was: " + shown(duration));
            }
            LocalDate date = (LocalDate) type.decode(value);
            return type.encode(
                    date.plusMonths((long) sign * duration.months()).plusDays((long) sign * duration.days()));
        }
        return type.encode(moved((Instant) type.decode(value), duration, sign));
    }

    private static Instant moved(Instant instant, CqlDuration duration, long factor) {
        return instant.atOffset(ZoneOffset.UTC)
                .plusMonths(factor * duration.months())
                .plusDays(factor * duration.days())
                .toInstant()
                .plus(Math.multiplyExact(factor, duration.nanos() / NANOS_OF_MILLI), ChronoUnit.MILLIS);
    }

    /** The latest moment not after the given one that is a multiple of the duration away from the start. */
    static Instant floor(Instant value, CqlDuration duration, Instant start) {
        requirePositive(duration);
        if (duration.nanos() % NANOS_OF_MILLI != 0) {
            throw StarlingException.invalid("The floor cannot be computed for the " + shown(duration)
                    + " duration as precision is below 1 millisecond");
        }
        if (start.isAfter(value)) {
            throw StarlingException.invalid("The floor function starting time is greater than the provided time");
        }
        if (duration.months() == 0) {
            long step = duration.days() * ChronoUnit.DAYS.getDuration().toMillis() + duration.nanos() / NANOS_OF_MILLI;
            long since = value.toEpochMilli() - start.toEpochMilli();
            return start.plusMillis(since - since % step);
        }
        long months = ChronoUnit.MONTHS.between(start.atOffset(ZoneOffset.UTC), value.atOffset(ZoneOffset.UTC));
        long times = Math.max(0, months / (duration.months() + 1 + duration.days() / 28));
        Instant found = moved(start, duration, times);
        for (Instant next = moved(start, duration, times + 1); !next.isAfter(value); ) {
            times++;
            found = next;
            next = moved(start, duration, times + 1);
        }
        return found;
    }

    /** The time of day cut down to a multiple of a duration of hours or less. */
    static LocalTime floor(LocalTime time, CqlDuration duration) {
        requirePositive(duration);
        if (duration.months() != 0 || duration.days() != 0) {
            throw StarlingException.invalid(
                    "For time values, the floor can only be computed for durations smaller that a day");
        }
        long nanos = time.toNanoOfDay();
        return LocalTime.ofNanoOfDay(nanos - nanos % duration.nanos());
    }

    private static void requirePositive(CqlDuration duration) {
        if (duration.months() < 0 || duration.days() < 0 || duration.nanos() < 0) {
            throw StarlingException.invalid("Negative durations are not supported by the floor function");
        }
        if (duration.months() == 0 && duration.days() == 0 && duration.nanos() == 0) {
            throw StarlingException.invalid("Zero length durations are not supported by the floor function");
        }
    }

    private static String shown(CqlDuration duration) {
        return duration.toString();
    }
}
