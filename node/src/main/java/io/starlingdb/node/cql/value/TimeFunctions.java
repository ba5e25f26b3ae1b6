package io.starlingdb.node.cql.value;

import static io.starlingdb.node.schema.ScalarType.BIGINT;
import static io.starlingdb.node.schema.ScalarType.DATE;
import static io.starlingdb.node.schema.ScalarType.TIME;
import static io.starlingdb.node.schema.ScalarType.TIMESTAMP;
import static io.starlingdb.node.schema.ScalarType.TIMEUUID;
import static io.starlingdb.node.schema.ScalarType.UUID;

import io.starlingdb.node.schema.ScalarType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;

/** Functions about the moment, and between time UUIDs, timestamps and dates. */
final class TimeFunctions {

    private TimeFunctions() {}

    static List<ScalarFunction> all() {
        return List.of(
                ScalarFunction.withoutArguments(
                        "now", TIMEUUID, (e, a) -> TIMEUUID.encode(e.uuids().timeUuid())),
                ScalarFunction.withoutArguments(
                        "current_timeuuid",
                        TIMEUUID,
                        (e, a) -> TIMEUUID.encode(e.uuids().timeUuid())),
                ScalarFunction.withoutArguments(
                        "uuid", UUID, (e, a) -> UUID.encode(e.uuids().randomUuid())),
                ScalarFunction.withoutArguments("current_timestamp", TIMESTAMP, (e, a) -> timestamp(e.wallMillis())),
                ScalarFunction.withoutArguments("current_date", DATE, (e, a) -> date(e.wallMillis())),
                ScalarFunction.withoutArguments("current_time", TIME, (e, a) -> time(e.wallMicros())),
                of("min_timeuuid", TIMEUUID, TIMESTAMP, v -> TIMEUUID.encode(TimeUuids.least(millis(TIMESTAMP, v)))),
                of("max_timeuuid", TIMEUUID, TIMESTAMP, v -> TIMEUUID.encode(TimeUuids.greatest(millis(TIMESTAMP, v)))),
                of("to_date", DATE, TIMEUUID, v -> date(millis(TIMEUUID, v))),
                of("to_date", DATE, TIMESTAMP, v -> date(millis(TIMESTAMP, v))),
                of("to_timestamp", TIMESTAMP, TIMEUUID, v -> timestamp(millis(TIMEUUID, v))),
                of("to_timestamp", TIMESTAMP, DATE, v -> timestamp(millis(DATE, v))),
                of("to_unix_timestamp", BIGINT, TIMEUUID, v -> BIGINT.encode(millis(TIMEUUID, v))),
                of("to_unix_timestamp", BIGINT, TIMESTAMP, v -> BIGINT.encode(millis(TIMESTAMP, v))),
                of("to_unix_timestamp", BIGINT, DATE, v -> BIGINT.encode(millis(DATE, v))),
                of("dateof", TIMESTAMP, TIMEUUID, v -> timestamp(millis(TIMEUUID, v))),
                of("unixtimestampof", BIGINT, TIMEUUID, v -> BIGINT.encode(millis(TIMEUUID, v))));
    }

    private interface Conversion {
        byte[] apply(byte[] value);
    }

    private static ScalarFunction of(String name, ScalarType result, ScalarType parameter, Conversion conversion) {
        return ScalarFunction.of(name, result, List.of(parameter), (e, a) -> conversion.apply(a[0]));
    }

    static byte[] timestamp(long millis) {
        return TIMESTAMP.encode(Instant.ofEpochMilli(millis));
    }

    static byte[] date(long millis) {
        return DATE.encode(LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC));
    }

    private static byte[] time(long micros) {
        long ofDay = Math.floorMod(micros, 86_400_000_000L);
        return TIME.encode(LocalTime.ofNanoOfDay(ofDay * 1000));
    }

    /** Milliseconds since 1970 of a time UUID, a timestamp, or a date's midnight. */
    static long millis(ScalarType type, byte[] value) {
        Object decoded = type.decode(value);
        if (decoded instanceof java.util.UUID uuid) {
            return TimeUuids.millis(uuid);
        }
        return decoded instanceof LocalDate day
                ? day.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli()
                : ((Instant) decoded).toEpochMilli();
    }
}
