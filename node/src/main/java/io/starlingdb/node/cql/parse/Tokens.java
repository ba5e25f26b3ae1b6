package io.starlingdb.node.cql.parse;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The tokens of one text: kind, keyword and the half-open range of characters of each, in arrays. */
final class Tokens {

    private static final TokenKind[] KINDS = TokenKind.values();
    private static final int STRIDE = 3;

    private int[] cells = new int[48 * STRIDE];
    private int size;

    void add(TokenKind kind, @Nullable Keyword keyword, int start, int end) {
        int at = size * STRIDE;
        if (at == cells.length) {
            cells = Arrays.copyOf(cells, cells.length * 2);
        }
        cells[at] = kind.ordinal() | ((keyword == null ? 0 : keyword.ordinal() + 1) << 8);
        cells[at + 1] = start;
        cells[at + 2] = end;
        size++;
    }

    int size() {
        return size;
    }

    TokenKind kind(int index) {
        return KINDS[cells[index * STRIDE] & 0xff];
    }

    @Nullable
    Keyword keyword(int index) {
        int keyword = cells[index * STRIDE] >>> 8;
        return keyword == 0 ? null : Keyword.at(keyword - 1);
    }

    int start(int index) {
        return cells[index * STRIDE + 1];
    }

    int end(int index) {
        return cells[index * STRIDE + 2];
    }
}
