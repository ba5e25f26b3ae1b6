package io.starlingdb.client.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code COPY [keyspace.]table [(column, …)] FROM|TO 'file' [WITH option = value [AND …]]}.
 *
 * @param columns empty for all
 * @param from true for FROM (into the table), false for TO (out of it)
 * @param header whether the file's first line names the columns
 * @param delimiter between fields
 * @param nullText the field that stands for null
 * @param batchRows rows sent in one request
 */
record CopyStatement(
        String keyspace,
        String table,
        List<String> columns,
        boolean from,
        String file,
        boolean header,
        char delimiter,
        String nullText,
        int batchRows) {
    static final String SHAPE =
            "COPY [keyspace.]table [(column, ...)] FROM|TO 'file' [WITH HEADER = true [AND DELIMITER = ',' AND NULL = '' AND BATCHROWS = 32]]";
    private static final String NAME = "(?:\\w+|\"(?:[^\"]|\"\")+\")";
    private static final Pattern COPY = Pattern.compile("(?is)COPY\\s+(?:(" + NAME + ")\\s*\\.\\s*)?(" + NAME
            + ")\\s*(?:\\(([^)]*)\\))?\\s*(FROM|TO)\\s+" + "('(?:[^']|'')+')(?:\\s+WITH\\s+(.*))?");
    private static final Pattern OPTION =
            Pattern.compile("(?is)\\s*(\\w+)\\s*=\\s*('(?:[^']|'')*'|\\w+)\\s*(AND\\b|$)");
    private static final List<String> OPTIONS = List.of("HEADER", "DELIMITER", "NULL", "BATCHROWS");

    /** @throws CommandException when it has another shape or an unknown option */
    static CopyStatement parse(String text, @Nullable String currentKeyspace) {
        Matcher copy = COPY.matcher(text.strip());
        if (!copy.matches()) {
            throw new CommandException("COPY has the shape " + SHAPE);
        }
        String keyspace = copy.group(1) == null ? currentKeyspace : name(copy.group(1));
        if (keyspace == null) {
            throw new CommandException("COPY: name the table as keyspace.table, or choose a keyspace with USE");
        }
        Map<String, String> options = options(copy.group(6));
        String delimiter = options.getOrDefault("DELIMITER", ",");
        if (delimiter.length() != 1) {
            throw new CommandException("COPY: DELIMITER is one character");
        }
        return new CopyStatement(
                keyspace,
                name(copy.group(2)),
                columns(copy.group(3)),
                copy.group(4).equalsIgnoreCase("FROM"),
                unquoted(copy.group(5)),
                truth(options.getOrDefault("HEADER", "false")),
                delimiter.charAt(0),
                options.getOrDefault("NULL", ""),
                batchRows(options.getOrDefault("BATCHROWS", "32")));
    }

    private static List<String> columns(@Nullable String list) {
        List<String> columns = new ArrayList<>();
        if (list != null) {
            for (String column : list.split(",")) {
                columns.add(name(column.strip()));
            }
        }
        return List.copyOf(columns);
    }

    private static Map<String, String> options(@Nullable String text) {
        Map<String, String> options = new LinkedHashMap<>();
        if (text == null) {
            return options;
        }
        Matcher option = OPTION.matcher(text.strip());
        int end = 0;
        while (end < text.strip().length()) {
            if (!option.find(end) || option.start() != end) {
                throw new CommandException("COPY has the shape " + SHAPE);
            }
            String name = option.group(1).toUpperCase(Locale.ROOT);
            if (!OPTIONS.contains(name)) {
                throw new CommandException("COPY knows the options " + String.join(", ", OPTIONS) + ", not " + name);
            }
            options.put(name, unquoted(option.group(2)));
            end = option.end();
        }
        return options;
    }

    private static boolean truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new CommandException("COPY: HEADER is true or false");
        };
    }

    private static int batchRows(String text) {
        if (!text.matches("\\d{1,3}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 100) {
            throw new CommandException("COPY: BATCHROWS is 1 to 100");
        }
        return Integer.parseInt(text);
    }

    private static String name(String written) {
        return written.startsWith("\"")
                ? written.substring(1, written.length() - 1).replace("\"\"", "\"")
                : written.toLowerCase(Locale.ROOT);
    }

    static String unquoted(String written) {
        boolean quoted = written.length() >= 2 && written.startsWith("'") && written.endsWith("'");
        return quoted ? written.substring(1, written.length() - 1).replace("''", "'") : written;
    }

    static String quoted(String name) {
        return name.matches("[a-z][a-z0-9_]*") ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
