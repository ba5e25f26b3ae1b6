package io.starlingdb.node.cql.parse;

import io.starlingdb.client.StarlingException;
import io.starlingdb.node.cql.ast.Source;

/**
 * Cuts a text into tokens, in one pass and without copying: a token is a range of the text. Comments ({@code --}, {@code
 * //}, {@code /* *}{@code /}) and white space vanish.
 *
 * <p>Numbers, uuids, durations and names may begin alike, so the longest form that fits whole is taken: first a uuid (36
 * characters), then a number or a duration, then a name.
 */
final class Lexer {

    private final String text;
    private final Tokens tokens;
    private int at;

    private Lexer(String text) {
        this.text = text;
        this.tokens = new Tokens(text.length() / 4 + 8);
    }

    static Tokens tokens(String text) {
        Lexer lexer = new Lexer(text);
        while (lexer.skipSpace()) {
            lexer.next();
        }
        lexer.tokens.add(TokenKind.END, null, text.length(), text.length());
        return lexer.tokens;
    }

    /** Moves to the next token; false at the end. */
    private boolean skipSpace() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c <= ' ' || Character.isWhitespace(c)) {
                at++;
            } else if ((c == '-' || c == '/') && peek(1) == c) {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end + 1;
            } else if (c == '/' && peek(1) == '*') {
                int end = text.indexOf("*/", at + 2);
                if (end < 0) {
                    throw error(at, "this comment is not closed: expected '*/'");
                }
                at = end + 2;
            } else {
                return true;
            }
        }
        return false;
    }

    private void next() {
        char c = text.charAt(at);
        if (isLetter(c) || isDigit(c)) {
            word(c);
        } else if (c == '\'') {
            quoted('\'', TokenKind.STRING, "this string is not closed: expected \"'\"");
        } else if (c == '"') {
            quoted('"', TokenKind.QUOTED_NAME, "this name is not closed: expected '\"'");
        } else if (c == '$' && peek(1) == '$') {
            int end = text.indexOf("$$", at + 2);
            if (end < 0) {
                throw error(at, "this string is not closed: expected '$$'");
            }
            add(TokenKind.STRING, end + 2);
        } else {
            symbol(c);
        }
    }

    private void word(char first) {
        int end;
        if (isHexDigit(first) && (end = NumberScanner.uuid(text, at)) > 0) {
            add(TokenKind.UUID, end);
        } else if (isDigit(first)) {
            number(first);
        } else if (first == 'P' && (end = NumberScanner.isoDuration(text, at)) > 0) {
            add(TokenKind.DURATION, end);
        } else {
            end = at + 1;
            while (end < text.length() && isNamePart(text.charAt(end))) {
                end++;
            }
            tokens.add(TokenKind.WORD, Keyword.find(text, at, end), at, end);
            at = end;
        }
    }

    private void number(char first) {
        int end;
        if (first == '0' && (peek(1) == 'x' || peek(1) == 'X')) {
            end = at + 2;
            while (end < text.length() && isHexDigit(text.charAt(end))) {
                end++;
            }
            add(TokenKind.BLOB, end);
        } else if ((end = NumberScanner.duration(text, at)) > 0) {
            add(TokenKind.DURATION, end);
        } else {
            int integerEnd = NumberScanner.digits(text, at);
            end = NumberScanner.fraction(text, integerEnd);
            add(end == integerEnd ? TokenKind.INTEGER : TokenKind.FLOAT, end);
        }
        if (at < text.length() && isNamePart(text.charAt(at))) {
            int start = tokens.start(tokens.size() - 1);
            while (end < text.length() && isNamePart(text.charAt(end))) {
                end++;
            }
            throw error(start, "'" + text.substring(start, end) + "' is neither a number nor a name");
        }
    }

    /** Reads to the closing quote; a doubled quote stands for itself. */
    private void quoted(char quote, TokenKind kind, String notClosed) {
        int end = at;
        do {
            end = text.indexOf(quote, end + 1);
            if (end < 0) {
                throw error(at, notClosed);
            }
            end++;
        } while (end < text.length() && text.charAt(end) == quote);
        add(kind, end);
    }

    private void symbol(char c) {
        boolean equals = peek(1) == '=';
        switch (c) {
            case '?' -> add(TokenKind.QUESTION_MARK, at + 1);
            case ':' -> add(TokenKind.COLON, at + 1);
            case ',' -> add(TokenKind.COMMA, at + 1);
            case '.' -> add(peek(1) == '.' ? TokenKind.RANGE : TokenKind.DOT, at + (peek(1) == '.' ? 2 : 1));
            case ';' -> add(TokenKind.SEMICOLON, at + 1);
            case '(' -> add(TokenKind.LEFT_PARENTHESIS, at + 1);
            case ')' -> add(TokenKind.RIGHT_PARENTHESIS, at + 1);
            case '[' -> add(TokenKind.LEFT_BRACKET, at + 1);
            case ']' -> add(TokenKind.RIGHT_BRACKET, at + 1);
            case '{' -> add(TokenKind.LEFT_BRACE, at + 1);
            case '}' -> add(TokenKind.RIGHT_BRACE, at + 1);
            case '*' -> add(TokenKind.STAR, at + 1);
            case '/' -> add(TokenKind.SLASH, at + 1);
            case '%' -> add(TokenKind.PERCENT, at + 1);
            case '=' -> add(TokenKind.EQUALS, at + 1);
            case '+' -> add(equals ? TokenKind.PLUS_EQUALS : TokenKind.PLUS, at + (equals ? 2 : 1));
            case '-' -> add(equals ? TokenKind.MINUS_EQUALS : TokenKind.MINUS, at + (equals ? 2 : 1));
            case '<' -> add(equals ? TokenKind.LESS_OR_EQUAL : TokenKind.LESS, at + (equals ? 2 : 1));
            case '>' -> add(equals ? TokenKind.GREATER_OR_EQUAL : TokenKind.GREATER, at + (equals ? 2 : 1));
            default -> {
                if (c == '!' && equals) {
                    add(TokenKind.NOT_EQUALS, at + 2);
                } else {
                    throw error(at, "unexpected character '" + Character.toString(text.codePointAt(at)) + "'");
                }
            }
        }
    }

    private void add(TokenKind kind, int end) {
        tokens.add(kind, null, at, end);
        at = end;
    }

    /** The character {@code ahead} of the current one, or NUL past the end. */
    private char peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
    }

    private StarlingException error(int offset, String message) {
        return new Source(text).syntax(offset, message);
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isHexDigit(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean isNamePart(char c) {
        return isLetter(c) || isDigit(c) || c == '_';
    }
}
