package io.starlingdb.node.cql.parse;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The tokens of one text: kind, keyword and the half-open range of characters of each, in arrays. */
final class Tokens {

    private TokenKind[] kinds;
    private @Nullable Keyword[] keywords;
    private int[] starts;
    private int[] ends;
    private int size;

    Tokens(int capacity) {
        kinds = new TokenKind[capacity];
        keywords = new Keyword[capacity];
        starts = new int[capacity];
        ends = new int[capacity];
    }

    void add(TokenKind kind, @Nullable Keyword keyword, int start, int end) {
        if (size == kinds.length) {
            kinds = Arrays.copyOf(kinds, size * 2);
            keywords = Arrays.copyOf(keywords, size * 2);
            starts = Arrays.copyOf(starts, size * 2);
            ends = Arrays.copyOf(ends, size * 2);
        }
        kinds[size] = kind;
        keywords[size] = keyword;
        starts[size] = start;
        ends[size] = end;
        size++;
    }

    int size() {
        return size;
    }

    TokenKind kind(int index) {
        return kinds[index];
    }

    @Nullable
    Keyword keyword(int index) {
        return keywords[index];
    }

    int start(int index) {
        return starts[index];
    }

    int end(int index) {
        return ends[index];
    }
}
