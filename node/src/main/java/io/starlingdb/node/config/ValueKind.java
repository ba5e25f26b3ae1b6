package io.starlingdb.node.config;

import io.starlingdb.kernel.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a value is written: text to value, with a phrase that says what is accepted.
 *
 * @param expects completes "is not …"
 * @param reader throws {@link IllegalArgumentException} for what it cannot read
 */
record ValueKind<T>(String expects, Function<String, T> reader) {
    private static final Pattern QUANTITY = Pattern.compile("(\\d{1,15})\\s*([A-Za-z]*)");

    static final ValueKind<String> TEXT = new ValueKind<>("text", text -> text);

    static final ValueKind<String> NAME = new ValueKind<>(
            "a name (letters, digits, '.', '_' and '-', 1 to 64 of them)",
            text -> require(text, text.matches("[A-Za-z0-9._-]{1,64}")));

    static final ValueKind<Boolean> BOOLEAN =
            new ValueKind<>("true or false", text -> switch (text.toLowerCase(Locale.ROOT)) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new IllegalArgumentException();
            });

    static final ValueKind<Duration> DURATION =
            new ValueKind<>("a duration such as 500ms, 10s, 3m or 3h", ValueKind::duration);

    static final ValueKind<Long> BYTES = new ValueKind<>("a size such as 64KiB, 32MiB or 1GiB", ValueKind::bytes);

    static final ValueKind<CommitLogSync> SYNC =
            new ValueKind<>("'group' or 'periodic DURATION'", CommitLogSync::parse);

    static ValueKind<Integer> integer(int from, int to) {
        return new ValueKind<>("a whole number from " + from + " to " + to, text -> {
            int value = Integer.parseInt(text);
            require(text, value >= from && value <= to);
            return value;
        });
    }

    /** A list written {@code a, b} (or as a YAML list, which the loader joins with commas). */
    static ValueKind<List<Endpoint>> endpoints(int defaultPort) {
        return new ValueKind<>("a list of HOST[:PORT]", text -> {
            List<Endpoint> endpoints = new ArrayList<>();
            for (String one : text.split(",", -1)) {
                if (!one.isBlank()) {
                    endpoints.add(Endpoint.parse(one.trim(), defaultPort));
                }
            }
            return List.copyOf(endpoints);
        });
    }

    static ValueKind<String> oneOf(String... words) {
        Set<String> known = Set.of(words);
        return new ValueKind<>(
                "one of " + String.join(", ", words),
                text -> require(text.toLowerCase(Locale.ROOT), known.contains(text.toLowerCase(Locale.ROOT))));
    }

    T read(String written) {
        return reader.apply(written);
    }

    private static String require(String text, boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException();
        }
        return text;
    }

    static Duration duration(String text) {
        Matcher quantity = QUANTITY.matcher(text);
        require(text, quantity.matches());
        long amount = Long.parseLong(quantity.group(1));
        return switch (quantity.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            case "" -> throw new IllegalArgumentException("the unit is missing");
            default -> throw new IllegalArgumentException();
        };
    }

    private static long bytes(String text) {
        Matcher quantity = QUANTITY.matcher(text);
        require(text, quantity.matches());
        long amount = Long.parseLong(quantity.group(1));
        int shift = switch (quantity.group(2)) {
            case "B" -> 0;
            case "KiB" -> 10;
            case "MiB" -> 20;
            case "GiB" -> 30;
            case "TiB" -> 40;
            case "" -> throw new IllegalArgumentException("the unit is missing");
            default -> throw new IllegalArgumentException();
        };
        require(text, amount <= Long.MAX_VALUE >> shift);
        return amount << shift;
    }
}
