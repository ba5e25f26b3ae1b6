package io.starlingdb.client.console;

import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/**
 * How the line editor reads CQL: a line goes on until its statements are complete, so that a statement over several lines is edited, and
 * remembered, as one; a word, for completion, is a name with dots.
 */
final class CqlLines implements Parser {

    /** A word and where it stands. */
    private record Words(String line, int cursor, int start) implements CompletingParsedLine {
        @Override
        public String word() {
            return line.substring(start, cursor);
        }

        @Override
        public int wordCursor() {
            return cursor - start;
        }

        @Override
        public int wordIndex() {
            return words().size() - 1;
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            return candidate;
        }

        @Override
        public int rawWordCursor() {
            return wordCursor();
        }

        @Override
        public int rawWordLength() {
            return word().length();
        }

        @Override
        public List<String> words() {
            return List.of(line.substring(0, start), word());
        }
    }

    @Override
    public ParsedLine parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.ACCEPT_LINE) {
            StatementReader statements = new StatementReader();
            line.lines().forEach(statements::feed);
            if (statements.isOpen()) {
                throw new EOFError(-1, -1, "the statement goes on");
            }
        }
        int start = cursor;
        while (start > 0 && isNamePart(line.charAt(start - 1))) {
            start--;
        }
        return new Words(line, cursor, start);
    }

    @Override
    public boolean isEscapeChar(char ch) {
        return false;
    }

    private static boolean isNamePart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '"';
    }
}
