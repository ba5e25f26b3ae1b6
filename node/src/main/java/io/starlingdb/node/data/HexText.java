package io.starlingdb.node.data;

import java.util.HexFormat;

/** Bytes for people: hexadecimal, cut after sixteen bytes. */
final class HexText {
    private static final int SHOWN_MAX = 16;

    private HexText() {}

    static String of(byte[] bytes) {
        String text = HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, SHOWN_MAX));
        return bytes.length > SHOWN_MAX ? text + "…" : text;
    }
}
