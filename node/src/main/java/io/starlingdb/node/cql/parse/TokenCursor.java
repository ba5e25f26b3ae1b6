package io.starlingdb.node.cql.parse;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.cql.ast.Expression;
import io.starlingdb.node.cql.ast.Name;
import io.starlingdb.node.cql.ast.Source;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A position in the tokens of one statement.
 *
 * <p>Every test that fails ({@link #accept}) is remembered together with the place where it failed, so that when no
 * alternative is left the error names all that would have been right there, not only the last one tried. What is
 * remembered is one reference per failed test, and it is forgotten as soon as the cursor moves on.
 */
final class TokenCursor {

    private final Source source;
    private final String text;
    private final Tokens tokens;
    private final List<Expression.Marker> markers = new ArrayList<>(8);
    private final Object[] expected = new Object[64];
    private int expectedCount;
    private int expectedAt = -1;
    private int position;

    TokenCursor(String text) {
        this.source = new Source(text);
        this.text = text;
        this.tokens = Lexer.tokens(text);
    }

    Source source() {
        return source;
    }

    List<Expression.Marker> markers() {
        return markers;
    }

    TokenKind kind() {
        return tokens.kind(position);
    }

    TokenKind kind(int ahead) {
        return tokens.kind(Math.min(position + ahead, tokens.size() - 1));
    }

    @Nullable
    Keyword keyword() {
        return tokens.keyword(position);
    }

    @Nullable
    Keyword keyword(int ahead) {
        return tokens.keyword(Math.min(position + ahead, tokens.size() - 1));
    }

    /** Offset in the text of the current token. */
    int offset() {
        return tokens.start(position);
    }

    /** The text from an offset to the end of the last token that was taken. */
    String textFrom(int offset) {
        return text.substring(offset, position == 0 ? offset : tokens.end(position - 1));
    }

    /** The current token as it stands in the text. */
    String tokenText() {
        return text.substring(tokens.start(position), tokens.end(position));
    }

    void advance() {
        if (position < tokens.size() - 1) {
            position++;
        }
    }

    boolean accept(Keyword keyword) {
        if (tokens.keyword(position) == keyword) {
            position++;
            return true;
        }
        expecting(keyword);
        return false;
    }

    boolean accept(TokenKind kind) {
        if (tokens.kind(position) == kind) {
            advance();
            return true;
        }
        expecting(kind);
        return false;
    }

    void expect(Keyword keyword) {
        if (!accept(keyword)) {
            throw unexpected();
        }
    }

    void expect(TokenKind kind) {
        if (!accept(kind)) {
            throw unexpected();
        }
    }

    /** Accepts all of {@code first second}, or nothing. */
    boolean accept(Keyword first, Keyword second) {
        if (tokens.keyword(position) == first && keyword(1) == second) {
            position += 2;
            return true;
        }
        expecting(first);
        return false;
    }

    boolean isName() {
        TokenKind kind = kind();
        if (kind == TokenKind.QUOTED_NAME) {
            return true;
        }
        Keyword keyword = keyword();
        return kind == TokenKind.WORD && (keyword == null || !keyword.isReserved());
    }

    /** A name; {@code what} is how the error calls it, for example "a column". */
    Name name(String what) {
        if (!isName()) {
            expecting(what);
            throw unexpected();
        }
        String raw = tokenText();
        int at = offset();
        String name = kind() == TokenKind.QUOTED_NAME
                ? raw.substring(1, raw.length() - 1).replace("\"\"", "\"")
                : raw.toLowerCase(Locale.ROOT);
        if (name.isEmpty()) {
            throw errorAt(at, "a name cannot be empty");
        }
        advance();
        return new Name(name, at);
    }

    /** A bind marker if one stands here: {@code ?} or {@code :name}. */
    Expression.@Nullable Marker acceptMarker() {
        int at = offset();
        if (accept(TokenKind.QUESTION_MARK)) {
            return marker(null, at);
        }
        if (kind() == TokenKind.COLON && (kind(1) == TokenKind.WORD || kind(1) == TokenKind.QUOTED_NAME)) {
            advance();
            String raw = tokenText();
            String name = kind() == TokenKind.QUOTED_NAME
                    ? raw.substring(1, raw.length() - 1).replace("\"\"", "\"")
                    : raw.toLowerCase(Locale.ROOT);
            advance();
            return marker(name, at);
        }
        return null;
    }

    private Expression.Marker marker(@Nullable String name, int at) {
        Expression.Marker marker = new Expression.Marker(markers.size(), name, at);
        markers.add(marker);
        return marker;
    }

    /** Remembers that {@code what} would have been right here. */
    void expecting(Object what) {
        if (expectedAt != position) {
            expectedAt = position;
            expectedCount = 0;
        }
        if (expectedCount < expected.length) {
            expected[expectedCount++] = what;
        }
    }

    /** The error that nothing of what was expected here is here. */
    StarlingException unexpected() {
        Set<String> names = new LinkedHashSet<>();
        if (expectedAt == position) {
            for (int i = 0; i < expectedCount; i++) {
                names.add(expected[i].toString());
            }
        }
        String found = kind() == TokenKind.END ? "the statement ended" : "found " + shown(tokenText());
        return errorAt(
                offset(),
                names.isEmpty()
                        ? found + ", which is not expected here"
                        : "expected " + list(new ArrayList<>(names)) + ", but " + found);
    }

    StarlingException errorAt(int offset, String message) {
        return source.syntax(offset, message);
    }

    private static String shown(String token) {
        String cut = token.length() > 40 ? token.substring(0, 40) + "…" : token;
        return token.startsWith("'") ? cut : "'" + cut + "'";
    }

    private static String list(List<String> names) {
        int last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
    }
}
