package io.starlingdb.client.console;

import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind COPY's {@code WITH}.
 *
 * @param header whether the file's first line names the columns
 * @param delimiter between fields
 * @param quote around fields that need it
 * @param nullText the field that stands for null
 * @param batchRows rows sent in one request (FROM)
 * @param skipRows rows at the start to pass over (FROM)
 * @param maxRows rows after which to stop; 0 for all
 * @param errorFile where bad lines go (FROM); null for the file's name and {@code .bad}
 * @param timestampFormat of columns of type timestamp; null for ISO-8601
 * @param dateFormat of columns of type date; null for ISO-8601
 * @param continued whether to go on where an earlier COPY of the same file stopped (FROM)
 * @param comments whether lines that begin with {@code #} are passed over (FROM), as a file of bad lines has them
 */
record CopyOptions(
        boolean header,
        char delimiter,
        char quote,
        String nullText,
        int batchRows,
        long skipRows,
        long maxRows,
        @Nullable String errorFile,
        @Nullable DateTimeFormatter timestampFormat,
        @Nullable DateTimeFormatter dateFormat,
        boolean continued,
        boolean comments) {
    private static final Pattern OPTION =
            Pattern.compile("(?is)\\s*(\\w+)\\s*=\\s*('(?:[^']|'')*'|\\w+)\\s*(AND\\b|$)");
    private static final List<String> NAMES = List.of(
            "HEADER",
            "DELIMITER",
            "QUOTE",
            "NULL",
            "BATCHROWS",
            "SKIPROWS",
            "MAXROWS",
            "ERRFILE",
            "DATETIMEFORMAT",
            "DATEFORMAT",
            "CONTINUE",
            "COMMENTS");

    /**
     * @param text what follows {@code WITH}; null for nothing
     * @throws CommandException when it has another shape, an unknown option or a value that an option does not take
     */
    static CopyOptions parse(@Nullable String text) {
        Map<String, String> given = given(text);
        return new CopyOptions(
                truth(given, "HEADER"),
                character(given, "DELIMITER", ","),
                character(given, "QUOTE", "\""),
                given.getOrDefault("NULL", ""),
                (int) number(given, "BATCHROWS", 32, 1, 100),
                number(given, "SKIPROWS", 0, 0, Long.MAX_VALUE),
                number(given, "MAXROWS", 0, 0, Long.MAX_VALUE),
                given.get("ERRFILE"),
                format(given, "DATETIMEFORMAT"),
                format(given, "DATEFORMAT"),
                truth(given, "CONTINUE"),
                truth(given, "COMMENTS"));
    }

    CopyOptions goingOn() {
        return new CopyOptions(
                header,
                delimiter,
                quote,
                nullText,
                batchRows,
                skipRows,
                maxRows,
                errorFile,
                timestampFormat,
                dateFormat,
                true,
                comments);
    }

    private static Map<String, String> given(@Nullable String text) {
        Map<String, String> options = new LinkedHashMap<>();
        if (text == null) {
            return options;
        }
        String whole = text.strip();
        Matcher option = OPTION.matcher(whole);
        int end = 0;
        while (end < whole.length()) {
            if (!option.find(end) || option.start() != end) {
                throw new CommandException("COPY has the shape " + CopyStatement.SHAPE);
            }
            String name = option.group(1).toUpperCase(Locale.ROOT);
            if (!NAMES.contains(name)) {
                throw new CommandException("COPY knows the options " + String.join(", ", NAMES) + ", not " + name);
            }
            options.put(name, CopyStatement.unquoted(option.group(2)));
            end = option.end();
        }
        return options;
    }

    private static boolean truth(Map<String, String> given, String name) {
        return switch (given.getOrDefault(name, "false").toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new CommandException("COPY: " + name + " is true or false");
        };
    }

    private static char character(Map<String, String> given, String name, String usual) {
        String text = given.getOrDefault(name, usual).replace("\\t", "\t");
        if (text.length() != 1) {
            throw new CommandException("COPY: " + name + " is one character");
        }
        return text.charAt(0);
    }

    private static long number(Map<String, String> given, String name, long usual, long min, long max) {
        String text = given.getOrDefault(name, Long.toString(usual));
        if (!text.matches("\\d{1,18}") || Long.parseLong(text) < min || Long.parseLong(text) > max) {
            throw new CommandException(
                    "COPY: " + name + " is a number from " + min + (max == Long.MAX_VALUE ? "" : " to " + max));
        }
        return Long.parseLong(text);
    }

    private static @Nullable DateTimeFormatter format(Map<String, String> given, String name) {
        String pattern = given.get(name);
        if (pattern == null) {
            return null;
        }
        try {
            return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new CommandException("COPY: " + name + " is a pattern like 'yyyy-MM-dd HH:mm:ss': " + e.getMessage());
        }
    }
}
