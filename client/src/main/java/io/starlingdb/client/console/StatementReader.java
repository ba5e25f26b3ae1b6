package io.starlingdb.client.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Cuts typed text into statements. A CQL statement ends with {@code ;} and may span lines; a batch ends with {@code APPLY BATCH;}; quotes ({@code '…'}, {@code "…"},
 * {@code $$…$$}) and comments ({@code --}, {@code //}, {@code /* … *}{@code /}) may hold semicolons. A command of the console itself
 * ({@code HELP}, {@code CONSISTENCY …}) also ends with its line.
 */
final class StatementReader {
    /** Words that begin a console command; such a statement ends with its line. */
    static final Set<String> COMMANDS = Set.of(
            "HELP",
            "EXIT",
            "QUIT",
            "CONSISTENCY",
            "TRACING",
            "PAGING",
            "EXPAND",
            "SOURCE",
            "CLEAR",
            "CLS",
            "SHOW",
            "SERIAL",
            "?");

    /**
     * A statement without its semicolon.
     *
     * @param line where its first word stands in all that was fed, from 1
     */
    record Statement(String text, int line) {}

    private static final Pattern BATCH_BEGIN = Pattern.compile("(?i)BEGIN\\s+((UNLOGGED|LOGGED|COUNTER)\\s+)?BATCH\\b");
    private static final Pattern BATCH_END = Pattern.compile("(?i)\\bAPPLY\\s+BATCH\\s*$");

    private final StringBuilder pending = new StringBuilder();
    private int linesFed;
    private int firstLine = 1;

    /** Takes one line, without its line end, and returns the statements that it completes. */
    List<Statement> feed(String line) {
        linesFed++;
        if (pending.isEmpty()) {
            firstLine = linesFed;
        } else {
            pending.append('\n');
        }
        pending.append(line);
        List<Statement> complete = new ArrayList<>();
        int end = endOfStatement();
        while (end >= 0) {
            take(end, complete);
            pending.delete(0, Math.min(end + 1, pending.length()));
            end = endOfStatement();
        }
        if (isBlankOrComment(pending)) {
            pending.setLength(0);
        } else if (isCommand()) {
            take(pending.length(), complete);
            pending.setLength(0);
        }
        return complete;
    }

    /** What was fed after the last complete statement; true while a statement is open. */
    boolean isOpen() {
        return !pending.isEmpty();
    }

    /** Gives up what is open (Ctrl-C) and returns it. */
    String reset() {
        String given = pending.toString();
        pending.setLength(0);
        return given;
    }

    private void take(int end, List<Statement> complete) {
        int start = firstCode(pending, 0);
        String text = start >= end ? "" : pending.substring(start, end).strip();
        if (!text.isEmpty()) {
            complete.add(new Statement(text, firstLine + lines(0, start)));
        }
        firstLine += lines(0, Math.min(end + 1, pending.length()));
    }

    private int lines(int from, int to) {
        return (int) pending.substring(from, to).chars().filter(c -> c == '\n').count();
    }

    private boolean isCommand() {
        int start = firstCode(pending, 0);
        int end = start;
        while (end < pending.length() && (Character.isLetter(pending.charAt(end)) || pending.charAt(end) == '?')) {
            end++;
        }
        return COMMANDS.contains(pending.substring(start, end).toUpperCase(Locale.ROOT));
    }

    private static boolean isBlankOrComment(CharSequence text) {
        return firstCode(text, 0) == text.length();
    }

    /** Position of the first {@code ;} outside quotes and comments; -1 if there is none. */
    private int endOfStatement() {
        int at = 0;
        while (at < pending.length()) {
            int code = firstCode(pending, at);
            if (code > at) {
                at = code;
                continue;
            }
            if (startsWith(pending, at, "/*")) {
                return -1; // a comment that is not closed yet
            }
            switch (pending.charAt(at)) {
                case ';' -> {
                    if (!isInBatch(at)) {
                        return at;
                    }
                    at++;
                }
                case '\'', '"' -> at = after(String.valueOf(pending.charAt(at)), at + 1);
                case '$' -> at = startsWith(pending, at, "$$") ? after("$$", at + 2) : at + 1;
                default -> at++;
            }
        }
        return -1;
    }

    /** Whether the semicolon at {@code end} stands between the statements of a batch. */
    private boolean isInBatch(int end) {
        int start = firstCode(pending, 0);
        boolean batch =
                BATCH_BEGIN.matcher(pending).region(Math.min(start, end), end).lookingAt();
        return batch && !BATCH_END.matcher(pending.substring(start, end)).find();
    }

    private int after(String closing, int from) {
        int found = pending.indexOf(closing, from);
        return found < 0 ? pending.length() : found + closing.length();
    }

    /** The first position at or after {@code from} that is neither white space nor in a comment. */
    static int firstCode(CharSequence text, int from) {
        int at = from;
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else if (startsWith(text, at, "--") || startsWith(text, at, "//")) {
                at = endOf(text, "\n", at);
            } else if (startsWith(text, at, "/*")) {
                int end = endOf(text, "*/", at + 2);
                if (end == text.length() && !text.toString().endsWith("*/")) {
                    return at;
                }
                at = end;
            } else {
                return at;
            }
        }
        return at;
    }

    private static int endOf(CharSequence text, String closing, int from) {
        int found = text.toString().indexOf(closing, from);
        return found < 0 ? text.length() : found + closing.length();
    }

    private static boolean startsWith(CharSequence text, int at, String word) {
        return text.length() >= at + word.length()
                && text.subSequence(at, at + word.length()).toString().equals(word);
    }
}
