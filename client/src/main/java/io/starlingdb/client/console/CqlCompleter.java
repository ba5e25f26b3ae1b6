package io.starlingdb.client.console;

import io.starlingdb.client.ConsistencyLevel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import org.jspecify.annotations.Nullable;

/** Completes by what stands before: tables behind FROM, the statement's columns behind WHERE, words of the language anywhere. */
final class CqlCompleter implements Completer {
    private static final Pattern TABLE_NAMED =
            Pattern.compile("(?i)\\b(?:FROM|INTO|UPDATE|COPY|TABLE)\\s+(?:(\\w+)\\.)?(\\w+)");
    private static final Pattern LAST_WORD = Pattern.compile("(\\w+)\\s*$");
    private static final List<String> SWITCH = List.of("ON", "OFF");

    private final SchemaNames names;
    private final Settings settings;

    CqlCompleter(SchemaNames names, Settings settings) {
        this.names = names;
        this.settings = settings;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        String typed = line.word();
        candidates(lastStatement(line.words().get(0)), line.line(), typed)
                .forEach(text ->
                        candidates.add(new Candidate(text, text, null, null, null, null, !text.matches(".*[.(]$"))));
    }

    /**
     * What may stand at a place.
     *
     * @param before the statement up to the word
     * @param whole everything typed
     * @param typed the word's letters so far
     */
    List<String> candidates(String before, String whole, String typed) {
        Matcher last = LAST_WORD.matcher(before.strip());
        String word = last.find() ? last.group(1).toUpperCase(Locale.ROOT) : "";
        if (before.isBlank()) {
            return words(CqlWords.BEGINNINGS, typed);
        }
        return switch (word) {
            case "FROM", "INTO", "UPDATE", "TRUNCATE", "COPY", "TABLE" -> tables();
            case "DESCRIBE", "DESC" -> {
                List<String> all = words(CqlWords.DESCRIBED, typed);
                all.addAll(tables());
                yield all;
            }
            case "USE", "KEYSPACE" -> new ArrayList<>(names.keyspaces());
            case "CONSISTENCY" ->
                words(Arrays.stream(ConsistencyLevel.values()).map(Enum::name).toList(), typed);
            case "PAGING", "TRACING" -> words(SWITCH, typed);
            case "EXPAND" -> words(List.of("ON", "OFF", "AUTO"), typed);
            case "HELP" -> words(HelpTopics.names(), typed);
            default -> anywhere(whole, typed);
        };
    }

    private List<String> anywhere(String whole, String typed) {
        List<String> found = words(CqlWords.WORDS, typed);
        Matcher named = TABLE_NAMED.matcher(whole);
        while (named.find()) {
            String keyspace = named.group(1) == null ? settings.keyspace() : named.group(1);
            found.addAll(columns(keyspace, named.group(2)));
        }
        if (typed.contains(".")) {
            found.addAll(tables());
        }
        return found;
    }

    private Collection<String> columns(@Nullable String keyspace, String table) {
        return keyspace == null
                ? List.of()
                : names.columns(keyspace.toLowerCase(Locale.ROOT), table.toLowerCase(Locale.ROOT));
    }

    private List<String> tables() {
        List<String> found = new ArrayList<>();
        for (String keyspace : names.keyspaces()) {
            found.add(keyspace + ".");
            names.tables(keyspace).forEach(table -> found.add(keyspace + "." + table));
        }
        String current = settings.keyspace();
        if (current != null) {
            found.addAll(names.tables(current));
        }
        return found;
    }

    /** In small letters for one who types small letters. */
    private static List<String> words(Collection<String> words, String typed) {
        boolean small = !typed.isEmpty() && typed.equals(typed.toLowerCase(Locale.ROOT));
        List<String> found = new ArrayList<>();
        words.forEach(word -> found.add(small ? word.toLowerCase(Locale.ROOT) : word));
        return found;
    }

    /** What of the text is not complete yet; a command of the console, which ends with its line, counts as such while it is typed. */
    private static String lastStatement(String text) {
        StatementReader statements = new StatementReader();
        int lastLine = text.lastIndexOf('\n') + 1;
        text.substring(0, lastLine).lines().forEach(statements::feed);
        String line = text.substring(lastLine);
        boolean command = !statements.isOpen()
                && StatementReader.COMMANDS.contains(
                        line.strip().split("\\s", 2)[0].toUpperCase(Locale.ROOT));
        if (command) {
            return line;
        }
        statements.feed(line);
        return statements.reset();
    }
}
