package io.starlingdb.client.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code COPY [keyspace.]table [(column, …)] FROM|TO 'file' [WITH option = value [AND …]]}.
 *
 * @param columns empty for all
 * @param from true for FROM (into the table), false for TO (out of it)
 */
record CopyStatement(
        String keyspace, String table, List<String> columns, boolean from, String file, CopyOptions options) {
    static final String SHAPE = """
            COPY [keyspace.]table [(column, ...)] FROM|TO 'file' [WITH option = value [AND ...]]
              HEADER = true          the first line names the columns
              DELIMITER, QUOTE, NULL = 'text'
              DATETIMEFORMAT, DATEFORMAT = 'dd.MM.yyyy HH:mm'   of timestamps and dates; else ISO-8601
              MAXROWS, SKIPROWS, BATCHROWS = number
              ERRFILE = 'file'       where FROM puts bad lines with their numbers; else beside the file, as .bad
              CONTINUE = true        FROM goes on where it stopped before
              COMMENTS = true        FROM passes over lines that begin with #
            A file whose name ends with .gz is compressed; TO STDOUT prints.""";
    private static final String NAME = "(?:\\w+|\"(?:[^\"]|\"\")+\")";
    private static final Pattern COPY = Pattern.compile("(?is)COPY\\s+(?:(" + NAME + ")\\s*\\.\\s*)?(" + NAME
            + ")\\s*(?:\\(([^)]*)\\))?\\s*(FROM|TO)\\s+" + "('(?:[^']|'')+'|STDOUT)(?:\\s+WITH\\s+(.*))?");
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
        return new CopyStatement(
                keyspace,
                name(copy.group(2)),
                columns(copy.group(3)),
                copy.group(4).equalsIgnoreCase("FROM"),
                unquoted(copy.group(5)),
                CopyOptions.parse(copy.group(6)));
    }

    /** The same, going on where it stopped before if it is FROM. */
    CopyStatement continued() {
        return new CopyStatement(keyspace, table, columns, from, file, options.goingOn());
    }

    /** Whether rows are to be printed instead of written to a file. */
    boolean printed() {
        return file.equalsIgnoreCase("STDOUT");
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
